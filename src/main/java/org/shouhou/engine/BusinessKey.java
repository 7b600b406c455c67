package org.shouhou.engine;

/**
 * What an instance belongs to. Most belong to a case and carry its id; others carry what they are about, such as
 * {@code incident:12}.
 *
 * @param subject null for a case
 * @param id      of the case, or of the subject
 */
public record BusinessKey(String subject, long id) {

    /** Reads a key as the engine keeps it. */
    public static BusinessKey of(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? new BusinessKey(null, Long.parseLong(key))
                : new BusinessKey(key.substring(0, colon), Long.parseLong(key.substring(colon + 1)));
    }

    public boolean ofCase() {
        return subject == null;
    }

    /** As the engine keeps it. */
    public String text() {
        return ofCase() ? Long.toString(id) : subject + ":" + id;
    }
}

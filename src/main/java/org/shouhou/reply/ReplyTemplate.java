package org.shouhou.reply;

import java.time.Instant;
import java.util.List;

/**
 * A quick reply with all its versions, newest first (R11).
 *
 * @param code  what people type for it, such as {@code cuifahuo}
 * @param inUse the version customers get; null while none was approved, or after it was taken out of use
 */
public record ReplyTemplate(long templateId, String code, String title, Integer inUse, List<Version> versions) {

    /** @param approvedBy null while nobody approved it */
    public record Version(int version, String text, String writtenBy, Instant writtenAt, String approvedBy, Instant approvedAt) {
    }

    /** One of its versions; null for a number that is none. */
    public Version version(int number) {
        return versions.stream().filter(one -> one.version() == number).findFirst().orElse(null);
    }
}

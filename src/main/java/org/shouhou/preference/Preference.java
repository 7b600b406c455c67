package org.shouhou.preference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A choice each person makes for themselves; the first value stands until they do. */
public enum Preference {
    /** Whether keys without Ctrl or Alt do something. */
    SINGLE_KEYS("single-keys", "on", "off"),
    /** How much of a case's timeline is shown. */
    TIMELINE("timeline", "summary", "all"),
    /** What comes after a task was decided: the same case, the list, or the next task. */
    AFTER_ACTION("after-action", "stay", "close", "next");

    private final String code;
    private final List<String> values;

    Preference(String code, String... values) {
        this.code = code;
        this.values = List.of(values);
    }

    /** Its name in calls and pages. */
    public String code() {
        return code;
    }

    /** What may be chosen; the first is the usual one. */
    public List<String> choices() {
        return values;
    }

    static Optional<Preference> named(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}

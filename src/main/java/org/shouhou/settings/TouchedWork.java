package org.shouhou.settings;

import java.util.List;

/** Open work of a feature that a figure weighs otherwise: it stays with whom it lies, but whoever decides next is another. */
public interface TouchedWork {

    /**
     * Work that would be weighed otherwise.
     *
     * @param before the level that covers it now, such as {@code SUPERVISOR}
     * @param after  the level that would
     */
    record Touched(String caseNumber, String task, long amountMinor, String currency, String before, String after) {
    }

    /** @param then the figures as they would hold */
    List<Touched> ifSet(Settings then, SettingRow row);
}

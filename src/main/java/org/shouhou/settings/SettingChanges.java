package org.shouhou.settings;

/** Sets values together with what hangs on them; where nobody offers that, only the value is set. */
public interface SettingChanges {

    /**
     * Sets a value that moves nothing that is open.
     *
     * @throws org.shouhou.common.Problem 409 {@code preview-needed} when something open would move: that is looked at first
     */
    void set(SettingRow row);
}

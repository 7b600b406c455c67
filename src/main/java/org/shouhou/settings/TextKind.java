package org.shouhou.settings;

/** Texts in the settings whose names a feature makes up under a prefix of its own, such as {@code import.profile.}. */
public interface TextKind {

    /** Ends with a dot. */
    String prefix();

    /** @throws IllegalArgumentException saying in plain words what is wrong with the text */
    void check(String name, String text);
}

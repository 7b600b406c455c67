package org.shouhou.operation;

import java.util.List;

/** A part of the watchdog's look: it goes through what there is in portions, so that no portion takes long. */
interface Part {

    /**
     * What a portion came to.
     *
     * @param next   where the next portion begins; null when this was the last
     * @param looked how many things were looked at
     */
    record Portion(String next, int looked, List<Finding.Seen> seen) {
    }

    /** Short, in the table of looks. */
    String name();

    /** In the watchdog's transaction. @param after what the portion before said; null for the first one */
    Portion look(String after);
}

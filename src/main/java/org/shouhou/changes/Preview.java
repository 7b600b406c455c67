package org.shouhou.changes;

import java.time.Instant;

/** A change and what it would do, as somebody saw it. @param what FIGURE or CALENDAR @param name the figure, or the dates */
public record Preview(String id, String what, String name, Draft draft, Effects effects, String madeBy, Instant madeAt) {
}

package org.shouhou.incident;

import java.util.Map;

/** One thing that happened to an incident, in order of {@code seq}; as a case's history has it. */
public record IncidentEvent(long seq, long atMs, String actor, String kind, Map<String, Object> data) {
}

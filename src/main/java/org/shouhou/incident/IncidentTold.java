package org.shouhou.incident;

import java.util.Map;

/** Published with each entry of an incident's history, in its transaction; as {@code CaseHistory.Recorded} for cases. */
public record IncidentTold(Incident incident, String actor, String kind, Map<String, ?> data) {
}

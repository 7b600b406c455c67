package org.shouhou.incident;

import java.util.Map;
import org.shouhou.queue.TaskSubject;
import org.springframework.stereotype.Component;

/** Tasks of an incident belong to it, not to one of its cases. */
@Component
class IncidentSubject implements TaskSubject {

    private final IncidentTable table;

    IncidentSubject(IncidentTable table) {
        this.table = table;
    }

    @Override
    public String kind() {
        return Incident.KIND;
    }

    @Override
    public Shown shown(long id) {
        Incident incident = table.get(id);
        return new Shown(incident.number(), incident.scope().shop(), incident.scope().reason(),
                table.newest(id).map(Decision::budgetMinor).orElse(null), incident.currency());
    }

    @Override
    public void lock(long id) {
        table.lock(id);
    }

    @Override
    public void record(long id, String actor, String kind, Map<String, ?> facts) {
        table.record(id, actor, kind, facts);
    }

    @Override
    public String page(String number) {
        return "/incidents/" + number;
    }
}

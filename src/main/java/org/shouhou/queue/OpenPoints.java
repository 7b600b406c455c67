package org.shouhou.queue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseSlots;
import org.shouhou.common.Db;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** R4: what is open of a case when it changes hands: every running clock (promises among them) and the next slot. */
@Component
class OpenPoints {

    private final JdbcClient jdbc;
    private final ObjectProvider<CaseSlots> slots;

    OpenPoints(JdbcClient jdbc, ObjectProvider<CaseSlots> slots) {
        this.jdbc = jdbc;
        this.slots = slots;
    }

    /** Facts for the event; empty for work that belongs to no case. */
    Map<String, Object> of(QueueEntry entry) {
        Map<String, Object> open = new LinkedHashMap<>();
        if (entry.subject() != null) {
            return open;
        }
        List<Map<String, String>> clocks = jdbc.sql("SELECT d.kind, d.due_at, q.task_key FROM deadline d"
                + " LEFT JOIN queue_entry q ON q.task_id = d.task_id WHERE d.case_id = ? AND d.state = 'RUNNING' ORDER BY d.due_at")
                .param(entry.caseId()).query((row, n) -> {
                    Map<String, String> one = new LinkedHashMap<>();
                    one.put("kind", row.getString(1));
                    if (row.getString("task_key") != null) {
                        one.put("task", row.getString("task_key"));
                    }
                    one.put("due", Db.instant(row, "due_at").toString());
                    return one;
                }).list();
        open.put("clocks", clocks);
        slots.stream().flatMap(plan -> plan.of(entry.caseId()).stream()).filter(slot -> slot.state().equals("PLANNED")).findFirst()
                .ifPresent(slot -> open.put("nextSlot", Map.of("part", slot.part(), "due", slot.ends().toString())));
        return open;
    }
}

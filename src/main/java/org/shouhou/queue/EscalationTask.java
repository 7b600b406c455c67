package org.shouhou.queue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.duty.OnDuty;
import org.shouhou.engine.EngineEvents;
import org.shouhou.identity.Actor;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.messaging.Messages;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An escalation (R5): the supervisors hear at once; one of them gives the case back, to somebody else, or takes it. */
@Component
class EscalationTask implements TaskHandler {

    private static final String KEY = "handleEscalation";
    private final MessageFacts facts;
    private final Messages messages;
    private final Users users;
    private final QueueEntries entries;
    private final JdbcClient jdbc;
    private final CaseHistory history;
    private final OnDuty duty;
    private final OpenPoints openPoints;

    EscalationTask(MessageFacts facts, Messages messages, Users users, QueueEntries entries, JdbcClient jdbc,
            CaseHistory history, OnDuty duty, OpenPoints openPoints) {
        this.facts = facts;
        this.messages = messages;
        this.users = users;
        this.entries = entries;
        this.jdbc = jdbc;
        this.history = history;
        this.duty = duty;
        this.openPoints = openPoints;
    }

    @EventListener
    void opened(EngineEvents.TaskOpened task) {
        if (task.key().equals(KEY)) {
            messages.toRole("supervisor", task.caseId(), "escalation", Map.of("reason", reason(task.caseId())),
                    "escalation-" + task.taskId());
        }
    }

    private String reason(long caseId) {
        return facts.latest(caseId, MessageName.ESCALATION_REQUESTED).map(fact -> fact.data().get("reason").toString()).orElse("");
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Map<String, Object> data(long caseId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("reason", reason(caseId));
        data.put("proposedBy", jdbc.sql("SELECT sent_by FROM message_fact WHERE case_id = ? AND name = ? ORDER BY id DESC LIMIT 1")
                .params(caseId, MessageName.ESCALATION_REQUESTED.id()).query(String.class).optional().orElse(null));
        return data;
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        switch (decision.decision()) {
            case "REASSIGN" -> giveTo(decision, decision.text("to"));
            case "TAKE" -> giveTo(decision, decision.actor().name());
            default -> {
                // given back: whoever had the case goes on with it
            }
        }
        return Map.of();
    }

    private void giveTo(Decision decision, String name) {
        User receiver = users.find(name).filter(User::active).orElseThrow(() -> Problem.fields(
                List.of(new FieldProblem("to", "There is nobody called " + name + "."))));
        Actor actor = receiver.actor();
        if (!duty.reaches(receiver.name(), user -> user.roles().stream().anyMatch(receiver.roles()::contains))) {
            throw Problem.fields(List.of(new FieldProblem("to", receiver.name() + " is not on duty.")));
        }
        List<QueueEntry> open = jdbc.sql("SELECT * FROM queue_entry WHERE case_id = ? AND task_key <> ?")
                .params(decision.caseId(), KEY).query(QueueEntry::map).list();
        if (open.stream().anyMatch(entry -> !entry.visibleTo(actor))) {
            throw Problem.fields(List.of(new FieldProblem("to", receiver.name() + " may not do this task.")));
        }
        for (QueueEntry entry : open) {
            if (!entry.allowedTo(actor)) {
                continue;
            }
            entries.own(entry, receiver.name());
            Map<String, Object> changed = new LinkedHashMap<>();
            changed.put("task", entry.key());
            changed.put("before", entry.owner());
            changed.put("after", receiver.name());
            changed.putAll(openPoints.of(entry));
            history.record(decision.caseId(), decision.actor().name(), "TASK_REASSIGNED", changed);
        }
    }
}

package org.shouhou.queue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.duty.OnDuty;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** How a task changes hands, whoever moves it: with what is open, on record, and its promises with it (R4). The caller holds the lock. */
@Component
class ChangingHands {

    private final QueueEntries entries;
    private final Matters matters;
    private final OpenPoints openPoints;
    private final HandoverNotes notes;
    private final Users users;
    private final OnDuty duty;
    private final ApplicationEventPublisher events;

    ChangingHands(QueueEntries entries, Matters matters, OpenPoints openPoints, HandoverNotes notes, Users users, OnDuty duty,
            ApplicationEventPublisher events) {
        this.entries = entries;
        this.matters = matters;
        this.openPoints = openPoints;
        this.notes = notes;
        this.users = users;
        this.duty = duty;
        this.events = events;
    }

    /** @throws Problem 400 for the field {@code to}: nobody, not for this task, or not on duty while somebody else is */
    void checkReceiver(QueueEntry entry, String to) {
        User receiver = users.find(to).filter(User::active).orElseThrow(() -> refused("There is nobody called " + to + "."));
        if (!entry.allowedTo(receiver.actor())) {
            throw refused(receiver.name() + " may not do this task.");
        }
        if (!duty.reaches(receiver.name(), user -> entry.allowedTo(user.actor()))) {
            throw refused(receiver.name() + " is not on duty.");
        }
    }

    private static Problem refused(String why) {
        return Problem.fields(List.of(new FieldProblem("to", why)));
    }

    /** The task is somebody's, or the pool's, from now on. @param note may be null */
    void own(QueueEntry entry, String owner, String kind, String actor, String note) {
        entries.own(entry, owner);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("task", entry.key());
        facts.put("before", entry.owner());
        facts.put("after", owner);
        if (note != null) {
            facts.put("text", note);
        }
        if (entry.owner() != null) {
            facts.putAll(openPoints.of(entry));
        }
        matters.record(entry, actor, kind, facts);
    }

    /** As {@link #own}, with the note for whoever receives it, and the owner's promises. @param to null for the pool */
    void handOver(QueueEntry entry, String to, String kind, String note, String actor) {
        own(entry, to, kind, actor, note);
        notes.write(entry, matters.page(entry), to, note == null ? "" : note, actor);
        promisesToo(entry, to, actor);
    }

    /** As it was before: a note nobody has read is void. @param to null for the pool, where it goes also if it is of another shop than theirs by now */
    void giveBack(QueueEntry entry, String to, String actor) {
        String before = to == null ? null : users.find(to).filter(user -> entry.visibleTo(user.actor())).map(User::name).orElse(null);
        own(entry, before, "TASK_GIVEN_BACK", actor, null);
        notes.forget(entry.taskId(), entry.owner());
        promisesToo(entry, before, actor);
    }

    private void promisesToo(QueueEntry entry, String to, String actor) {
        if (entry.subject() == null) {
            events.publishEvent(new HandedOver(entry.caseId(), entry.owner(), to, actor));
        }
    }
}

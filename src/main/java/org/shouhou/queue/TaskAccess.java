package org.shouhou.queue;

import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Whether a task is for somebody: their shops and role, and not what they proposed themselves. */
@Component
class TaskAccess {

    private final ApplicationEventPublisher events;

    TaskAccess(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Looking at it. @throws Problem 404 of another shop, 403 {@code four-eyes} or {@code not-your-role} */
    void toSee(QueueEntry entry, Actor actor) {
        if (!entry.visibleTo(actor)) {
            throw Problem.notFound("open task", entry.taskId());
        }
        if (actor.name().equals(entry.excludedUser())) {
            throw Problem.forbidden("four-eyes", "You proposed this yourself; somebody else has to decide it.");
        }
        if (actor.name().equals(entry.keptAway())) {
            throw Problem.forbidden("complained-of", "The complaint is about you; somebody else has to handle this case.");
        }
        if (!entry.allowedTo(actor)) {
            throw Problem.forbidden("not-your-role", "This task is for: " + entry.role() + ".");
        }
    }

    /** Taking or deciding it; that somebody reached for what is not theirs is announced. @throws Problem as {@link #toSee} */
    void toDo(QueueEntry entry, Actor actor) {
        try {
            toSee(entry, actor);
        } catch (Problem refused) {
            events.publishEvent(new TaskRefused(entry.taskId(), entry.key(), entry.caseId(), actor.name(), entry.role(),
                    refused.slug().equals("four-eyes")));
            throw refused;
        }
    }
}

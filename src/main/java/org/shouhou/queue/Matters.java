package org.shouhou.queue;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.CaseLock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What tasks belong to: nearly always a case, else a {@link TaskSubject}. */
@Component
class Matters {

    private final CaseLock cases;
    private final CaseHistory history;
    private final ObjectProvider<TaskSubject> subjects;
    private volatile Map<String, TaskSubject> byKind;

    Matters(CaseLock cases, CaseHistory history, ObjectProvider<TaskSubject> subjects) {
        this.cases = cases;
        this.history = history;
        this.subjects = subjects;
    }

    TaskSubject of(String subject) {
        if (byKind == null) {
            byKind = subjects.stream().collect(Collectors.toMap(TaskSubject::kind, Function.identity()));
        }
        TaskSubject found = byKind.get(subject);
        if (found == null) {
            throw new IllegalStateException("Nobody knows what a task of " + subject + " is about");
        }
        return found;
    }

    void lock(QueueEntry entry) {
        if (entry.subject() == null) {
            cases.lock(entry.caseId());
        } else {
            of(entry.subject()).lock(entry.subjectId());
        }
    }

    void record(QueueEntry entry, String actor, String kind, Map<String, ?> facts) {
        if (entry.subject() == null) {
            history.record(entry.caseId(), actor, kind, facts);
        } else {
            of(entry.subject()).record(entry.subjectId(), actor, kind, facts);
        }
    }

    String page(QueueEntry entry) {
        return entry.subject() == null ? "/cases/" + entry.caseNumber() : of(entry.subject()).page(entry.caseNumber());
    }
}

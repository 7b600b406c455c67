package org.shouhou.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.engine.Processes;
import org.shouhou.queue.TaskHandler;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** A promise is past due (R8): renewed with the customer's consent, or broken. */
@Component
class RenewPromiseTask implements TaskHandler {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);
    private final Promises promises;
    private final Processes processes;
    private final CaseFiles cases;
    private final CaseContacts contacts;
    private final Settings settings;

    RenewPromiseTask(Promises promises, Processes processes, CaseFiles cases, CaseContacts contacts,
            Settings settings) {
        this.promises = promises;
        this.processes = processes;
        this.cases = cases;
        this.contacts = contacts;
        this.settings = settings;
    }

    @Override
    public String key() {
        return "renewPromise";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        return Map.of();
    }

    @Override
    public Map<String, Object> data(long caseId, String taskId) {
        Promise promise = of(taskId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("promiseId", promise.id());
        data.put("kind", promise.kind().name());
        data.put("text", promise.text());
        data.put("promisedFor", promise.due().toString());
        data.put("keeper", promise.keeper());
        data.put("renewed", promise.renewed());
        return data;
    }

    private Promise of(String taskId) {
        return promises.get(((Number) processes.taskVariable(taskId, "promiseId")).longValue());
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        if (decision.decision().equals("RENEW")) {
            Promise promise = of(decision.taskId());
            if (contacts.of(promise.caseId()).stream().noneMatch(contact -> agreed(contact, promise))) {
                throw Problem.unprocessable("consent-missing",
                        "A promise is renewed with the customer's consent: record first how the customer was reached, or what they said.");
            }
            LocalDate date = LocalDate.parse(decision.text("due"));
            Instant due = date.atTime(END_OF_DAY).atZone(settings.zone(cases.get(promise.caseId()).shop())).toInstant();
            promises.renew(promise, due, decision.actor().name());
        }
        return Map.of();
    }

    /** The customer spoke, or was reached, since this time was promised. */
    private static boolean agreed(CaseContacts.Contact contact, Promise promise) {
        return contact.outcome().equals("REACHED") && !contact.at().isBefore(promise.agreedAt());
    }
}

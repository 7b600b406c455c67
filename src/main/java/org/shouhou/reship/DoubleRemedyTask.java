package org.shouhou.reship;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.order.LineRemedies;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** R19: money and goods for the same lines, only if a supervisor decides so; what is allowed is kept as a waiver. */
@Component
class DoubleRemedyTask implements TaskHandler {

    private final LineRemedies remedies;
    private final ParcelSending sending;
    private final CaseFiles cases;
    private final CaseHistory history;

    DoubleRemedyTask(LineRemedies remedies, ParcelSending sending, CaseFiles cases, CaseHistory history) {
        this.remedies = remedies;
        this.sending = sending;
        this.cases = cases;
        this.history = history;
    }

    @Override
    public String key() {
        return "approveDoubleRemedy";
    }

    private List<Integer> lines(long caseId) {
        CaseFile file = cases.get(caseId);
        return sending.lineNumbers(file, remedies.asked(caseId));
    }

    @Override
    public Map<String, Object> data(long caseId) {
        return Map.of("lines", lines(caseId));
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        boolean granted = decision.decision().equals("APPROVE");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("lines", lines(decision.caseId()));
        facts.put("note", decision.text("note"));
        remedies.decide(decision.caseId(), granted, decision.actor().name(), decision.text("note"));
        history.record(decision.caseId(), decision.actor().name(), granted ? "DOUBLE_REMEDY_ALLOWED" : "DOUBLE_REMEDY_REFUSED", facts);
        return Map.of();
    }
}

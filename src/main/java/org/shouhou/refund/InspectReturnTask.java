package org.shouhou.refund;

import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** The warehouse looks at goods that came back (R35: an intercepted or refused parcel is inspected like a return). */
@Component
class InspectReturnTask implements TaskHandler {

    private final CaseFiles cases;
    private final RefundWork work;

    InspectReturnTask(CaseFiles cases, RefundWork work) {
        this.cases = cases;
        this.work = work;
    }

    @Override
    public String key() {
        return "inspectReturn";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        CaseFile file = cases.get(caseId);
        return Map.of("orderNo", file.orderNo(), "requestedMinor", file.amountMinor(), "currency", file.currency());
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        work.inspected(decision.caseId(), decision.decision());
        return Map.of();
    }
}

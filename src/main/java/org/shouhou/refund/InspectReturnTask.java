package org.shouhou.refund;

import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.queue.TaskHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The warehouse looks at goods that came back (R35: an intercepted or refused parcel is inspected like a return). */
@Component
class InspectReturnTask implements TaskHandler {

    private final CaseFiles cases;
    private final RefundWork work;
    private final ObjectProvider<ReturnInspection> returns;

    InspectReturnTask(CaseFiles cases, RefundWork work, ObjectProvider<ReturnInspection> returns) {
        this.cases = cases;
        this.work = work;
        this.returns = returns;
    }

    @Override
    public String key() {
        return "inspectReturn";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        CaseFile file = cases.get(caseId);
        if (!intercepted(file)) {
            return returns.getObject().data(caseId);
        }
        return Map.of("orderNo", file.orderNo(), "requestedMinor", file.amountMinor(), "currency", file.currency());
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        if (!intercepted(cases.get(decision.caseId()))) {
            return returns.getObject().inspected(decision);
        }
        work.inspected(decision.caseId(), decision.decision());
        return Map.of();
    }

    /** A refund inspects only what was intercepted or refused at the door; every other kind of case inspects a return. */
    private static boolean intercepted(CaseFile file) {
        return file.type().equals("refund");
    }
}

package org.shouhou.authority;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.buyer.BuyerFlags;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Role;
import org.shouhou.order.Orders;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** Consenting to a compensation somebody else proposed (R10). */
@Component
class ApproveCompensationTask implements TaskHandler {

    private final Compensations compensations;
    private final CompensationTable table;
    private final Consents consents;
    private final RefusedAttempts refused;
    private final Processes processes;
    private final CaseFiles cases;
    private final Orders orders;
    private final BuyerFlags flags;
    private final CaseHistory history;
    private final Limits limits;

    ApproveCompensationTask(Compensations compensations, CompensationTable table, Consents consents, RefusedAttempts refused,
            Processes processes, CaseFiles cases, Orders orders, BuyerFlags flags,
            CaseHistory history, Limits limits) {
        this.compensations = compensations;
        this.table = table;
        this.consents = consents;
        this.refused = refused;
        this.processes = processes;
        this.cases = cases;
        this.orders = orders;
        this.flags = flags;
        this.history = history;
        this.limits = limits;
    }

    @Override
    public String key() {
        return "approveCompensation";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        throw new IllegalStateException("A case may have several compensations; the task says which.");
    }

    private Compensation compensation(String taskId) {
        return compensations.get((Long) processes.taskVariable(taskId, "compensationId"));
    }

    @Override
    public Map<String, Object> data(long caseId, String taskId) {
        Compensation one = compensation(taskId);
        CaseFile file = cases.get(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", one.kind().name());
        data.put("amountMinor", one.amountMinor());
        data.put("currency", one.currency());
        data.put("sku", one.sku());
        data.put("quantity", one.quantity());
        data.put("reasonCode", one.reasonCode());
        data.put("text", one.words());
        data.put("proposedBy", one.proposedBy());
        data.put("approvedBy", approvers(one));
        data.put("limitMinor", limits.limitBelow(one.kind(), one.amountMinor(), file.shop()).orElse(null));
        data.put("givenBefore", compensations.givenBefore(one));
        data.put("buyerFlag", flags.levelOf(orders.byId(file.orderId()).orElseThrow()));
        return data;
    }

    private List<String> approvers(Compensation one) {
        return consents.approvers(one.id()).stream().map(Map.Entry::getKey).toList();
    }

    /** Whoever stood behind it last; who did before is refused when deciding. */
    @Override
    public String excludedUser(long caseId, String taskId) {
        Compensation one = compensation(taskId);
        List<String> approvers = approvers(one);
        return approvers.isEmpty() ? one.proposedBy() : approvers.get(approvers.size() - 1);
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        Compensation one = compensation(decision.taskId());
        String by = decision.actor().name();
        String role = decision.actor().mayDo(Role.MANAGER) ? "MANAGER" : "SUPERVISOR";
        if (by.equals(one.proposedBy()) || approvers(one).contains(by)) {
            refused.note(one.subject(), one.proposedBy(), by, role, Consents.Decision.FOUR_EYES, null);
            throw Problem.forbidden("four-eyes", "You proposed or approved this yourself; somebody else has to decide it.");
        }
        consents.record(one.subject(), one.proposedBy(), by, role, Consents.Decision.valueOf(decision.decision()),
                decision.note().isEmpty() ? null : decision.note());
        if (decision.decision().equals("REFUSE")) {
            table.why(one.id(), "REFUSED_BY_APPROVER");
        }
        Map<String, Object> facts = Compensations.facts(one, null);
        facts.put("proposedBy", one.proposedBy());
        facts.put("text", decision.note().isEmpty() ? null : decision.note());
        history.record(one.caseId(), by, decision.decision().equals("REFUSE") ? "COMPENSATION_REFUSED" : "COMPENSATION_APPROVED", facts);
        return Map.of();
    }
}

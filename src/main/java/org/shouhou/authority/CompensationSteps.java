package org.shouhou.authority;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Orders;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** What the process {@code compensation} asks and notes on its way. */
@Service
public class CompensationSteps {

    /** What the rule {@code compensationAuthority} looks at; {@code given} MONEY, COUPON or GIFT. */
    public record Inputs(String backer, String amountLevel, String remedy, String flagged, boolean otherManager, String given) {
    }

    private final Compensations compensations;
    private final CompensationTable table;
    private final StandingRemedies standing;
    private final Limits limits;
    private final FourEyes fourEyes;
    private final Consents consents;
    private final CaseFiles cases;
    private final Orders orders;
    private final CaseHistory history;
    private final Messages messages;
    private final ObjectProvider<CompensationMoney> money;
    private final ApplicationEventPublisher events;

    CompensationSteps(Compensations compensations, CompensationTable table, StandingRemedies standing, Limits limits,
            FourEyes fourEyes, Consents consents, CaseFiles cases, Orders orders, CaseHistory history, Messages messages,
            ObjectProvider<CompensationMoney> money, ApplicationEventPublisher events) {
        this.compensations = compensations;
        this.table = table;
        this.standing = standing;
        this.limits = limits;
        this.fourEyes = fourEyes;
        this.consents = consents;
        this.cases = cases;
        this.orders = orders;
        this.history = history;
        this.messages = messages;
        this.money = money;
        this.events = events;
    }

    public Inputs inputs(long compensationId) {
        Compensation one = compensations.get(compensationId);
        CaseFile file = cases.get(one.caseId());
        String given = one.kind().money() ? "MONEY" : one.kind().name();
        return new Inputs(backer(one), limits.levelOf(one.kind(), one.amountMinor(), file.shop()).name(),
                one.standingId() == null ? "ONE_OFF" : "STANDING",
                compensations.flagged(orders.byId(file.orderId()).orElseThrow()) ? "EXTORTION" : "NONE",
                fourEyes.otherManager(standBehind(one)), given);
    }

    /** Whoever proposed it or consented so far. */
    private List<String> standBehind(Compensation one) {
        List<String> names = new ArrayList<>(consents.approvers(one.id()).stream().map(Map.Entry::getKey).toList());
        names.add(one.proposedBy());
        return names;
    }

    /** The most authority that stands behind it: AUTO, AGENT, SUPERVISOR, MANAGER or TWO_MANAGERS. */
    private String backer(Compensation one) {
        List<String> roles = new ArrayList<>(consents.approvers(one.id()).stream().map(Map.Entry::getValue).toList());
        roles.add(one.proposerRole());
        long managers = roles.stream().filter("MANAGER"::equals).count();
        return managers > 1 ? "TWO_MANAGERS" : managers == 1 ? "MANAGER" : roles.contains("SUPERVISOR") ? "SUPERVISOR" : one.proposerRole();
    }

    /** What the rule said; nobody's consent (any more) means it is agreed, and on which basis. */
    public void judged(long compensationId, String consentOf) {
        if (!"none".equals(consentOf)) {
            return;
        }
        Compensation one = compensations.get(compensationId);
        List<Map.Entry<String, String>> approvers = consents.approvers(compensationId);
        Limits.Level level = limits.levelOf(one.kind(), one.amountMinor(), cases.get(one.caseId()).shop());
        boolean alone = level == Limits.Level.BEYOND && backer(one).equals("MANAGER");
        String remedy = one.standingId() == null ? null : standing.get(one.standingId()).name();
        if (remedy != null) {
            agreed(one, Consents.Decision.STANDING.name());
            consents.withoutConsent(one.subject(), one.proposedBy(), level.name(), Consents.Decision.STANDING, remedy);
        } else if (alone) {
            agreed(one, Consents.Decision.SELF_CONSENT.name());
            String manager = approvers.isEmpty() ? one.proposedBy() : approvers.get(approvers.size() - 1).getKey();
            consents.withoutConsent(one.subject(), manager, level.name(), Consents.Decision.SELF_CONSENT, null);
        } else if (approvers.isEmpty()) {
            agreed(one, Consents.Decision.OWN_LIMIT.name());
            consents.withoutConsent(one.subject(), one.proposedBy(), level.name(), Consents.Decision.OWN_LIMIT, null);
        } else {
            agreed(one, "CONSENT");
        }
    }

    private void agreed(Compensation one, String basis) {
        table.agreed(one.id(), basis);
        history.record(one.caseId(), CaseHistory.SYSTEM, "COMPENSATION_AGREED", Map.of("basis", basis,
                "compensation", one.kind().name(), "amountMinor", one.amountMinor(), "compensationId", one.id()));
    }

    /** The customer hears what was given. */
    public void tell(long compensationId) {
        Compensation one = compensations.get(compensationId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("currency", one.currency());
        if (one.kind() == Kind.GIFT) {
            data.put("items", one.sku() + " × " + one.quantity());
        } else {
            data.put(one.kind() == Kind.COUPON ? "couponMinor" : "amountMinor", one.amountMinor());
        }
        messages.toCustomer(one.caseId(), "compensation-given", data, "compensation-" + one.id());
    }

    /** It is over. @param outcome COMPENSATED, REJECTED, or null when the case that called it took another way */
    public void ended(long compensationId, String outcome) {
        Compensation one = compensations.get(compensationId);
        if (!one.state().open()) {
            return;
        }
        Compensation.State state = outcome == null ? Compensation.State.CANCELLED : Compensation.State.valueOf(outcome);
        if (state == Compensation.State.CANCELLED) {
            money.ifAvailable(ledger -> ledger.cancelUnsent(compensationId));
        }
        table.ended(compensationId, state);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("compensation", one.kind().name());
        facts.put("amountMinor", one.amountMinor());
        facts.put("why", one.why());
        facts.put("compensationId", one.id());
        history.record(one.caseId(), CaseHistory.SYSTEM,
                state == Compensation.State.COMPENSATED ? "COMPENSATION_GIVEN" : "COMPENSATION_NOT_GIVEN", facts);
        events.publishEvent(new CompensationEnded(compensationId, state == Compensation.State.COMPENSATED));
    }
}

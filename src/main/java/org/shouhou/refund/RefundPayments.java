package org.shouhou.refund;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.Compensations;
import org.shouhou.authority.Consents;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.casefile.MoneyOnItsWay;
import org.shouhou.gateway.Effects;
import org.shouhou.messaging.Messages;
import org.shouhou.order.OrderBalances;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Paying a refund: the only way money leaves. Authority, reservation and intent here; the call by the payment worker. */
@Service
public class RefundPayments implements MoneyOnItsWay {

    /** Decided in the case, within somebody's authority. */
    private static final String CASE = "CASE";
    /** Decided by the platform: no further approval, at most what is left. */
    static final String PLATFORM = "PLATFORM";

    private final CaseFiles cases;
    private final RefundWork work;
    private final PaymentWork payments;
    private final RefundLedger ledger;
    private final Compensations compensations;
    private final RefundAuthority authority;
    private final Consents consents;
    private final OrderBalances balances;
    private final Effects effects;
    private final MessageFacts facts;
    private final Messages messages;
    private final CaseHistory history;
    private final Settings settings;
    private final ObjectProvider<RefundedLines> refundedLines;
    private final Clock clock;

    RefundPayments(CaseFiles cases, RefundWork work, PaymentWork payments, RefundLedger ledger, Compensations compensations,
            RefundAuthority authority, Consents consents, OrderBalances balances, Effects effects, MessageFacts facts, Messages messages, CaseHistory history,
            Settings settings, ObjectProvider<RefundedLines> refundedLines, Clock clock) {
        this.cases = cases;
        this.work = work;
        this.payments = payments;
        this.ledger = ledger;
        this.compensations = compensations;
        this.authority = authority;
        this.consents = consents;
        this.balances = balances;
        this.effects = effects;
        this.facts = facts;
        this.messages = messages;
        this.history = history;
        this.settings = settings;
        this.refundedLines = refundedLines;
        this.clock = clock;
    }

    /** What reserving came to: pay what is reserved, let a person settle the rest by hand, or send the decision back. */
    public enum Reserved { YES, BY_HAND, SENT_BACK }

    /** Sets what the payment has to settle in all. */
    public void begin(long caseId, String source) {
        RefundWork.Work now = work.of(caseId);
        if (CASE.equals(source)) {
            payments.open(Payment.refund(caseId), now.proposedMinor());
        }
        payments.reminded(Payment.refund(caseId), 0);
        payments.forgetByHand(Payment.refund(caseId));
    }

    /** Checks authority and reserves what is open, or as much of it as is left when the platform decided. */
    public Reserved reserve(long caseId, String source) {
        CaseFile file = cases.get(caseId);
        facts.latest(caseId, MessageName.PAYEE_PROVIDED).ifPresent(fact -> payments.payee(Payment.refund(caseId), fact.data().get("payee").toString()));
        RefundWork.Work now = work.of(caseId);
        boolean platform = PLATFORM.equals(source);
        if (!platform && !authorised(file, now)) {
            work.sentBack(caseId, "CONSENT_MISSING");
            return Reserved.SENT_BACK;
        }
        List<Long> lines = platform ? List.of() : lines(caseId);
        long amount = platform ? Math.min(now.openMinor(), balances.of(file.orderId()).left()) : now.openMinor();
        if (platform && amount == 0) {
            return Reserved.BY_HAND;
        }
        if (ledger.reserve(file, amount, lines, source, payments.of(Payment.refund(caseId)).payee(), CaseHistory.SYSTEM).isPresent()) {
            return Reserved.YES;
        }
        List<Long> sentAgain = ledger.sentAgain(file, lines);
        String why = sentAgain.isEmpty() ? "MORE_THAN_LEFT" : "SENT_AGAIN";
        if (!sentAgain.isEmpty()) {
            ledger.askForBoth(file, sentAgain);
        }
        work.sentBack(caseId, why);
        history.record(caseId, CaseHistory.SYSTEM, "REFUND_SENT_BACK", Map.of("why", why, "amountMinor", amount));
        return Reserved.SENT_BACK;
    }

    /** R13: the lines the case decided to refund, else those it was opened about. */
    private List<Long> lines(long caseId) {
        return refundedLines.orderedStream().map(decided -> decided.of(caseId)).filter(lines -> !lines.isEmpty()).findFirst()
                .orElseGet(() -> cases.lines(caseId));
    }

    /** Whoever proposed it may do so alone, which is noted, or somebody else consented. */
    private boolean authorised(CaseFile file, RefundWork.Work now) {
        if (consents.given(file.id(), now.openMinor())) {
            return true;
        }
        RefundAuthority.Level needed = authority.levelOf(now.openMinor(), file.shop());
        Optional<Consents.Decision> how = alone(now, needed);
        how.ifPresent(alone -> consents.withoutConsent(Consents.Subject.refund(file.id(), now.openMinor(), file.currency()),
                now.proposedBy(), needed.name(), alone, now.routeWhy()));
        return how.isPresent();
    }

    /** On which ground nobody else is asked; empty when somebody must be. Beyond the supervisors' limit that is another manager. */
    private Optional<Consents.Decision> alone(RefundWork.Work now, RefundAuthority.Level needed) {
        boolean supervised = "SUPERVISOR".equals(now.route());
        boolean own = switch (now.proposerRole() == null ? "" : now.proposerRole()) {
            case "AUTO" -> needed == RefundAuthority.Level.AUTOMATIC && !supervised;
            case "AGENT" -> needed.compareTo(RefundAuthority.Level.AGENT) <= 0 && !supervised;
            case "SUPERVISOR" -> needed.compareTo(RefundAuthority.Level.SUPERVISOR) <= 0 && !supervised;
            case "MANAGER" -> needed == RefundAuthority.Level.MANAGER ? !authority.otherManager(now.proposedBy()) : !supervised;
            default -> false;
        };
        if (!own) {
            return Optional.empty();
        }
        return Optional.of(needed == RefundAuthority.Level.MANAGER ? Consents.Decision.SELF_CONSENT
                : "AUTO".equals(now.proposerRole()) ? Consents.Decision.AUTOMATIC : Consents.Decision.OWN_LIMIT);
    }

    /** The customer hears that the money is on its way back. @return true when something is still open */
    public boolean tellPaid(long caseId) {
        RefundLedger.Entry paid = last(caseId, RefundLedger.State.SUCCEEDED).orElseThrow();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("amountMinor", paid.amountMinor());
        data.put("currency", paid.currency());
        data.put("reference", paid.reference());
        messages.toCustomer(caseId, "refund-paid", data, "paid-" + paid.key());
        long open = work.of(caseId).openMinor() - paid.amountMinor();
        payments.open(Payment.refund(caseId), open);
        return open > 0;
    }

    private Optional<RefundLedger.Entry> last(long caseId, RefundLedger.State state) {
        return ledger.of(caseId).stream().filter(entry -> entry.state() == state).reduce((first, second) -> second);
    }

    /** Where to pay to is asked, or asked again. @return when to remind; {@code left} whether a reminder is left then */
    public Reminder askPayee(Payment payment) {
        CaseFile file = cases.get(payment.caseId());
        PaymentWork.State now = payments.of(payment);
        int times = now.reminders() + 1;
        payments.reminded(payment, times);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("amountMinor", now.openMinor());
        data.put("currency", file.currency());
        if (times > 1) {
            data.put("reminder", Integer.toString(times - 1));
        }
        String which = payment.compensationId() == null ? "" : "-compensation-" + payment.compensationId();
        messages.toCustomer(file.id(), "payee-needed", data,
                "payee-" + file.id() + which + "-" + ledger.of(payment).size() + "-" + times);
        return new Reminder(clock.instant().plus(settings.duration(Figure.PAYEE_REMIND_AFTER, file.shop())),
                times <= settings.number(Figure.PAYEE_REMINDERS, file.shop()));
    }

    public record Reminder(Instant at, boolean left) {
    }

    /** Records what a person paid outside, once a second person confirmed it. @return false while it is not confirmed */
    public boolean recordPaidByHand(long caseId) {
        PaymentWork.State now = payments.of(Payment.refund(caseId));
        if (now.handConfirmedBy() == null) {
            return false;
        }
        ledger.external(cases.get(caseId), now.openMinor(), "PERSON", "hand-" + caseId + "-" + (ledger.of(caseId).size() + 1),
                now.handReference(), now.handBy(), now.handConfirmedBy());
        payments.open(Payment.refund(caseId), 0);
        return true;
    }

    /** Nothing more is paid. @return true when part of it was paid before */
    public boolean giveUp(long caseId) {
        payments.open(Payment.refund(caseId), 0);
        boolean paidSomething = ledger.of(caseId).stream().anyMatch(entry -> entry.state() == RefundLedger.State.SUCCEEDED
                || entry.state() == RefundLedger.State.EXTERNAL);
        history.record(caseId, CaseHistory.SYSTEM, "REFUND_GIVEN_UP", Map.of("paidSomething", paidSomething));
        return paidSomething;
    }

    /** Applies what the platform decided. @return true when we must pay it */
    public boolean applyPlatformDecision(long caseId) {
        MessageFacts.Fact fact = facts.delivered(caseId, MessageName.PLATFORM_DECIDED).orElseThrow();
        CaseFile file = cases.get(caseId);
        work.of(caseId);
        Map<String, Object> decision = fact.data();
        history.record(caseId, CaseHistory.SYSTEM, "PLATFORM_DECISION_APPLIED", decision);
        if (!"REFUND".equals(decision.get("decision"))) {
            return false;
        }
        if (Boolean.TRUE.equals(decision.get("paidByPlatform"))) {
            recordPlatformPayment(file, decision, fact.messageId());
            return false;
        }
        payments.open(Payment.refund(caseId), ((Number) decision.get("amount")).longValue());
        return true;
    }

    private void recordPlatformPayment(CaseFile file, Map<String, Object> decision, String messageId) {
        Object reference = decision.get("reference");
        ledger.external(file, ((Number) decision.get("amount")).longValue(), PLATFORM,
                "platform-" + file.id() + "-" + org.shouhou.common.Json.hash(messageId).substring(0, 40),
                reference == null ? null : reference.toString(), "platform", null);
    }

    @Override
    public boolean sent(long caseId) {
        return ledger.inFlight(caseId).filter(entry -> entry.state() != RefundLedger.State.RESERVED).isPresent()
                || effects.changesInFlight(caseId).stream().anyMatch(key -> !compensations.runsBeside(key));
    }

    @Override
    public boolean owedForCancelled(long caseId) {
        return ledger.cancelledOrder(caseId);
    }

    @Override
    public void cancelUnsent(long caseId) {
        effects.cancelUnsent(caseId);
        ledger.inFlight(caseId).filter(entry -> entry.state() == RefundLedger.State.RESERVED).ifPresent(ledger::cancel);
    }

    @Override
    public boolean decidedAfterClosing(CaseFile closed, Map<String, Object> decision, String messageId) {
        boolean refund = "REFUND".equals(decision.get("decision"));
        boolean paidThere = Boolean.TRUE.equals(decision.get("paidByPlatform"));
        boolean weRefunded = ledger.of(closed.id()).stream().anyMatch(entry -> entry.state() == RefundLedger.State.SUCCEEDED
                || entry.state() == RefundLedger.State.EXTERNAL);
        if (refund && paidThere) {
            recordPlatformPayment(closed, decision, messageId);
        }
        return paidThere || refund != weRefunded;
    }
}

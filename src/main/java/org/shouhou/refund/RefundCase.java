package org.shouhou.refund;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.shouhou.identity.Role;
import java.util.Set;
import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.Consents;
import org.shouhou.buyer.BuyerFlags;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.NewCase;
import org.shouhou.common.Money;
import org.shouhou.common.Problem;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.RefundDeadline;
import org.shouhou.deadline.Why;
import org.shouhou.identity.Actor;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Order;
import org.shouhou.order.OrderBalances;
import org.shouhou.order.Orders;
import org.shouhou.order.Shipped;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The refund-only case: what it needs at intake, how it is assessed, and what its steps change. */
@Service
public class RefundCase implements CaseType {

    private final CaseFiles cases;
    private final Orders orders;
    private final OrderBalances balances;
    private final RefundWork work;
    private final RefundAuthority authority;
    private final Consents consents;
    private final RefundDeadline refundDeadline;
    private final Deadlines deadlines;
    private final ChangedRequests changes;
    private final Messages messages;
    private final CaseHistory history;
    private final Settings settings;
    private final BuyerFlags flags;
    private final ObjectProvider<AgreedForAll> agreedForAll;
    private final JdbcClient jdbc;
    private final Clock clock;

    RefundCase(CaseFiles cases, Orders orders, OrderBalances balances, RefundWork work, RefundAuthority authority,
            Consents consents, RefundDeadline refundDeadline, Deadlines deadlines, ChangedRequests changes, Messages messages,
            CaseHistory history, Settings settings, BuyerFlags flags, ObjectProvider<AgreedForAll> agreedForAll, JdbcClient jdbc, Clock clock) {
        this.cases = cases;
        this.orders = orders;
        this.balances = balances;
        this.work = work;
        this.authority = authority;
        this.consents = consents;
        this.refundDeadline = refundDeadline;
        this.deadlines = deadlines;
        this.changes = changes;
        this.messages = messages;
        this.history = history;
        this.settings = settings;
        this.flags = flags;
        this.agreedForAll = agreedForAll;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "refund";
    }

    /** R13: never more than is left of the order, or of the lines it is about. No amount named means everything left. */
    @Override
    public Long check(NewCase wanted, Order order, List<Long> lines) {
        long left = somethingLeft(order, lines);
        if (wanted.amount() == null) {
            return left;
        }
        if (wanted.amount().minor() > left) {
            throw Problem.unprocessable("more-than-left", "Of order " + order.orderNo() + " only "
                    + new Money(left, order.currency()) + " is left to refund.").with("leftMinor", left);
        }
        return wanted.amount().minor();
    }

    /** What was asked for when the case was another kind is asked for as far as it is left ({@link #opened}). */
    @Override
    public void checkBecoming(CaseFile file, Order order, List<Long> lines) {
        somethingLeft(order, lines);
    }

    private long somethingLeft(Order order, List<Long> lines) {
        long left = left(order.id(), lines);
        if (left == 0) {
            throw Problem.unprocessable("nothing-left", "Nothing of order " + order.orderNo() + " is left to refund.");
        }
        return left;
    }

    private long left(long orderId, List<Long> lines) {
        long ofOrder = balances.of(orderId).left();
        return lines.isEmpty() ? ofOrder : Math.min(ofOrder, balances.ofLines(orderId).entrySet().stream()
                .filter(line -> lines.contains(line.getKey())).mapToLong(line -> line.getValue().left()).sum());
    }

    /** R12: the platform's deadline as given, and work due a margin before it. */
    @Override
    public void opened(CaseFile opened, Order order) {
        work.startOver(opened.id());
        askWhatIsLeft(opened, left(order.id(), cases.lines(opened.id())));
        if (deadlines.running(opened.id(), Deadlines.REFUND_ANSWER).isEmpty()) {
            startClocks(opened, opened.openedAt());
        }
    }

    /** A case that was another kind before asked for no amount, or for more than is left of what was paid since. */
    private void askWhatIsLeft(CaseFile opened, long left) {
        if (opened.amountMinor() != null && (opened.amountMinor() <= left || left == 0)) {
            return;
        }
        cases.change(opened.id(), left, null, null);
        if (opened.amountMinor() != null) {
            history.record(opened.id(), CaseHistory.SYSTEM, "REQUEST_CHANGED",
                    Map.of("before", changes.request(opened), "after", changes.request(cases.get(opened.id()))));
        }
    }

    private void startClocks(CaseFile file, Instant from) {
        startAnswerClock(file, from);
        if (file.platformDeadline() != null) {
            deadlines.start(file.id(), null, Deadlines.PLATFORM, from, file.platformDeadline(), null,
                    Why.given(file.platformDeadline()));
        }
    }

    private void startAnswerClock(CaseFile file, Instant from) {
        RefundDeadline.WorkDue due = refundDeadline.of(file.shop(), from, file.platformDeadline());
        deadlines.start(file.id(), null, Deadlines.REFUND_ANSWER, from, due.due(),
                Deadlines.halfTime(from, due.due()), due.why());
    }

    /**
     * How a request stands.
     *
     * @param refundable whether it can be refunded at all; if not, the customer has been told
     * @param mustStop   whether the shipment is stopped first: only for a refund of everything left of an unshipped order
     * @param decideBy   when it must be decided
     */
    public record Assessment(boolean refundable, boolean mustStop, Instant decideBy, boolean inspectFirst) {
    }

    public Assessment assess(long caseId) {
        CaseFile file = cases.get(caseId);
        Order order = orders.byId(file.orderId()).orElseThrow();
        long left = left(order.id(), cases.lines(caseId));
        boolean refundable = order.paid() && file.amountMinor() != null && file.amountMinor() <= left;
        if (!refundable) {
            work.refuse(caseId, "MORE_THAN_LEFT", null);
            tellRefused(caseId);
        }
        boolean everything = file.amountMinor() != null && file.amountMinor() == balances.of(order.id()).left();
        return new Assessment(refundable, refundable && everything && order.shipped() == Shipped.NO, decideBy(caseId),
                settings.flag(Figure.INTERCEPT_INSPECT_FIRST, file.shop()));
    }

    /** When the case must be decided: the work due time of R12 while it is ahead, else the usual time of a task from now. */
    public Instant decideBy(long caseId) {
        CaseFile file = cases.get(caseId);
        return deadlines.running(caseId, Deadlines.REFUND_ANSWER).stream().map(Deadlines.View::due).findFirst()
                .orElseGet(() -> refundDeadline.of(file.shop(), file.openedAt(), file.platformDeadline()).due());
    }

    /** As {@link #decideBy}, but never in the past: for work that begins again after it was overdue. */
    public Instant decideAgainBy(long caseId) {
        Instant usual = clock.instant().plus(settings.duration(Figure.TASK_DEFAULT_WITHIN, cases.get(caseId).shop()));
        Instant due = decideBy(caseId);
        return due.isAfter(clock.instant()) ? due : usual;
    }

    /** What the rule {@code refundRoute} looks at; never null. */
    public record RouteInputs(String shipped, String reason, String amountLevel, String recentRefunds, String flagged) {
    }

    public RouteInputs routeInputs(long caseId) {
        CaseFile file = cases.get(caseId);
        Order order = orders.byId(file.orderId()).orElseThrow();
        boolean many = file.buyer() != null && recentRefunds(file) >= settings.number(Figure.REFUND_MANY_WITHIN_90_DAYS, file.shop());
        return new RouteInputs(order.shipped().name(), routeReason(file.reason()),
                authority.levelOf(file.amountMinor(), file.shop()).name(), many ? "MANY" : "FEW",
                flags.levelOf(order));
    }

    /** What the rule knows; reasons of other kinds of case that became a refund count as any other reason. */
    private static String routeReason(String reason) {
        return switch (reason) {
            case "NO_LONGER_WANTED", "WRONG_ORDER", "LATE_SHIPMENT", "OUT_OF_STOCK", "QUALITY", "NOT_AS_DESCRIBED",
                    "PRICE_DIFFERENCE", "IMPORTED" -> reason;
            default -> "OTHER";
        };
    }

    private long recentRefunds(CaseFile file) {
        return jdbc.sql("""
                SELECT COUNT(*) FROM case_file c JOIN refund r ON r.case_id = c.id
                WHERE c.buyer = ? AND c.shop = ? AND r.kind = 'REFUND' AND r.state IN ('SUCCEEDED', 'EXTERNAL') AND r.settled_ms > ?""")
                .params(file.buyer(), file.shop(), clock.instant().minus(java.time.Duration.ofDays(90)).toEpochMilli())
                .query(Long.class).single();
    }

    /**
     * Keeps who decides and why; paid at once means the rule itself proposes, or that it was agreed for many cases at once.
     *
     * @return who decides in the end
     */
    public String routed(long caseId, String route, String why) {
        Optional<AgreedForAll.Agreed> agreed = agreedForAll.orderedStream().flatMap(one -> one.use(caseId).stream()).findFirst();
        if (agreed.isPresent()) {
            paidAsAgreed(caseId, agreed.get());
            return "AUTO";
        }
        work.route(caseId, route, why);
        history.record(caseId, CaseHistory.SYSTEM, "REFUND_ROUTED", Map.of("route", route, "why", why));
        if (route.equals("AUTO")) {
            work.propose(caseId, cases.get(caseId).amountMinor(), Actor.SYSTEM);
        }
        return route;
    }

    private void paidAsAgreed(long caseId, AgreedForAll.Agreed agreed) {
        CaseFile file = cases.get(caseId);
        work.route(caseId, "AUTO", "AGREED_FOR_ALL");
        work.propose(caseId, agreed.amountMinor(), new Actor(agreed.proposedBy(), Set.of(agreed.alone() ? Role.MANAGER : Role.SUPERVISOR)));
        Consents.Subject subject = Consents.Subject.refund(caseId, agreed.amountMinor(), file.currency());
        if (agreed.alone()) {
            consents.withoutConsent(subject, agreed.approvedBy(), "MANAGER", Consents.Decision.SELF_CONSENT, Consents.FOR_ALL);
        } else {
            consents.record(subject, agreed.proposedBy(), agreed.approvedBy(), "MANAGER", Consents.Decision.APPROVE, Consents.FOR_ALL);
        }
        history.record(caseId, CaseHistory.SYSTEM, "REFUND_ROUTED", Map.of("route", "AUTO", "why", "AGREED_FOR_ALL",
                "amountMinor", agreed.amountMinor(), "by", agreed.approvedBy()));
    }

    /** What the rule {@code refundAuthority} looks at. */
    public record AuthorityInputs(String proposer, String amountLevel, String route, boolean otherManager) {
    }

    public AuthorityInputs authorityInputs(long caseId) {
        RefundWork.Work now = work.of(caseId);
        return new AuthorityInputs(now.proposerRole(), authority.levelOf(now.proposedMinor(), cases.get(caseId).shop()).name(),
                now.route() == null ? "NONE" : now.route(), authority.otherManager(now.proposedBy()));
    }

    /** Asks the customer what the reviewer wants to know. @return until when an answer is waited for */
    public Instant askCustomer(long caseId) {
        CaseFile file = cases.get(caseId);
        Instant until = clock.instant().plus(settings.duration(Figure.ASK_CUSTOMER_WAIT, file.shop()));
        String question = work.of(caseId).question();
        messages.toCustomer(caseId, "refund-question", Map.of("question", question, "until", until),
                "question-" + caseId + "-" + clock.millis());
        return until;
    }

    /** Until when the courier's word about an interception is waited for. */
    public Instant interceptUntil(long caseId) {
        return clock.instant().plus(settings.duration(Figure.INTERCEPT_SILENT_AFTER, cases.get(caseId).shop()));
    }

    /** The customer hears that it is refused, and why. */
    public void tellRefused(long caseId) {
        // the reviewer's evidence is for the file, not for the customer
        String reasonCode = work.of(caseId).reasonCode();
        messages.toCustomer(caseId, "refund-refused", reasonCode == null ? Map.of() : Map.of("reasonCode", reasonCode),
                "refused-" + caseId + "-" + clock.millis());
    }

    /** R38: the buyer changed the request; it is judged again, by the platform's new time where it named one. */
    public void applyChange(long caseId) {
        if (changes.apply(caseId)) {
            deadlines.cancel(caseId, Deadlines.REFUND_ANSWER);
            startAnswerClock(cases.get(caseId), clock.instant());
        }
    }

    /** Whether everything paid for the order has been given back, so that a stopped order is cancelled for good. */
    public boolean nothingLeft(long caseId) {
        return balances.of(cases.get(caseId).orderId()).left() == 0;
    }

    /** What is left to refund of the lines the case is about, in minor units. */
    public Optional<Long> amountLeft(long caseId) {
        CaseFile file = cases.get(caseId);
        return Optional.of(left(file.orderId(), cases.lines(caseId)));
    }
}

package org.shouhou.authority;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shouhou.audit.CaseHistory;
import org.shouhou.buyer.BuyerFlags;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Money;
import org.shouhou.common.Problem;
import org.shouhou.engine.Commands;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * Compensation beyond what is owed (R10): proposed by somebody, consented to at the level of its worth, carried out by
 * the process {@code compensation}, which the case's own process calls or which runs beside it. A closed case may still
 * be given something.
 */
@Service
public class Compensations {

    /** The keys of what is asked for outside. */
    private static final Pattern EFFECT = Pattern.compile("(?:compensation|coupon|ship-gift)-(\\d{1,18})(?:-\\d+)?");

    /** @param created false when the request had proposed it before */
    record Proposed(Compensation compensation, boolean created) {
    }

    private final CompensationTable table;
    private final StandingRemedies standing;
    private final Limits limits;
    private final RefusedAttempts refused;
    private final BuyerFlags flags;
    private final CaseFiles cases;
    private final Orders orders;
    private final CaseHistory history;
    private final Processes processes;
    private final Commands commands;

    Compensations(CompensationTable table, StandingRemedies standing, Limits limits, RefusedAttempts refused, BuyerFlags flags,
            CaseFiles cases, Orders orders, CaseHistory history, Processes processes, Commands commands) {
        this.table = table;
        this.standing = standing;
        this.limits = limits;
        this.refused = refused;
        this.flags = flags;
        this.cases = cases;
        this.orders = orders;
        this.history = history;
        this.processes = processes;
        this.commands = commands;
    }

    /**
     * What a case's own process is about to give through the called process {@code compensation}. The caller has locked
     * the case.
     *
     * @param amountMinor minor units; null only for a gift
     * @return its id, the variable {@code compensationId} of the call
     * @throws Problem 400 for wrong fields, 422 {@code review-condition} (R43) or {@code beyond-order} (R13)
     */
    public long propose(long caseId, Kind kind, Long amountMinor, String sku, Integer quantity, String reasonCode, Actor by) {
        return propose(caseId, kind, amountMinor, sku, quantity, reasonCode, null, by);
    }

    /** As above, with what it is for in words (R43 looks at them). */
    public long propose(long caseId, Kind kind, Long amountMinor, String sku, Integer quantity, String reasonCode, String text,
            Actor by) {
        NewCompensation wanted = new NewCompensation(null, kind.name(), amountMinor, kind == Kind.GIFT ? sku : null,
                kind == Kind.GIFT ? quantity : null, reasonCode, text);
        wanted.check(false);
        return write(cases.get(caseId), wanted, kind, null, by);
    }

    /**
     * Gives something beside whatever the case is doing, closed or not.
     *
     * @throws Problem as for propose, and 409 when the request id was used for something else
     */
    Proposed give(long caseId, NewCompensation wanted, Actor by) {
        Kind kind = wanted.check(true);
        String hash = wanted.hash(caseId);
        Optional<Proposed> before = before(wanted.requestId(), hash);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return begin(caseId, wanted, kind, hash, by);
        } catch (DuplicateKeyException twice) {
            // the same request on another node, or another case of the order just used the same standing remedy
            return before(wanted.requestId(), hash).orElseGet(() -> begin(caseId, wanted, kind, hash, by));
        }
    }

    private Proposed begin(long caseId, NewCompensation wanted, Kind kind, String hash, Actor by) {
        return commands.run(() -> {
            CaseFile file = cases.lock(caseId);
            return before(wanted.requestId(), hash).orElseGet(() -> {
                long id = write(file, wanted, kind, hash, by);
                processes.start("compensation", caseId, Map.of("compensationId", id));
                return new Proposed(get(id), true);
            });
        });
    }

    private Optional<Proposed> before(String requestId, String hash) {
        return table.byRequest(requestId).map(found -> {
            if (!found.getValue().equals(hash)) {
                throw Problem.conflict("request-id-used", "The request id " + requestId + " was used before for something else.");
            }
            return new Proposed(get(found.getKey()), false);
        });
    }

    private long write(CaseFile file, NewCompensation wanted, Kind kind, String hash, Actor by) {
        return write(file, wanted, kind, hash, by, true);
    }

    /** What was consented to for many cases at once uses up no standing remedy. */
    long writeForMany(CaseFile file, NewCompensation wanted, Actor by) {
        return write(file, wanted, Kind.valueOf(wanted.kind()), wanted.hash(file.id()), by, false);
    }

    long byRequest(String requestId) {
        return table.byRequest(requestId).orElseThrow().getKey();
    }

    boolean beyondOrder(CaseFile file, Kind kind, long worth) {
        return kind.money() && table.givenMinor(file.orderId(), kind) + worth > limits.perOrder(kind, file.shop());
    }

    static Problem forReview() {
        return Problem.unprocessable("review-condition", "Nothing is given for a review, good or withdrawn. Leave the review "
                + "out of it, or do not give it.");
    }

    private long write(CaseFile file, NewCompensation wanted, Kind kind, String hash, Actor by, boolean byStanding) {
        Order order = orders.byId(file.orderId()).orElseThrow();
        long worth = wanted.amountMinor() != null ? wanted.amountMinor() : limits.giftValue(wanted.quantity(), file.shop());
        Consents.Subject subject = new Consents.Subject(file.id(), kind.name(), null, worth, file.currency());
        Limits.Level level = limits.levelOf(kind, worth, file.shop());
        if (ReviewCondition.in(wanted.reasonCode(), wanted.text())) {
            refused.note(subject, by.name(), by.name(), level.name(), Consents.Decision.REVIEW_CONDITION, wanted.text());
            throw forReview();
        }
        if (beyondOrder(file, kind, worth)) {
            refused.note(subject, by.name(), by.name(), level.name(), Consents.Decision.BEYOND_ORDER, null);
            throw Problem.unprocessable("beyond-order", "With this the order would be given more than "
                    + new Money(limits.perOrder(kind, file.shop()), file.currency()) + " of this kind in all.");
        }
        Optional<StandingRemedy> remedy = !byStanding || flagged(order) || by.isSystem() ? Optional.empty() : standing.covering(file, kind, wanted, worth);
        long id = insert(file, wanted, kind, hash, worth, by, remedy);
        history.record(file.id(), by.name(), "COMPENSATION_PROPOSED", facts(get(id), remedy.map(StandingRemedy::name).orElse(null)));
        return id;
    }

    private long insert(CaseFile file, NewCompensation wanted, Kind kind, String hash, long worth, Actor by, Optional<StandingRemedy> remedy) {
        return table.insert(new CompensationTable.Row(file.id(), wanted.requestId(), hash, wanted, kind, worth, file.currency(),
                by.name(), FourEyes.level(by), remedy.map(StandingRemedy::id).orElse(null),
                remedy.map(one -> one.id() + "-" + file.orderId()).orElse(null)));
    }

    /** R44: whoever extorts gets nothing by a standing remedy, and nothing without a supervisor. */
    boolean flagged(Order order) {
        return flags.is(BuyerFlags.Kind.EXTORTION, order);
    }

    static Map<String, Object> facts(Compensation given, String remedy) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("compensation", given.kind().name());
        facts.put("amountMinor", given.amountMinor());
        facts.put("currency", given.currency());
        facts.put("sku", given.sku());
        facts.put("quantity", given.quantity());
        facts.put("reason", given.reasonCode());
        facts.put("standingRemedy", remedy);
        facts.put("text", given.words());
        facts.put("compensationId", given.id());
        return facts;
    }

    /** @throws Problem 404 */
    Compensation get(long id) {
        return table.find(id).orElseThrow(() -> Problem.notFound("compensation", id));
    }

    /** Of a case, oldest first. */
    List<Compensation> of(long caseId) {
        return table.of(caseId);
    }

    /** Given to the case's order so far or about to be, by kind, as the approver sees it; minor units. */
    List<String> givenBefore(Compensation now) {
        long orderId = cases.get(now.caseId()).orderId();
        List<String> before = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long sum = table.givenMinor(orderId, kind) - (kind == now.kind() ? now.amountMinor() : 0);
            if (sum > 0) {
                before.add(kind.name() + " " + new Money(sum, now.currency()));
            }
        }
        return before;
    }

    /** What the payment of one needs to know. @param ledgerKind COMPENSATION or FREIGHT @param perOrderMinor R13: most of this kind an order may get */
    public record Payable(long id, long caseId, String ledgerKind, long amountMinor, String currency, boolean agreed, long perOrderMinor) {
    }

    public Payable payable(long compensationId) {
        Compensation one = get(compensationId);
        return new Payable(one.id(), one.caseId(), one.kind() == Kind.FREIGHT ? "FREIGHT" : "COMPENSATION", one.amountMinor(),
                one.currency(), one.state() == Compensation.State.AGREED,
                limits.perOrder(one.kind(), cases.get(one.caseId()).shop()));
    }

    /** Whether an effect outside carries out a compensation that runs beside its case: what the case does leaves it alone. */
    public boolean runsBeside(String effectKey) {
        Matcher key = EFFECT.matcher(effectKey);
        return key.matches() && table.find(Long.parseLong(key.group(1))).filter(Compensation::beside).isPresent();
    }

    /** Why a payment was not made, for whoever asks later. */
    public void notPaid(long compensationId, String why) {
        table.why(compensationId, why);
    }
}

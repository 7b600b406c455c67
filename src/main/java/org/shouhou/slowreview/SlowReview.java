package org.shouhou.slowreview;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.casefile.NewCase;
import org.shouhou.common.Problem;
import org.shouhou.deadline.BusinessCalendar;
import org.shouhou.identity.Actor;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.OrderBalances;
import org.shouhou.order.Orders;
import org.shouhou.order.Shipped;
import org.shouhou.refund.RefundWork;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/** The held order (慢审): its slots, and what is judged when nobody was reached (R22). */
@Service
public class SlowReview implements CaseType {

    private final CaseFiles cases;
    private final Orders orders;
    private final OrderBalances balances;
    private final HeldOrders held;
    private final RefundWork refundWork;
    private final BusinessCalendar calendar;
    private final CaseHistory history;
    private final Settings settings;
    private final MessageFacts facts;
    private final Clock clock;

    SlowReview(CaseFiles cases, Orders orders, OrderBalances balances, HeldOrders held, RefundWork refundWork,
            BusinessCalendar calendar, CaseHistory history, Settings settings,
            MessageFacts facts, Clock clock) {
        this.cases = cases;
        this.orders = orders;
        this.balances = balances;
        this.held = held;
        this.refundWork = refundWork;
        this.calendar = calendar;
        this.history = history;
        this.settings = settings;
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "slowReview";
    }

    @Override
    public Long check(NewCase wanted, Order order, List<Long> lines) {
        checkNotHeld(order);
        return null;
    }

    /** What has left cannot be held back: a case that is still about something would end at once. */
    @Override
    public void checkBecoming(CaseFile file, Order order, List<Long> lines) {
        if (order.shipped() == Shipped.YES) {
            throw Problem.unprocessable("already-shipped", "Order " + order.orderNo() + " has left; it cannot be held back.");
        }
        checkNotHeld(order);
    }

    private void checkNotHeld(Order order) {
        cases.ofOrder(order.id()).stream().filter(other -> other.type().equals(name()) && !other.closed()).findFirst()
                .ifPresent(other -> {
                    throw Problem.unprocessable("already-held", "Order " + order.orderNo() + " is held by case "
                            + other.number() + " already.").with("number", other.number());
                });
    }

    @Override
    public void opened(CaseFile opened, Order order) {
        if (!held.known(opened.id())) {
            held.open(opened.id(), LocalDate.ofInstant(clock.instant(), settings.zone(opened.shop())));
        }
    }

    /** R25: the six slots are planned once, when the hold starts. */
    public void planSlots(long caseId) {
        if (!held.slots(caseId).isEmpty()) {
            return;
        }
        CaseFile file = cases.get(caseId);
        Order order = orders.byId(file.orderId()).orElseThrow();
        SlotRules rules = SlotRules.of(settings, file.shop());
        List<SlotPlan.Slot> slots = SlotPlan.plan(clock.instant(), rules, order.shipBy(),
                start -> calendar.after(file.shop(), start, settings.duration(Figure.SLOT_FIRST_CONTACT_WITHIN, file.shop())).due());
        held.plan(caseId, LocalDate.ofInstant(slots.get(0).opens(), rules.zone()), slots);
        history.record(caseId, CaseHistory.SYSTEM, "SLOTS_PLANNED", Map.of("slots", slots.stream()
                .map(slot -> slotFacts(slot, true)).toList()));
    }

    /** Where the plan stands now; what passed meanwhile is recorded as missed with its own time. */
    public record NextSlot(String state, Instant opens, Instant ends) {
    }

    public NextSlot nextSlot(long caseId) {
        SlotPlan.Next next = SlotPlan.next(held.slots(caseId), clock.instant());
        next.missed().forEach(slot -> missed(caseId, slot));
        return next.slot().map(slot -> new NextSlot(next.open() ? "OPEN" : "WAIT", slot.opens(), slot.ends()))
                .orElse(new NextSlot("NONE", null, null));
    }

    private void missed(long caseId, SlotPlan.Slot slot) {
        held.slotState(caseId, slot.no(), SlotPlan.State.MISSED);
        history.record(caseId, CaseHistory.SYSTEM, "SLOT_MISSED", Map.of("day", slot.day(), "part", slot.part().name(),
                "opens", slot.opens().toString(), "ends", slot.ends().toString()));
    }

    /** The slot that is open now. */
    Optional<SlotPlan.Slot> current(long caseId) {
        SlotPlan.Next next = SlotPlan.next(held.slots(caseId), clock.instant());
        return next.open() ? next.slot() : Optional.empty();
    }

    /** R24: the customer answered; the slots still planned are not needed. */
    public void customerAnswered(long caseId) {
        held.restNotNeeded(caseId);
    }

    /** Whatever the customer said so far is before the person who decides. */
    void answersSeen(long caseId) {
        facts.seen(caseId, MessageName.CUSTOMER_RESPONDED);
    }

    /** What the rule {@code heldOrder} looks at besides the stock. */
    public record HeldOrderInputs(boolean deliverable, boolean realAttempt) {
    }

    public HeldOrderInputs heldOrderInputs(long caseId) {
        CaseFile file = cases.get(caseId);
        String address = orders.byId(file.orderId()).orElseThrow().address();
        boolean deliverable = address != null && !address.isBlank() && settings.list(Figure.ADDRESS_UNDELIVERABLE, file.shop())
                .stream().noneMatch(mark -> !mark.isBlank() && address.contains(mark));
        boolean attempted = held.tries(caseId).stream().anyMatch(tries -> !tries.outcome().equals("NOT_POSSIBLE"));
        return new HeldOrderInputs(deliverable, attempted);
    }

    /** Keeps what the rule decided with its reasons. @return what of it has to be refunded, in minor units */
    public long judged(long caseId, String next, String why) {
        CaseFile file = cases.get(caseId);
        HeldOrderInputs inputs = heldOrderInputs(caseId);
        HeldOrders.Held now = held.of(caseId);
        held.decide(caseId, next, why);
        Map<String, Object> reasons = new LinkedHashMap<>();
        reasons.put("decision", next);
        reasons.put("why", why);
        reasons.put("stock", stockFacts(file, now.stock()));
        reasons.put("deliverable", inputs.deliverable());
        reasons.put("realAttempt", inputs.realAttempt());
        reasons.put("tries", held.tries(caseId));
        reasons.put("slots", held.slots(caseId).stream().map(slot -> slotFacts(slot, false)).toList());
        history.record(caseId, CaseHistory.SYSTEM, "HELD_ORDER_JUDGED", reasons);
        if (next.equals("SHIP_PART")) {
            Order order = orders.byId(file.orderId()).orElseThrow();
            return ship(caseId, order, inStock(caseId, order), "REFUND", Actor.SYSTEM);
        }
        held.ship(caseId, null, null, 0);
        return 0;
    }

    private static Map<String, Object> slotFacts(SlotPlan.Slot slot, boolean times) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("day", slot.day());
        facts.put("part", slot.part().name());
        if (times) {
            facts.put("opens", slot.opens().toString());
            facts.put("ends", slot.ends().toString());
        }
        facts.put("slotState", slot.state().name());
        return facts;
    }

    /** Of each line how many pieces are wanted and how many the warehouse has; null where it does not say. */
    private List<Map<String, Object>> stockFacts(CaseFile file, Map<String, Object> byLine) {
        return orders.byId(file.orderId()).orElseThrow().lines().stream().map(line -> {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("line", line.lineNo());
            facts.put("sku", line.sku());
            facts.put("quantity", line.quantity());
            facts.put("pieces", byLine.get(Integer.toString(line.lineNo())));
            return facts;
        }).toList();
    }

    /** Which lines ship and what becomes of the others. @return what has to be refunded, in minor units */
    long ship(long caseId, Order order, List<Integer> shipLines, String rest, Actor by) {
        Map<Long, OrderBalances.Balance> left = balances.ofLines(order.id());
        long refund = rest.equals("REFUND") ? order.lines().stream().filter(line -> !shipLines.contains(line.lineNo()))
                .mapToLong(line -> left.get(line.id()).left()).sum() : 0;
        held.ship(caseId, shipLines, rest, refund);
        if (refund > 0) {
            refundWork.propose(caseId, refund, by);
        }
        return refund;
    }

    /**
     * The whole order is cancelled.
     *
     * @return what is refunded: everything left
     * @throws Problem 422 when nothing is left to refund
     */
    long cancel(long caseId, Actor by) {
        CaseFile file = cases.get(caseId);
        long left = balances.of(file.orderId()).left();
        if (left == 0) {
            throw Problem.unprocessable("nothing-left", "Nothing of order " + file.orderNo()
                    + " is left to refund. Record the platform's decision, or release the order.");
        }
        held.ship(caseId, List.of(), "REFUND", left);
        refundWork.propose(caseId, left, by);
        return left;
    }

    /** The lines this case decided to refund, by id; all of them when the order is cancelled. */
    List<Long> refundedLines(CaseFile file) {
        HeldOrders.Held now = held.of(file.id());
        return now.shipLines() == null || !"REFUND".equals(now.rest()) ? List.of()
                : orders.byId(file.orderId()).orElseThrow().lines().stream()
                        .filter(line -> !now.shipLines().contains(line.lineNo())).map(Line::id).toList();
    }

    /** Line numbers without those whose refund was decided here and paid; empty when that is none, or all. */
    Optional<List<Integer>> notRefunded(CaseFile file) {
        List<Long> refunded = refundedLines(file);
        Map<Long, OrderBalances.Balance> left = balances.ofLines(file.orderId());
        List<Line> lines = orders.byId(file.orderId()).orElseThrow().lines();
        List<Integer> rest = lines.stream().filter(line -> !refunded.contains(line.id())
                || left.get(line.id()).refunded() == 0 || left.get(line.id()).left() > 0).map(Line::lineNo).toList();
        return rest.isEmpty() || rest.size() == lines.size() ? Optional.empty() : Optional.of(rest);
    }

    /** R20: a line can ship when the warehouse has at least its pieces; a line it says nothing about cannot. */
    static boolean inStock(Line line, Map<String, Object> stock) {
        return stock.get(Integer.toString(line.lineNo())) instanceof Number pieces && pieces.longValue() >= line.quantity();
    }

    /** Numbers of the lines that can ship, as the warehouse said last. */
    List<Integer> inStock(long caseId, Order order) {
        Map<String, Object> stock = held.of(caseId).stock();
        return order.lines().stream().filter(line -> inStock(line, stock)).map(Line::lineNo).toList();
    }

    /** ALL, SOME or NONE of the order's lines can ship. */
    String noteStock(long caseId, Map<String, Object> byLine) {
        held.stock(caseId, byLine);
        List<Line> lines = orders.byId(cases.get(caseId).orderId()).orElseThrow().lines();
        long shippable = lines.stream().filter(line -> inStock(line, byLine)).count();
        String stock = shippable == lines.size() ? "ALL" : shippable > 0 ? "SOME" : "NONE";
        history.record(caseId, CaseHistory.SYSTEM, "STOCK_ANSWERED", Map.of("inStock", stock, "stock", stockFacts(cases.get(caseId), byLine)));
        return stock;
    }

    /** Whether the order was refunded in full. */
    public boolean nothingLeft(long caseId) {
        return balances.of(cases.get(caseId).orderId()).left() == 0;
    }

    List<Map<String, Object>> lineFacts(long caseId) {
        List<Map<String, Object>> facts = new ArrayList<>();
        Map<String, Object> stock = held.of(caseId).stock();
        for (Line line : orders.byId(cases.get(caseId).orderId()).orElseThrow().lines()) {
            Map<String, Object> fact = new LinkedHashMap<>();
            fact.put("line", line.lineNo());
            fact.put("sku", line.sku());
            fact.put("title", line.title());
            fact.put("quantity", line.quantity());
            fact.put("paidMinor", line.paidMinor());
            fact.put("stock", stock.get(Integer.toString(line.lineNo())));
            facts.add(fact);
        }
        return facts;
    }
}

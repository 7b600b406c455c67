package org.shouhou.slowreview;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseNotes;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.order.Line;
import org.shouhou.order.CompleteAddress;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.queue.TaskHandler;
import org.shouhou.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What happens to a held order: decided with the customer by an agent, or without by a supervisor. */
@Component
class HeldOrderTasks {

    private final CaseFiles cases;
    private final Orders orders;
    private final HeldOrders held;
    private final SlowReview reviews;
    private final Settings settings;
    private final CaseNotes notes;
    private final Clock clock;

    HeldOrderTasks(CaseFiles cases, Orders orders, HeldOrders held, SlowReview reviews, CaseNotes notes, Settings settings,
            Clock clock) {
        this.cases = cases;
        this.orders = orders;
        this.held = held;
        this.reviews = reviews;
        this.settings = settings;
        this.notes = notes;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        TaskHandler resolveHeldOrderHandler(HeldOrderTasks tasks) {
            return tasks.new Resolve();
        }

        @Bean
        TaskHandler decideUnshippableOrderHandler(HeldOrderTasks tasks) {
            return tasks.new Unshippable();
        }
    }

    private Map<String, Object> facts(long caseId) {
        CaseFile file = cases.get(caseId);
        Order order = orders.byId(file.orderId()).orElseThrow();
        HeldOrders.Held now = held.of(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("address", order.address());
        data.put("recipient", order.recipient());
        data.put("currency", order.currency());
        data.put("lines", reviews.lineFacts(caseId));
        data.put("words", file.words());
        data.put("decisionWhy", now.decisionWhy());
        data.put("slots", held.slots(caseId).stream().map(slot -> Map.of("day", slot.day(), "part", slot.part().name(),
                "state", slot.state().name())).toList());
        return data;
    }

    /** {@code resolveHeldOrder}. */
    private final class Resolve implements TaskHandler {

        @Override
        public String key() {
            return "resolveHeldOrder";
        }

        @Override
        public Map<String, Object> data(long caseId) {
            Map<String, Object> data = facts(caseId);
            data.put("oldAddress", data.get("address"));
            return data;
        }

        @Override
        public Map<String, Object> complete(Decision decision) {
            long caseId = decision.caseId();
            if (held.cancelled(caseId) && !decision.decision().equals("CANCEL_AND_REFUND")) {
                throw Problem.unprocessable("order-cancelled",
                        "The order is cancelled already; nothing of it can ship. Choose to cancel and refund.");
            }
            reviews.answersSeen(caseId);
            held.restNotNeeded(caseId);
            held.decideAnew(caseId);
            held.decide(caseId, decision.decision(), "CUSTOMER");
            return switch (decision.decision()) {
                case "RELEASE" -> shipAll(caseId, "SHIP");
                case "CHANGE_ADDRESS" -> changeAddress(decision);
                case "SWAP" -> swap(decision);
                case "SPLIT" -> split(decision);
                case "CANCEL_AND_REFUND" -> Map.of("next", "CANCEL", "refundMinor", reviews.cancel(caseId, decision.actor()));
                default -> throw new IllegalStateException(decision.decision());
            };
        }
    }

    /** {@code decideUnshippableOrder}. */
    private final class Unshippable implements TaskHandler {

        @Override
        public String key() {
            return "decideUnshippableOrder";
        }

        @Override
        public Map<String, Object> data(long caseId) {
            return facts(caseId);
        }

        @Override
        public Map<String, Object> complete(Decision decision) {
            long caseId = decision.caseId();
            held.decideAnew(caseId);
            held.decide(caseId, decision.decision(), "SUPERVISOR");
            return switch (decision.decision()) {
                case "REFUND" -> Map.of("next", "CANCEL", "refundMinor", reviews.cancel(caseId, decision.actor()));
                case "SUBSTITUTE" -> substitute(decision);
                case "SHIP_TO_ORDER_ADDRESS" -> shipWhatThereIs(caseId, decision.actor());
                case "WAIT" -> Map.of("restockAt", Date.from(restock(decision)));
                default -> throw new IllegalStateException(decision.decision());
            };
        }
    }

    private Map<String, Object> shipAll(long caseId, String next) {
        held.ship(caseId, null, null, 0);
        return Map.of("next", next, "refundMinor", 0L);
    }

    /** R7: the complete old and new address, down to the door number. */
    private Map<String, Object> changeAddress(TaskHandler.Decision decision) {
        String newAddress = decision.text("newAddress");
        if (decision.text("oldAddress").length() > 500) {
            throw Problem.fields(List.of(new FieldProblem("oldAddress", "Is longer than 500 characters.")));
        }
        if (newAddress.equals(decision.text("oldAddress"))) {
            throw Problem.fields(List.of(new FieldProblem("newAddress", "Is the same as the old one; release the order instead.")));
        }
        CompleteAddress.problem(newAddress).ifPresent(wrong -> {
            throw Problem.fields(List.of(new FieldProblem("newAddress", wrong)));
        });
        notes.checkConfirmed(decision.caseId(), newAddress);
        held.address(decision.caseId(), decision.text("oldAddress"), newAddress);
        return shipAll(decision.caseId(), "CHANGE_ADDRESS");
    }

    private Map<String, Object> swap(TaskHandler.Decision decision) {
        Order order = order(decision.caseId());
        int line = decision.number("line") == null ? order.lines().get(0).lineNo() : decision.number("line").intValue();
        if (order.lines().stream().noneMatch(known -> known.lineNo() == line)) {
            throw Problem.fields(List.of(new FieldProblem("line", "The order has no line " + line + ".")));
        }
        if (decision.number("quantity") > 9999) {
            throw Problem.fields(List.of(new FieldProblem("quantity", "Is more than 9999.")));
        }
        if (decision.text("sku").length() > 64) {
            throw Problem.fields(List.of(new FieldProblem("sku", "Is longer than 64 characters.")));
        }
        held.swap(decision.caseId(), line, decision.text("sku"), decision.number("quantity").intValue());
        return shipAll(decision.caseId(), "SWAP");
    }

    /** R22: what the warehouse has ships with the substitute; other lines that are out of stock follow later. */
    private Map<String, Object> substitute(TaskHandler.Decision decision) {
        Order order = order(decision.caseId());
        if (order.lines().size() > 1 && decision.number("line") == null) {
            throw Problem.fields(List.of(new FieldProblem("line", "Say which line is substituted.")));
        }
        Map<String, Object> next = swap(decision);
        Integer swapped = held.of(decision.caseId()).swapLine();
        List<Integer> ship = order.lines().stream().map(Line::lineNo)
                .filter(no -> no.equals(swapped) || reviews.inStock(decision.caseId(), order).contains(no)).toList();
        if (ship.size() < order.lines().size()) {
            reviews.ship(decision.caseId(), order, ship, "BACK_ORDER", decision.actor());
        }
        return next;
    }

    /** R22: with a part out of stock, that part is refunded; with all of it, the supervisor knows better than the warehouse. */
    private Map<String, Object> shipWhatThereIs(long caseId, Actor by) {
        Order order = order(caseId);
        List<Integer> ship = reviews.inStock(caseId, order);
        if (ship.isEmpty() || ship.size() == order.lines().size()) {
            return shipAll(caseId, "SHIP");
        }
        return Map.of("next", "SHIP_PART", "refundMinor", reviews.ship(caseId, order, ship, "REFUND", by));
    }

    private Order order(long caseId) {
        return orders.byId(cases.get(caseId).orderId()).orElseThrow();
    }

    private Map<String, Object> split(TaskHandler.Decision decision) {
        Order order = order(decision.caseId());
        Set<Integer> known = order.lines().stream().map(Line::lineNo).collect(Collectors.toSet());
        String text = decision.text("lines");
        List<Integer> lines = text.matches("\\d{1,4}(\\s*,\\s*\\d{1,4})*") ? HeldOrders.numbers(text) : List.of();
        if (lines.isEmpty() || !known.containsAll(lines) || new HashSet<>(lines).size() == known.size()) {
            throw Problem.fields(List.of(new FieldProblem("lines", "Name some, not all, of the lines "
                    + known.stream().sorted().toList() + ", such as 1,3.")));
        }
        long refund = reviews.ship(decision.caseId(), order, lines, decision.text("rest"), decision.actor());
        return Map.of("next", "SPLIT", "refundMinor", refund);
    }

    /** The first moment of the day, in the shop's zone; it lies ahead. */
    private Instant restock(TaskHandler.Decision decision) {
        LocalDate date = LocalDate.parse(decision.text("restockDate"));
        Instant at = date.atStartOfDay(settings.zone(cases.get(decision.caseId()).shop())).toInstant();
        if (!at.isAfter(clock.instant()) || date.isAfter(LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC).plusYears(1))) {
            throw Problem.fields(List.of(new FieldProblem("restockDate", "Must lie ahead, within a year.")));
        }
        return at;
    }
}

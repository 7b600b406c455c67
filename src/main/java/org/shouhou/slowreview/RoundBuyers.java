package org.shouhou.slowreview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Json;
import org.shouhou.identity.Actor;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.queue.OpenTasks;
import org.shouhou.queue.QueueEntry;
import org.springframework.stereotype.Component;

/** The buyers to contact now, each with all of their held orders. */
@Component
class RoundBuyers {

    /** A buyer with the open contacts, what is due first first. @param key the same for the same buyer of a shop */
    record Buyer(String key, String shop, String name, List<QueueEntry> tasks) {

        Instant due() {
            return tasks.stream().map(QueueEntry::due).min(Instant::compareTo).orElseThrow();
        }

        /** Somebody other than the actor who works on one of the orders already; null for nobody. */
        String heldBy(String actor) {
            return tasks.stream().map(QueueEntry::owner).filter(owner -> owner != null && !owner.equals(actor)).findFirst().orElse(null);
        }
    }

    /** More held orders than a round has. */
    private static final int MOST = 5000;
    private static final String TASK = "contactCustomer";

    private final OpenTasks tasks;
    private final CaseFiles cases;
    private final Orders orders;
    private final SlowReview reviews;
    private final HeldOrders held;
    private final RoundCalls calls;

    RoundBuyers(OpenTasks tasks, CaseFiles cases, Orders orders, SlowReview reviews, HeldOrders held, RoundCalls calls) {
        this.tasks = tasks;
        this.cases = cases;
        this.orders = orders;
        this.reviews = reviews;
        this.held = held;
        this.calls = calls;
    }

    /** What comes first first. An order without a buyer's name is a buyer of its own. */
    List<Buyer> waiting(Actor actor) {
        Map<String, List<QueueEntry>> byBuyer = new LinkedHashMap<>();
        for (QueueEntry task : tasks.of(TASK, actor, MOST)) {
            byBuyer.computeIfAbsent(key(task), ignored -> new ArrayList<>()).add(task);
        }
        List<Buyer> buyers = new ArrayList<>();
        byBuyer.forEach((key, theirs) -> buyers.add(new Buyer(key, theirs.get(0).shop(), theirs.get(0).buyer(), List.copyOf(theirs))));
        return buyers;
    }

    Optional<Buyer> of(String key, Actor actor) {
        return waiting(actor).stream().filter(buyer -> buyer.key().equals(key)).findFirst();
    }

    private static String key(QueueEntry task) {
        boolean named = task.buyer() != null && !task.buyer().isBlank();
        return Json.hash(List.of(task.shop(), named ? "buyer" : "case", named ? task.buyer() : task.caseNumber()));
    }

    /** The open slot of a case. */
    Optional<Long> slot(long caseId) {
        return reviews.current(caseId).flatMap(slot -> held.slotId(caseId, slot.no()));
    }

    PhoneRound.HeldOrder order(QueueEntry task) {
        CaseFile file = cases.get(task.caseId());
        Order order = orders.byId(file.orderId()).orElseThrow();
        Optional<Long> slot = slot(file.id());
        String address = ((order.region() == null ? "" : order.region() + " ") + (order.address() == null ? "" : order.address())).strip();
        return new PhoneRound.HeldOrder(file.id(), file.number(), order.orderNo(), order.recipient(), order.phone(), address, file.reason(),
                file.words(), task.due(), order.lines().stream().map(RoundBuyers::goods).toList(),
                slot.flatMap(id -> calls.written(id, "CHAT")).orElse(null), slot.flatMap(id -> calls.written(id, "SMS")).orElse(null));
    }

    private static String goods(Line line) {
        return (line.title() == null ? line.sku() : line.title()) + " × " + line.quantity();
    }
}

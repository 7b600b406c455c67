package org.shouhou.slowreview;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.Why;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.queue.TaskHandler;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** Contacting the customer of a held order in a slot: phone, chat and SMS, each tried or coded impossible (R21). */
@Component
class ContactCustomerTask implements TaskHandler {

    private static final Map<String, String> CHANNELS = new LinkedHashMap<>();

    static {
        CHANNELS.put("phone", "PHONE");
        CHANNELS.put("chat", "CHAT");
        CHANNELS.put("sms", "SMS");
    }

    private final CaseFiles cases;
    private final Orders orders;
    private final SlowReview reviews;
    private final HeldOrders held;
    private final CaseContacts contacts;
    private final CaseHistory history;
    private final Settings settings;

    ContactCustomerTask(CaseFiles cases, Orders orders, SlowReview reviews, HeldOrders held, CaseContacts contacts,
            CaseHistory history, Settings settings) {
        this.cases = cases;
        this.orders = orders;
        this.reviews = reviews;
        this.held = held;
        this.contacts = contacts;
        this.history = history;
        this.settings = settings;
    }

    @Override
    public String key() {
        return "contactCustomer";
    }

    @Override
    public String deadlineKind() {
        return Deadlines.SLOT;
    }

    /** R21: an hour before the slot ends; at half of its time where it is no longer than that. */
    @Override
    public Instant warnAt(long caseId, Instant due) {
        Instant usual = due.minus(settings.duration(Figure.SLOT_ALARM_BEFORE, cases.get(caseId).shop()));
        return reviews.current(caseId).map(SlotPlan.Slot::opens).filter(opens -> !usual.isAfter(opens))
                .map(opens -> Deadlines.halfTime(opens, due)).orElse(usual);
    }

    @Override
    public Map<String, Object> why(long caseId, Instant due) {
        return reviews.current(caseId).map(slot -> Why.slotEnd(due, slot.no(), slot.day(), slot.part().name())).orElse(null);
    }

    @Override
    public Map<String, Object> data(long caseId) {
        CaseFile file = cases.get(caseId);
        Order order = orders.byId(file.orderId()).orElseThrow();
        Map<String, Object> data = new LinkedHashMap<>();
        reviews.current(caseId).ifPresent(slot -> {
            data.put("day", slot.day());
            data.put("part", slot.part().name());
            data.put("slotEnds", slot.ends().toString());
        });
        data.put("buyer", order.buyer());
        data.put("recipient", order.recipient());
        data.put("customerPhone", order.phone());
        data.put("words", file.words());
        return data;
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        long caseId = decision.caseId();
        // a try made when its slot is over, but nobody noted that yet, is a contact; the slot stays missed
        reviews.nextSlot(caseId);
        Optional<SlotPlan.Slot> slot = reviews.current(caseId);
        Long slotId = slot.flatMap(open -> held.slotId(caseId, open.no())).orElse(null);
        boolean reached = false;
        for (Map.Entry<String, String> channel : CHANNELS.entrySet()) {
            String outcome = decision.text(channel.getKey());
            reached |= outcome.equals("REACHED");
            contacts.weTried(caseId, slotId, channel.getValue(), outcome, null, decision.actor().name(),
                    decision.text(channel.getKey() + "Note"));
        }
        if (slot.isPresent()) {
            attempted(caseId, slot.get(), reached, decision.actor().name());
        }
        if (reached) {
            held.restNotNeeded(caseId);
        }
        return Map.of("reached", reached);
    }

    private void attempted(long caseId, SlotPlan.Slot slot, boolean reached, String actor) {
        held.slotState(caseId, slot.no(), reached ? SlotPlan.State.REACHED : SlotPlan.State.ATTEMPTED);
        history.record(caseId, actor, "SLOT_ATTEMPTED",
                Map.of("day", slot.day(), "part", slot.part().name(), "reached", reached));
    }
}

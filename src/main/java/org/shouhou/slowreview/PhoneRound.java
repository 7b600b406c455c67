package org.shouhou.slowreview;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.shouhou.common.CaseLock;
import org.shouhou.common.Problem;
import org.shouhou.duty.OnDuty;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.messaging.Channel;
import org.shouhou.messaging.Messages;
import org.shouhou.messaging.State;
import org.shouhou.queue.QueueEntry;
import org.springframework.stereotype.Service;

/**
 * The phone round (R21): the buyers whose slot is open, one after the other, one call for all held orders of a buyer,
 * chat and SMS to all of them in one go. No two agents call the same buyer.
 */
@Service
public class PhoneRound {

    /**
     * A held order of the buyer being called.
     *
     * @param due   the end of its slot
     * @param goods what was ordered, line by line
     * @param chat  WAITING (leaves by itself), BY_HAND (a person sends it), or null while nothing was written in this slot
     * @param sms   likewise
     */
    public record HeldOrder(long caseId, String number, String orderNo, String recipient, String phone, String address, String reason,
            String words, Instant due, List<String> goods, String chat, String sms) {
    }

    /** A buyer in the list. @param calling who has the buyer now, or works on one of the orders; null for nobody */
    public record Waiting(String buyer, String shop, int orders, Instant due, String calling, boolean first) {
    }

    /** A buyer taken for a call. @param until from then on somebody else may call @param phones every number the orders name */
    public record Call(long id, String buyer, String shop, Instant until, List<String> phones, List<HeldOrder> orders) {
    }

    /** The round as one agent sees it. @param mine null while no buyer is taken */
    public record View(List<Waiting> waiting, int orders, Call mine) {
    }

    /** What writing to all did. @param messages written now @param notPossible channels a buyer cannot be reached on */
    public record Written(int buyers, int messages, int notPossible) implements Serializable {
    }

    private final RoundBuyers buyers;
    private final RoundCalls calls;
    private final Messages messages;
    private final OnDuty duty;
    private final Commands commands;
    private final CaseLock lock;

    PhoneRound(RoundBuyers buyers, RoundCalls calls, Messages messages, OnDuty duty, Commands commands, CaseLock lock) {
        this.buyers = buyers;
        this.calls = calls;
        this.messages = messages;
        this.duty = duty;
        this.commands = commands;
        this.lock = lock;
    }

    /** The buyers who wait, what comes first first, and the one the agent has. */
    public View view(Actor actor) {
        Map<String, String> calling = calling();
        List<RoundBuyers.Buyer> all = buyers.waiting(actor);
        List<Waiting> waiting = all.stream().map(buyer -> new Waiting(buyer.name(), buyer.shop(), buyer.tasks().size(), buyer.due(),
                calling.getOrDefault(buyer.key(), buyer.heldBy(actor.name())), buyer.tasks().stream().anyMatch(QueueEntry::first))).toList();
        return new View(waiting, all.stream().mapToInt(buyer -> buyer.tasks().size()).sum(), mine(actor).orElse(null));
    }

    private Map<String, String> calling() {
        return calls.open().stream().collect(Collectors.toMap(RoundCalls.Call::buyerKey, RoundCalls.Call::agent));
    }

    /** The buyer the agent has; one whose slot ended meanwhile is let go. */
    private Optional<Call> mine(Actor actor) {
        return calls.openOf(actor.name()).flatMap(call -> buyers.of(call.buyerKey(), actor).map(buyer -> shown(call, buyer)));
    }

    private Call shown(RoundCalls.Call call, RoundBuyers.Buyer buyer) {
        List<HeldOrder> orders = buyer.tasks().stream().map(buyers::order).toList();
        Set<String> phones = new LinkedHashSet<>();
        orders.stream().map(HeldOrder::phone).filter(phone -> phone != null && !phone.isBlank()).forEach(phones::add);
        return new Call(call.id(), buyer.name(), buyer.shop(), Instant.ofEpochMilli(call.untilMs()), List.copyOf(phones), orders);
    }

    /**
     * Takes the next buyer nobody calls; an agent who has one keeps that.
     *
     * @return empty when nobody waits
     * @throws Problem 409 {@code off-duty} (R45)
     */
    public Optional<Call> next(Actor actor) {
        if (!duty.on(actor.name())) {
            throw Problem.conflict("off-duty", "You are not on duty; set yourself on duty to be given work.");
        }
        Optional<Call> mine = mine(actor);
        if (mine.isPresent()) {
            return mine;
        }
        calls.openOf(actor.name()).ifPresent(over -> calls.end(over.id(), null, null, null));
        Map<String, String> calling = calling();
        Set<String> last = calls.letGoBy(actor.name());
        List<RoundBuyers.Buyer> inTurn = new ArrayList<>(buyers.waiting(actor));
        inTurn.sort(Comparator.comparing(buyer -> last.contains(buyer.key())));
        for (RoundBuyers.Buyer buyer : inTurn) {
            if (!calling.containsKey(buyer.key()) && buyer.heldBy(actor.name()) == null) {
                Optional<RoundCalls.Call> taken = calls.take(buyer.key(), buyer.shop(), actor.name());
                if (taken.isPresent()) {
                    return Optional.of(shown(taken.get(), buyer));
                }
            }
        }
        return Optional.empty();
    }

    /** The agent is still with the buyer. @return until when the buyer is theirs @throws Problem 404, 409 {@code call-not-yours} */
    public Instant keep(long callId, Actor actor) {
        RoundCalls.Call call = yours(callId, actor);
        calls.keep(call, buyers.of(call.buyerKey(), actor).map(RoundBuyers.Buyer::shop).orElse(null));
        return Instant.ofEpochMilli(calls.byId(callId).orElseThrow().untilMs());
    }

    /** Lets the buyer go without a call. Again, it changes nothing. @throws Problem as {@link #keep} */
    public void giveBack(long callId, Actor actor) {
        if (calls.byId(callId).filter(call -> call.agent().equals(actor.name()) && !call.open()).isEmpty()) {
            calls.end(yours(callId, actor).id(), null, null, null);
        }
    }

    /** @throws Problem 404 unknown, 409 {@code call-not-yours} when it is over, or somebody else's by now */
    RoundCalls.Call yours(long callId, Actor actor) {
        RoundCalls.Call call = calls.byId(callId).orElseThrow(() -> Problem.notFound("call", callId));
        if (!call.open() || !call.agent().equals(actor.name())) {
            String by = calls.open().stream().filter(other -> other.buyerKey().equals(call.buyerKey())).map(RoundCalls.Call::agent)
                    .findFirst().orElse(null);
            throw Problem.conflict("call-not-yours", by == null ? "This call is over." : by + " calls this buyer now.").with("owner", by);
        }
        return call;
    }

    /** Chat and SMS to every buyer who waits, once a slot; a buyer with several held orders gets one message for all of them. */
    public Written writeToAll(Actor actor) {
        int reached = 0;
        int messagesWritten = 0;
        int notPossible = 0;
        for (RoundBuyers.Buyer buyer : buyers.waiting(actor)) {
            List<State> now = new ArrayList<>();
            int impossible = write(buyer, actor, now);
            reached += now.isEmpty() ? 0 : 1;
            messagesWritten += now.size();
            notPossible += impossible;
        }
        return new Written(reached, messagesWritten, notPossible);
    }

    /** @param written gets the messages written now @return how many channels cannot be used */
    int write(RoundBuyers.Buyer buyer, Actor actor, List<State> written) {
        int impossible = 0;
        for (Channel channel : List.of(Channel.CHAT, Channel.SMS)) {
            impossible += commands.run(() -> write(buyer, channel, actor, written));
        }
        return impossible;
    }

    private int write(RoundBuyers.Buyer buyer, Channel channel, Actor actor, List<State> written) {
        // whoever else writes or records for this buyer now waits here, and finds it written
        buyer.tasks().stream().map(QueueEntry::caseId).distinct().sorted().forEach(lock::lock);
        Map<Long, QueueEntry> slots = new LinkedHashMap<>();
        buyer.tasks().forEach(task -> buyers.slot(task.caseId()).filter(slot -> calls.written(slot, channel.name()).isEmpty())
                .ifPresent(slot -> slots.put(slot, task)));
        if (slots.isEmpty()) {
            return 0;
        }
        Map.Entry<Long, QueueEntry> first = slots.entrySet().iterator().next();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("orders", slots.values().stream().map(QueueEntry::orderNo).distinct().collect(Collectors.joining(", ")));
        if (slots.values().stream().map(QueueEntry::reason).distinct().count() == 1) {
            data.put("caseReason", first.getValue().reason());
        }
        Optional<State> state = messages.toCustomerBy(channel, first.getValue().caseId(), "held-order-question", data,
                "round-" + first.getKey() + "-" + channel);
        state.ifPresent(how -> {
            slots.keySet().forEach(slot -> calls.write(slot, channel.name(), how.name(), actor.name()));
            written.add(how);
        });
        return state.isPresent() ? 0 : 1;
    }
}

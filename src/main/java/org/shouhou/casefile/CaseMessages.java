package org.shouhou.casefile;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Line;
import org.shouhou.order.Orders;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Takes what customers, platforms and colleagues say about a case: stored as a fact once, then delivered to the place
 * of the case's process that waits for it; what comes early, late or out of order is kept and looked at again.
 */
@Service
public class CaseMessages {

    /** What happened to the message. */
    public enum Effect { DELIVERED, STORED, DEFERRED }

    /** Of an order that is cancelled, the customer gets the money first. */
    private static final Set<MessageName> OF_CUSTOMER = Set.of(MessageName.CUSTOMER_WITHDREW, MessageName.CUSTOMER_CHANGED_REQUEST);

    private final Commands commands;
    private final CaseFiles cases;
    private final MessageFacts facts;
    private final Processes processes;
    private final CaseHistory history;
    private final CaseContacts contacts;
    private final Messages messages;
    private final ObjectProvider<MoneyOnItsWay> money;
    private final ObjectProvider<GoodsOnTheirWay> goods;
    private final ObjectProvider<CaseIntake> intake;
    private final ObjectProvider<CaseClosing> closing;
    private final ObjectProvider<ReopeningMessage> reopening;
    private final CaseLinks links;
    private final Orders orders;
    private final JdbcClient jdbc;
    private final Clock clock;

    CaseMessages(Commands commands, CaseFiles cases, MessageFacts facts, Processes processes, CaseHistory history,
            CaseContacts contacts, Messages messages, ObjectProvider<MoneyOnItsWay> money,
            ObjectProvider<GoodsOnTheirWay> goods, ObjectProvider<CaseIntake> intake, ObjectProvider<CaseClosing> closing,
            ObjectProvider<ReopeningMessage> reopening, CaseLinks links, Orders orders, JdbcClient jdbc, Clock clock) {
        this.commands = commands;
        this.cases = cases;
        this.facts = facts;
        this.processes = processes;
        this.history = history;
        this.contacts = contacts;
        this.messages = messages;
        this.money = money;
        this.goods = goods;
        this.intake = intake;
        this.closing = closing;
        this.reopening = reopening;
        this.links = links;
        this.orders = orders;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param messageId the sender's own id; the same id with the same content changes nothing
     * @throws Problem 400 for an unknown name or wrong fields, 404 for an unknown case, 409 when the id was used for
     *                 another message, or for a conversion while money is on its way
     */
    public Effect send(long caseId, String messageId, String name, Map<String, Object> data, String actor) {
        MessageName known = MessageFields.check(messageId, name, data, clock.instant());
        return commands.run(() -> receive(caseId, messageId, known, data, actor));
    }

    /**
     * As {@link #send}, for a person. What makes the shop pay without further consent is not for an agent to say;
     * an escalation is for everybody.
     *
     * @throws Problem 403 {@code not-your-role} besides
     */
    public Effect say(long caseId, String messageId, String name, Map<String, Object> data, Actor actor) {
        boolean allowed = MessageName.PLATFORM_DECIDED.id().equals(name)
                ? actor.mayDo(Role.SUPERVISOR) || actor.mayDo(Role.FINANCE)
                : actor.mayDo(Role.AGENT) || MessageName.ESCALATION_REQUESTED.id().equals(name);
        if (!allowed) {
            throw Problem.forbidden("not-your-role", "This is for "
                    + (MessageName.PLATFORM_DECIDED.id().equals(name) ? "a supervisor or finance." : "an agent."));
        }
        return send(caseId, messageId, name, data, actor.name());
    }

    private Effect receive(long caseId, String messageId, MessageName name, Map<String, Object> data, String actor) {
        CaseFile file = cases.lock(caseId);
        Optional<Long> survivor = file.closed() ? links.survivor(caseId) : Optional.empty();
        if (survivor.isPresent()) {
            return receive(survivor.get(), messageId, name, data, actor);
        }
        Optional<MessageFacts.Fact> before = facts.find(caseId, messageId);
        if (before.isPresent()) {
            MessageFacts.Fact fact = before.get();
            if (fact.name() != name || !Json.write(fact.data()).equals(Json.write(data))) {
                throw Problem.conflict("message-id-used", "The message id " + messageId
                        + " was used for another message of this case. Use a new one.");
            }
            return effect(fact.state());
        }
        if (name == MessageName.CONVERSION_REQUESTED) {
            checkConversion(file, data);
        } else if (name == MessageName.CUSTOMER_CHANGED_REQUEST) {
            checkChange(file, data);
        }
        facts.store(caseId, messageId, name, data, actor);
        Map<String, Object> said = new LinkedHashMap<>(data);
        said.put("message", name.id());
        history.record(caseId, actor, "MESSAGE_RECEIVED", said);
        if (name == MessageName.CUSTOMER_RESPONDED) {
            contacts.customerSaid(caseId, data, actor);
        } else if (name == MessageName.ORDER_SHIPPED) {
            Instant at = instant(data.get("at"));
            orders.noteShipped(file.orderId(), (String) data.get("courier"), data.get("waybill").toString(),
                    at == null ? clock.instant() : at);
        }
        return deliver(file, facts.find(caseId, messageId).orElseThrow());
    }

    /**
     * A person decided in a task that the case becomes another kind: kept as a fact, like the message of that name.
     *
     * @throws Problem 409 while goods of the case are on their way
     */
    public void decidedToConvert(long caseId, String taskId, String toType, String reason, String actor) {
        checkNothingTravels(caseId);
        String messageId = "task-" + taskId;
        facts.store(caseId, messageId, MessageName.CONVERSION_REQUESTED, Map.of("toType", toType, "reason", reason), actor);
        facts.state(facts.find(caseId, messageId).orElseThrow().id(), MessageFacts.State.DELIVERED);
    }

    /**
     * The case leaves its process by the way models have for becoming another kind, though nobody chose one: it was merged,
     * or an incident's decision takes it over. Whoever calls has looked that nothing is on its way.
     */
    Effect leave(CaseFile file, String messageId, String toType, String reason, String actor) {
        facts.store(file.id(), messageId, MessageName.CONVERSION_REQUESTED, Map.of("toType", toType, "reason", reason), actor);
        return deliver(file, facts.find(file.id(), messageId).orElseThrow());
    }

    /** What was said to the one case and waits there, waits in the other from now on, or is delivered there (R38). */
    void passOn(CaseFile from, CaseFile into) {
        for (MessageFacts.Fact fact : facts.open(from.id())) {
            String messageId = "of-" + from.id() + "-" + Json.hash(fact.messageId()).substring(0, 40);
            if (!facts.known(into.id(), messageId)) {
                facts.store(into.id(), messageId, fact.name(), fact.data(), CaseHistory.SYSTEM);
                facts.state(fact.id(), MessageFacts.State.DELIVERED);
                history.record(into.id(), CaseHistory.SYSTEM, "MESSAGE_PASSED_ON", Map.of("message", fact.name().id(), "case", from.number()));
                deliver(into, facts.find(into.id(), messageId).orElseThrow());
            }
        }
    }

    private void checkChange(CaseFile file, Map<String, Object> data) {
        if (data.get("type") != null && !data.get("type").equals(file.type())) {
            throw Problem.fields(List.of(new FieldProblem("data.type",
                    "Must be one of [" + file.type() + "]; another kind of case is asked for by conversionRequested.")));
        }
        if (data.get("lines") instanceof List<?> numbers) {
            List<Integer> known = orders.byId(file.orderId()).orElseThrow().lines().stream().map(Line::lineNo).toList();
            if (!known.containsAll(numbers)) {
                throw Problem.fields(List.of(new FieldProblem("data.lines", "Must be among the order's lines " + known + ".")));
            }
        }
    }

    /** Goods nobody would follow or inspect any more: the kind the case is now brings them home first. */
    private void checkNothingTravels(long caseId) {
        if (goods.orderedStream().anyMatch(kind -> kind.onTheirWay(caseId))) {
            throw Problem.conflict("conversion-not-now",
                    "A parcel of the case is on its way; it becomes another kind of case once that has arrived.");
        }
    }

    private void checkConversion(CaseFile file, Map<String, Object> data) {
        if (!intake.getObject().types().contains(data.get("toType"))) {
            throw Problem.fields(List.of(new FieldProblem("data.toType",
                    "Must be one of " + intake.getObject().types() + ".")));
        }
        String toType = data.get("toType").toString();
        if (toType.equals(file.type())) {
            throw Problem.fields(List.of(new FieldProblem("data.toType", "Is what the case is already.")));
        }
        if (file.closed() || money.getObject().sent(file.id()) || money.getObject().owedForCancelled(file.id())) {
            throw Problem.conflict("conversion-not-now",
                    "The case is closed or money is on its way; it cannot become another kind of case now.");
        }
        checkNothingTravels(file.id());
        intake.getObject().checkBecoming(file, toType);
    }

    private Effect deliver(CaseFile file, MessageFacts.Fact fact) {
        MessageName name = fact.name();
        if (file.closed()) {
            return reopened(file, fact) ? Effect.DELIVERED : late(file, fact);
        }
        if (name == MessageName.ESCALATION_REQUESTED && escalationOpen(file.id())) {
            history.record(file.id(), CaseHistory.SYSTEM, "ESCALATION_JOINED", fact.data());
            facts.state(fact.id(), MessageFacts.State.DELIVERED);
            return Effect.DELIVERED;
        }
        boolean waited = name.common() ? processes.rootWaitsFor(file.instanceId(), name.id()) : true;
        if (waited && (name.waitsForMoney() || name == MessageName.CONVERSION_REQUESTED)) {
            if (money.getObject().sent(file.id())
                    || OF_CUSTOMER.contains(name) && money.getObject().owedForCancelled(file.id())) {
                facts.state(fact.id(), MessageFacts.State.DEFERRED);
                return Effect.DEFERRED;
            }
            money.getObject().cancelUnsent(file.id());
        }
        // the state first: what the delivery sets off may look at the open facts again
        facts.state(fact.id(), MessageFacts.State.DELIVERED);
        boolean delivered = waited && (name.common()
                ? processes.deliverToRoot(file.instanceId(), name.id(), Map.of())
                : processes.deliverToWaiting(file.id(), name.id(), Map.of()));
        if (!delivered) {
            facts.state(fact.id(), MessageFacts.State.STORED);
            return Effect.STORED;
        }
        return Effect.DELIVERED;
    }

    /** Looks again at what was kept: called whenever the case moved or money was answered for. @return true if one was delivered */
    boolean lookAgain(long caseId) {
        List<MessageFacts.Fact> kept = facts.open(caseId);
        if (kept.isEmpty()) {
            return false;
        }
        for (MessageFacts.Fact fact : kept) {
            if (deliver(cases.lock(caseId), fact) == Effect.DELIVERED) {
                return true;
            }
        }
        return false;
    }

    private boolean reopened(CaseFile file, MessageFacts.Fact fact) {
        Optional<String> type = reopening.orderedStream().filter(kind -> kind.message() == fact.name())
                .map(kind -> kind.reopensAs(file, fact)).filter(Objects::nonNull).findFirst();
        type.ifPresent(toType -> {
            facts.state(fact.id(), MessageFacts.State.DELIVERED);
            closing.getObject().reopen(file, toType, fact.name());
        });
        return type.isPresent();
    }

    private Effect late(CaseFile file, MessageFacts.Fact fact) {
        facts.state(fact.id(), MessageFacts.State.LATE);
        history.record(file.id(), CaseHistory.SYSTEM, "MESSAGE_LATE", Map.of("message", fact.name().id()));
        String key = "late-" + file.id() + "-" + fact.messageId();
        switch (fact.name()) {
            case PLATFORM_DECIDED -> {
                if (money.getObject().decidedAfterClosing(file, fact.data(), fact.messageId())) {
                    messages.toRole("supervisor", file.id(), "platform-differs", Map.of("outcome", file.outcome().name()), key);
                }
            }
            // what a customer or a colleague wanted and the case could not do any more: a supervisor decides what now
            case ESCALATION_REQUESTED, CUSTOMER_WITHDREW -> messages.toRole("supervisor", file.id(), "escalation",
                    Map.of("reason", fact.data().get("reason")), key);
            default -> {
                // on the timeline, which is enough
            }
        }
        return Effect.STORED;
    }

    private boolean escalationOpen(long caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM queue_entry WHERE case_id = ? AND task_key = 'handleEscalation'")
                .param(caseId).query(Long.class).single() > 0;
    }

    private static Effect effect(MessageFacts.State state) {
        return switch (state) {
            case DELIVERED -> Effect.DELIVERED;
            case DEFERRED -> Effect.DEFERRED;
            case STORED, LATE -> Effect.STORED;
        };
    }

    /** The instant in a message's field, null when there is none or it is not one. */
    public static Instant instant(Object value) {
        try {
            return value == null ? null : Instant.parse(value.toString());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}

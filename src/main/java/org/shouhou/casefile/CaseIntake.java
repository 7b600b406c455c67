package org.shouhou.casefile;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.buyer.BuyerFlags;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.deadline.BusinessCalendar;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.Why;
import org.shouhou.engine.Commands;
import org.shouhou.engine.Processes;
import org.shouhou.order.Line;
import org.shouhou.identity.Shops;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Opens cases: once per request id, also when the same request arrives twice at the same moment. */
@Service
public class CaseIntake {

    /** @param created false when the request had a case already */
    public record Opened(CaseFile opened, boolean created) {
    }

    private final Commands commands;
    private final CaseFiles cases;
    private final Orders orders;
    private final CaseLinks links;
    private final SameMatter sameMatter;
    private final Reasons reasons;
    private final Processes processes;
    private final CaseHistory history;
    private final Deadlines deadlines;
    private final BusinessCalendar calendar;
    private final Settings settings;
    private final BuyerFlags flags;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Map<String, CaseType> types = new HashMap<>();

    CaseIntake(Commands commands, CaseFiles cases, Orders orders, CaseLinks links, SameMatter sameMatter,
            Reasons reasons, Processes processes, CaseHistory history,
            Deadlines deadlines, BusinessCalendar calendar, Settings settings, BuyerFlags flags,
            ApplicationEventPublisher events, Clock clock, ObjectProvider<CaseType> types) {
        this.commands = commands;
        this.cases = cases;
        this.orders = orders;
        this.links = links;
        this.sameMatter = sameMatter;
        this.reasons = reasons;
        this.processes = processes;
        this.history = history;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.settings = settings;
        this.flags = flags;
        this.events = events;
        this.clock = clock;
        types.forEach(type -> this.types.put(type.name(), type));
    }

    /** The kinds of case that can be opened. */
    public List<String> types() {
        return types.values().stream().filter(CaseType::chosenByPeople).map(CaseType::name).sorted().toList();
    }

    /** The kinds of case this one may become now. */
    public List<String> typesOpenTo(CaseFile file) {
        return types().stream().filter(type -> !type.equals(file.type())).filter(type -> {
            try {
                checkBecoming(file, type);
                return true;
            } catch (Problem no) {
                return false;
            }
        }).toList();
    }

    /** @throws Problem 422 when a case about this order cannot be of that kind */
    void checkBecoming(CaseFile file, String toType) {
        types.get(toType).checkBecoming(file, orders.byId(file.orderId()).orElseThrow(), cases.lines(file.id()));
    }

    /**
     * Opens the case, or finds the one this request opened before, or the open one the platform's reference names (R38).
     *
     * @throws Problem 400 for wrong fields, 409 when the request id was used for another request, 422 when such a case
     *                 cannot be about this order (unknown, unpaid, more than is left)
     */
    public Opened open(NewCase wanted, String actor) {
        wanted.check();
        if (!types().contains(wanted.type())) {
            throw Problem.fields(List.of(new FieldProblem("type", "Must be one of " + types() + ".")));
        }
        Optional<CaseFile> before = cases.byRequest(wanted.requestId());
        if (before.isPresent()) {
            return same(before.get(), wanted);
        }
        Optional<Opened> joined = joined(wanted);
        if (joined.isPresent()) {
            return joined.get();
        }
        try {
            return commands.run(() -> create(wanted, actor));
        } catch (DuplicateKeyException twice) {
            return joined(wanted).orElseGet(() -> same(cases.byRequest(wanted.requestId()).orElseThrow(() -> twice), wanted));
        }
    }

    /** The open case this request was found to be about before. */
    private Optional<Opened> joined(NewCase wanted) {
        return links.joinedBy(wanted.requestId()).map(join -> checked(cases.get(join.caseId()), join.bodyHash(), wanted));
    }

    private static Opened same(CaseFile existing, NewCase wanted) {
        return checked(existing, existing.requestHash(), wanted);
    }

    private static Opened checked(CaseFile existing, String hash, NewCase wanted) {
        if (!hash.equals(wanted.hash()) && !Shops.ofCaller().include(existing.shop())) {
            throw Problem.conflict("request-id-used", "The request id " + wanted.requestId() + " was used before for something else.");
        }
        if (!hash.equals(wanted.hash())) {
            throw Problem.conflict("request-id-used", "The request id " + wanted.requestId()
                    + " opened case " + existing.number() + " with other content. Use a new request id.")
                    .with("caseId", Long.toString(existing.id())).with("number", existing.number());
        }
        return new Opened(existing, false);
    }

    private Opened create(NewCase wanted, String actor) {
        Order order = orders.find(wanted.shop(), wanted.orderNo()).orElseThrow(() -> Problem.unprocessable(
                "unknown-order", "There is no order " + wanted.orderNo() + ". Import it first, or check the number."));
        if (!order.paid()) {
            throw Problem.unprocessable("unpaid-order", "Order " + wanted.orderNo()
                    + " is not paid: it is pre-sale work and never becomes an after-sale case.");
        }
        if (wanted.amount() != null && !wanted.amount().currency().equals(order.currency())) {
            throw Problem.fields(List.of(new FieldProblem("amount.currency", "The order is in " + order.currency() + ".")));
        }
        if (!reasons.allowed(wanted.type(), order.shop(), wanted.reason())) {
            throw Problem.fields(List.of(new FieldProblem("reason",
                    "Must be one of " + reasons.of(wanted.type(), order.shop()) + " for this kind of case.")));
        }
        List<Long> lines = lines(wanted, order);
        Optional<CaseFile> known = sameMatter.join(wanted, order, actor);
        if (known.isPresent()) {
            return new Opened(known.get(), false);
        }
        CaseType type = types.get(wanted.type());
        Long amount = type.check(wanted, order, lines);
        CaseFile opened = cases.insert(wanted, amount, order, actor);
        lines.forEach(line -> cases.addLine(opened.id(), line));
        Map<String, Object> facts = new HashMap<>();
        facts.put("type", opened.type());
        facts.put("orderNo", opened.orderNo());
        facts.put("reason", opened.reason());
        facts.put("channel", opened.channel());
        facts.put("amountMinor", opened.amountMinor());
        facts.put("currency", opened.currency());
        facts.put("text", opened.words());
        history.record(opened.id(), actor, "CASE_OPENED", facts);
        startFirstReplyClock(opened, order);
        events.publishEvent(new CaseOpened(opened, lines));
        type.asked(opened, wanted);
        start(opened.id(), opened.type());
        return new Opened(cases.get(opened.id()), true);
    }

    private List<Long> lines(NewCase wanted, Order order) {
        List<Long> ids = new ArrayList<>();
        for (Integer number : wanted.lines() == null ? List.<Integer>of() : wanted.lines()) {
            ids.add(order.lines().stream().filter(line -> number != null && line.lineNo() == number).map(Line::id)
                    .findFirst().orElseThrow(() -> Problem.fields(List.of(new FieldProblem("lines",
                            "Order " + order.orderNo() + " has no line " + number + ".")))));
        }
        return ids.stream().distinct().toList();
    }

    /** R2: the customer can wait for the parcel, not for the answer. Staffed time counts; important buyers wait less (R44). */
    private void startFirstReplyClock(CaseFile opened, Order order) {
        Instant now = clock.instant();
        Figure figure = flags.is(BuyerFlags.Kind.IMPORTANT, order) ? Figure.FIRST_REPLY_WITHIN_IMPORTANT : Figure.FIRST_REPLY_WITHIN;
        var within = settings.duration(figure, opened.shop());
        var counted = calendar.after(opened.shop(), now, within);
        deadlines.start(opened.id(), null, Deadlines.FIRST_REPLY, now, counted.due(), Deadlines.halfTime(now, counted.due()),
                Why.by(figure, Why.staffed(now, within, counted, settings.zone(opened.shop()).getId())));
    }

    /** Starts the process that carries the case from now on. */
    void start(long caseId, String type) {
        CaseFile file = cases.get(caseId);
        types.get(type).opened(file, orders.byId(file.orderId()).orElseThrow());
        // started first, noted after: the process may end within this call, and what it closes must stay closed
        cases.carriedBy(caseId, type, processes.start(type, caseId, Map.of()));
    }
}

package org.shouhou.reship;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.refund.ChangedRequests;
import org.shouhou.reship.ParcelTraces.Trace;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** The steps of a case about a parcel: the courier is asked daily, the cause judged, the customer told, goods sent again. */
@Service
public class ReshipFlow {

    private static final Duration FAR = Duration.ofDays(3650);

    private final CaseFiles cases;
    private final Orders orders;
    private final ReshipCase reships;
    private final ParcelTraces traces;
    private final LostAfter lostAfter;
    private final SecondParcels parcels;
    private final CourierClaims claims;
    private final MessageFacts facts;
    private final ChangedRequests changes;
    private final Messages messages;
    private final CaseHistory history;
    private final Settings settings;
    private final ObjectProvider<ReshipForAll> forAll;
    private final Clock clock;

    ReshipFlow(CaseFiles cases, Orders orders, ReshipCase reships, ParcelTraces traces, LostAfter lostAfter,
            SecondParcels parcels, CourierClaims claims, MessageFacts facts, ChangedRequests changes, Messages messages, CaseHistory history,
            Settings settings, ObjectProvider<ReshipForAll> forAll, Clock clock) {
        this.cases = cases;
        this.orders = orders;
        this.reships = reships;
        this.traces = traces;
        this.lostAfter = lostAfter;
        this.parcels = parcels;
        this.claims = claims;
        this.facts = facts;
        this.changes = changes;
        this.messages = messages;
        this.history = history;
        this.settings = settings;
        this.forAll = forAll;
        this.clock = clock;
    }

    /**
     * How following goes on.
     *
     * @param traceAt  when the courier is asked next
     * @param personAt when a person is called, if nothing happens before; far away for not at all
     */
    public record Ahead(Instant traceAt, Instant personAt) {
    }

    /** @param askFirst COURIER where a parcel has to be found, NOBODY where its contents are the matter */
    public record Assessment(String askFirst, Ahead ahead) {
    }

    public Assessment assess(long caseId) {
        Optional<ReshipForAll.Agreed> agreed = forAll.orderedStream().flatMap(one -> one.useReship(caseId).stream()).findFirst();
        if (agreed.isPresent()) {
            traces.decidedForAll(caseId, agreed.get());
            return new Assessment("NOBODY", new Ahead(clock.instant(), clock.instant().plus(FAR)));
        }
        String about = about(cases.get(caseId).reason());
        boolean find = about.equals("PARCEL") || about.equals("DISPUTED");
        traces.followed(caseId, find);
        return new Assessment(find ? "COURIER" : "NOBODY", new Ahead(clock.instant(), clock.instant().plus(FAR)));
    }

    static String about(String reason) {
        return switch (reason) {
            case "PARCEL_DAMAGED" -> "DAMAGED";
            case "MISSING_ITEM" -> "MISSING";
            case "WRONG_ITEM" -> "WRONG";
            case "DELIVERED_NOT_RECEIVED", "NOT_RECEIVED" -> "DISPUTED";
            default -> "PARCEL";
        };
    }

    /** What the rule {@code parcelCause} looks at; never null. */
    public record CauseInputs(String about, String tracking, String silence) {
    }

    public CauseInputs causeInputs(long caseId) {
        CaseFile file = cases.get(caseId);
        Trace trace = traces.of(caseId);
        boolean lost = lostAfter.lost(caseId, file.shop(), trace.lastEvent());
        return new CauseInputs(trace.decidedForAll() != null ? "DECIDED" : about(file.reason()), trace.tracking() == null ? "NONE" : trace.tracking(),
                lost ? "TOO_LONG" : silent(file, trace) ? "LONG" : "SHORT");
    }

    private boolean silent(CaseFile file, Trace trace) {
        return lostAfter.silent(file.id(), trace.lastEvent()).compareTo(settings.duration(Figure.PARCEL_SILENT_AFTER, file.shop())) >= 0;
    }

    /** R17: a person is called when the cause changes, nothing moved for so long, or the parties disagree from the start. */
    public Ahead noteCause(long caseId, String cause, String next, boolean personAtIt) {
        CaseFile file = cases.get(caseId);
        Trace before = traces.of(caseId);
        boolean follow = next.equals("FOLLOW");
        boolean changed = !cause.equals(before.cause());
        traces.cause(caseId, cause, follow);
        if (changed) {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("causeBefore", before.cause());
            said.put("cause", cause);
            history.record(caseId, CaseHistory.SYSTEM, "PARCEL_CAUSE", said);
        }
        Instant now = clock.instant();
        boolean callNow = changed && (before.cause() != null || cause.equals("DELIVERED_DISPUTED"));
        boolean calledForIt = before.calledForMs() != null && before.calledForMs() == before.lastEventMs();
        Instant silentAt = now.plus(settings.duration(Figure.PARCEL_SILENT_AFTER, file.shop()))
                .minus(lostAfter.silent(caseId, before.lastEvent()));
        Instant personAt = personAtIt ? now.plus(FAR) : callNow ? now : calledForIt ? now.plus(FAR)
                : silentAt.isBefore(now) ? now : silentAt;
        return new Ahead(lostAfter.askAgain(caseId, file.shop(), before.lastEvent()), personAt);
    }

    /** What the courier said, when asked. @param report null when it said nothing that can be understood */
    void traced(long caseId, TraceReport report) {
        Trace before = traces.of(caseId);
        if (report == null) {
            traces.told(caseId, before.tracking(), before.lastEvent(), before.words());
            return;
        }
        Instant told = report.lastEventAt();
        Instant last = told != null && told.isAfter(before.lastEvent()) && !told.isAfter(clock.instant()) ? told : before.lastEvent();
        traces.told(caseId, report.status().name(), last, report.words());
        if (!report.status().name().equals(before.tracking())) {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("tracking", report.status().name());
            said.put("words", report.words());
            history.record(caseId, CaseHistory.SYSTEM, "PARCEL_TRACED", said);
        }
    }

    /** The courier told by itself, or by its daily list. */
    public void noteTrace(long caseId) {
        Map<String, Object> said = facts.delivered(caseId, MessageName.PARCEL_TRACED).orElseThrow().data();
        Object words = said.get("text");
        traced(caseId, new TraceReport(TraceReport.status(said.get("tracking")).orElseThrow(), CaseMessages.instant(said.get("at")),
                words == null ? null : words.toString().length() <= 500 ? words.toString() : words.toString().substring(0, 500)));
    }

    /** R17: the customer hears every day how it stands. */
    public void tellCustomer(long caseId) {
        Trace trace = traces.of(caseId);
        Order order = order(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("tracking", trace.tracking() == null ? "NO_TRACKING" : trace.tracking());
        data.put("courier", order.courier());
        data.put("waybill", order.waybill());
        messages.toCustomer(caseId, "parcel-news", data, "parcel-news-" + caseId + "-" + clock.millis());
    }

    public void callPerson(long caseId) {
        Trace trace = traces.of(caseId);
        if (silent(cases.get(caseId), trace)) {
            traces.calledFor(caseId, trace.lastEventMs());
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("cause", trace.cause());
        history.record(caseId, CaseHistory.SYSTEM, "PERSON_CALLED", said);
    }

    public void tellDelivered(long caseId) {
        messages.toCustomer(caseId, "parcel-delivered", Map.of(), "parcel-delivered-" + caseId + "-" + clock.millis());
    }

    /** R16: with the coded reason; the evidence is for the file. */
    public void tellRefused(long caseId) {
        String code = traces.of(caseId).refusal();
        messages.toCustomer(caseId, "reship-refused", code == null ? Map.of() : Map.of("reasonCode", code),
                "reship-refused-" + caseId + "-" + clock.millis());
    }

    /** R18, R36: plans what is sent again; a parcel lost or broken on its way is claimed from the courier, at its cost. */
    public long planParcel(long caseId) {
        CaseFile file = cases.get(caseId);
        Trace trace = traces.of(caseId);
        Order order = order(caseId);
        traces.followed(caseId, false);
        traces.carriedOut(caseId);
        List<Line> lines = reships.lines(file);
        if (trace.packing() == null && !"OURS".equals(trace.decidedForAll())) {
            claims.begin(file, order.courier(), order.waybill(), "DAMAGED".equals(trace.cause()) ? "DAMAGED" : "LOST",
                    lines.stream().mapToLong(Line::paidMinor).sum());
        }
        return parcels.plan(caseId, SecondParcels.Purpose.RESHIP,
                lines.stream().map(line -> new SecondParcels.PlannedLine(line.id(), line.sku(), line.quantity())).toList(), CaseHistory.SYSTEM);
    }

    /** R38: the buyer changed the request; it is judged again. */
    public void applyChange(long caseId) {
        changes.apply(caseId);
        reships.opened(cases.get(caseId), order(caseId));
    }

    private Order order(long caseId) {
        return orders.byId(cases.get(caseId).orderId()).orElseThrow();
    }
}

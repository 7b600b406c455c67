package org.shouhou.reship;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.engine.Processes;
import org.shouhou.messaging.Messages;
import org.shouhou.order.LineRemedies;
import org.shouhou.order.LineRemedies.Remedy;
import org.shouhou.order.Orders;
import org.shouhou.reship.SecondParcels.Parcel;
import org.shouhou.reship.SecondParcels.PlannedLine;
import org.shouhou.reship.SecondParcels.Purpose;
import org.shouhou.reship.SecondParcels.State;
import org.springframework.stereotype.Service;

/** The steps of sending a second parcel: lines taken, goods reserved and ordered once, the customer told, the parcel followed. */
@Service
public class ParcelSending {

    private final SecondParcels parcels;
    private final CaseFiles cases;
    private final Orders orders;
    private final LineRemedies remedies;
    private final LostAfter lostAfter;
    private final Processes processes;
    private final Messages messages;
    private final CaseHistory history;
    private final Clock clock;

    ParcelSending(SecondParcels parcels, CaseFiles cases, Orders orders, LineRemedies remedies, LostAfter lostAfter,
            Processes processes, Messages messages, CaseHistory history, Clock clock) {
        this.parcels = parcels;
        this.cases = cases;
        this.orders = orders;
        this.remedies = remedies;
        this.lostAfter = lostAfter;
        this.processes = processes;
        this.messages = messages;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Takes the order's lines for this parcel (R19).
     *
     * @param instanceId the instance that sends it
     * @return whether a line is remedied otherwise, so that a supervisor has to allow both
     */
    public boolean takeLines(long parcelId, String instanceId) {
        Parcel parcel = parcels.get(parcelId);
        parcels.carriedBy(parcelId, instanceId);
        CaseFile file = cases.get(parcel.caseId());
        List<Long> lines = parcels.lines(parcelId).stream().map(PlannedLine::lineId).filter(Objects::nonNull).distinct().toList();
        if (parcel.purpose() == Purpose.GIFT || lines.isEmpty()) {
            return false;
        }
        List<Long> taken = remedies.take(file.id(), file.orderId(), lines, Remedy.RESHIP, parcel.claimKey());
        if (!taken.isEmpty()) {
            remedies.ask(file.id(), taken, Remedy.RESHIP);
            history.record(file.id(), CaseHistory.SYSTEM, "DOUBLE_REMEDY_ASKED", Map.of("lines", lineNumbers(file, taken)));
        }
        return !taken.isEmpty();
    }

    List<Integer> lineNumbers(CaseFile file, List<Long> lineIds) {
        return orders.byId(file.orderId()).orElseThrow().lines().stream().filter(line -> lineIds.contains(line.id()))
                .map(org.shouhou.order.Line::lineNo).toList();
    }

    /** R20. @param pieces by the parcel's own line numbers, from 1 @return whether everything is there */
    boolean noteStock(Parcel parcel, Map<String, Object> pieces) {
        List<PlannedLine> lines = parcels.lines(parcel.id());
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Object there = pieces.get(Integer.toString(i + 1));
            if (!(there instanceof Number number) || number.longValue() < lines.get(i).quantity()) {
                missing.add(i + 1);
            }
        }
        history.record(parcel.caseId(), CaseHistory.SYSTEM, "STOCK_ANSWERED", Map.of("items", SecondParcels.items(lines), "stock", pieces));
        parcels.missing(parcel.id(), missing);
        if (!missing.isEmpty()) {
            parcels.offered(parcel.id(), "OUT_OF_STOCK", null);
        }
        return missing.isEmpty();
    }

    /** The warehouse will not send it: what it keeps is freed, the customer chooses. */
    void refused(Parcel parcel, String words) {
        parcels.offered(parcel.id(), "WAREHOUSE_REFUSED", words);
        free(parcels.get(parcel.id()));
        history.record(parcel.caseId(), CaseHistory.SYSTEM, "SECOND_PARCEL_REFUSED", Map.of("why", words));
    }

    void reserved(Parcel parcel) {
        parcels.reserved(parcel.id());
        history.record(parcel.caseId(), CaseHistory.SYSTEM, "GOODS_RESERVED", Map.of("items", SecondParcels.items(parcels.lines(parcel.id()))));
    }

    void ordered(Parcel parcel, String courier, String waybill) {
        parcels.ordered(parcel.id(), courier, waybill);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("items", SecondParcels.items(parcels.lines(parcel.id())));
        facts.put("courier", courier);
        facts.put("waybill", waybill);
        history.record(parcel.caseId(), CaseHistory.SYSTEM, "SECOND_PARCEL_ORDERED", facts);
    }

    /** R18: an apology and that it takes a while, for what went wrong; else what is on its way. @return when it is traced first */
    public Instant tellParcel(long parcelId) {
        Parcel parcel = parcels.get(parcelId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("items", SecondParcels.items(parcels.lines(parcelId)));
        data.put("waybill", parcel.waybill());
        messages.toCustomer(parcel.caseId(), parcel.purpose() == Purpose.RESHIP ? "second-parcel-sorry" : "second-parcel-coming",
                data, "parcel-" + parcelId + "-" + parcel.attempt());
        return lostAfter.askAgain(parcel.caseId(), cases.get(parcel.caseId()).shop(), Instant.ofEpochMilli(parcel.lastEventMs()));
    }

    /** What following came to. @param is MOVING, DELIVERED or LOST; @param askAgain when to trace again */
    record Followed(String is, Instant askAgain) {
    }

    /** @param report null when the courier said nothing that can be understood */
    Followed traced(Parcel parcel, TraceReport report) {
        String shop = cases.get(parcel.caseId()).shop();
        Instant last = Instant.ofEpochMilli(parcel.lastEventMs());
        if (report != null) {
            Instant told = report.lastEventAt();
            if (told != null && told.isAfter(last) && !told.isAfter(clock.instant())) {
                last = told;
            }
            if (!report.status().name().equals(parcel.lastStatus())) {
                history.record(parcel.caseId(), CaseHistory.SYSTEM, "PARCEL_TRACED", facts(parcel, report));
            }
            parcels.traced(parcel.id(), report.status().name(), last.toEpochMilli());
        }
        // a courier that says nothing now may have said it by its list
        String status = report != null ? report.status().name() : parcel.lastStatus();
        boolean delivered = TraceReport.Status.DELIVERED.name().equals(status);
        boolean gone = TraceReport.Status.LOST.name().equals(status) || TraceReport.Status.DAMAGED.name().equals(status);
        if (!delivered && (gone || lostAfter.lost(parcel.caseId(), shop, last))) {
            parcels.offered(parcel.id(), "LOST_AGAIN", report == null ? null : report.words());
            history.record(parcel.caseId(), CaseHistory.SYSTEM, "SECOND_PARCEL_LOST", facts(parcel, report));
            return new Followed("LOST", null);
        }
        return new Followed(delivered ? "DELIVERED" : "MOVING", lostAfter.askAgain(parcel.caseId(), shop, last));
    }

    private static Map<String, Object> facts(Parcel parcel, TraceReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("waybill", parcel.waybill());
        facts.put("tracking", report == null ? null : report.status().name());
        facts.put("words", report == null ? null : report.words());
        return facts;
    }

    public void noteDelivery(long parcelId) {
        Parcel parcel = parcels.get(parcelId);
        parcels.state(parcelId, State.DELIVERED);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("waybill", parcel.waybill());
        history.record(parcel.caseId(), CaseHistory.SYSTEM, "SECOND_PARCEL_DELIVERED", facts);
    }

    /**
     * Sending is over, however it ended, also when the case took another way meanwhile: what did not leave is freed with
     * its lines; what was ordered stays ordered, and the timeline says so.
     */
    public void ended(Long parcelId) {
        if (parcelId == null) {
            return;
        }
        Parcel parcel = parcels.get(parcelId);
        switch (parcel.state()) {
            case DELIVERED, FREED -> {
                // nothing to free
            }
            case ORDERED -> {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("waybill", parcel.waybill());
                history.record(parcel.caseId(), CaseHistory.SYSTEM, "SECOND_PARCEL_STILL_COMING", facts);
            }
            case PLANNED, RESERVED, OFFERED -> giveUp(parcel);
        }
    }

    /** It does not leave: its lines may have another remedy. */
    void giveUp(Parcel parcel) {
        free(parcel);
        remedies.free(parcel.claimKey());
        remedies.withdraw(parcel.caseId());
        parcels.state(parcel.id(), State.FREED);
        history.record(parcel.caseId(), CaseHistory.SYSTEM, "SECOND_PARCEL_NOT_SENT", Map.of("items", SecondParcels.items(parcels.lines(parcel.id()))));
    }

    private void free(Parcel parcel) {
        if (parcel.reserved()) {
            parcels.freedBy(parcel.id(), processes.start("freeReservation", parcel.caseId(), Map.of()));
        }
    }

    /** The warehouse let go of the goods, or said why not. */
    public void freed(String instanceId) {
        Parcel parcel = parcels.ofInstance(instanceId);
        history.record(parcel.caseId(), CaseHistory.SYSTEM, "GOODS_FREED", Map.of("items", SecondParcels.items(parcels.lines(parcel.id()))));
    }
}

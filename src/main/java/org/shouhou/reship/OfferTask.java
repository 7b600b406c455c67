package org.shouhou.reship;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.queue.TaskHandler;
import org.shouhou.reship.SecondParcels.Parcel;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** A second parcel cannot be sent as planned: the customer chooses other goods, money, or to wait (R20). */
@Component
class OfferTask implements TaskHandler {

    private final SecondParcels parcels;
    private final ParcelSending sending;
    private final CaseFiles cases;
    private final Settings settings;
    private final CaseHistory history;
    private final Clock clock;

    OfferTask(SecondParcels parcels, ParcelSending sending, CaseFiles cases, Settings settings, CaseHistory history, Clock clock) {
        this.parcels = parcels;
        this.sending = sending;
        this.cases = cases;
        this.settings = settings;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public String key() {
        return "offerSubstituteOrRefund";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        Parcel parcel = parcels.newest(caseId).orElseThrow();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("offeredWhy", parcel.why());
        data.put("words", parcel.whyWords());
        data.put("items", SecondParcels.items(parcels.lines(parcel.id())));
        data.put("missing", SecondParcels.items(parcels.missing(parcel.id())));
        data.put("attempt", parcel.attempt());
        return data;
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        Parcel parcel = parcels.newest(decision.caseId()).orElseThrow();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("offeredWhy", parcel.why());
        facts.put("decision", decision.decision());
        Map<String, Object> variables = switch (decision.decision()) {
            case "SUBSTITUTE" -> substitute(decision, parcel);
            case "WAIT" -> {
                Instant at = restock(decision);
                parcels.tryAgain(parcel.id());
                yield Map.of("restockAt", Date.from(at));
            }
            case "REFUND" -> {
                sending.giveUp(parcel);
                yield Map.of();
            }
            default -> throw new IllegalStateException(decision.decision());
        };
        parcels.chosenBy(parcel.id(), decision.actor().name());
        history.record(decision.caseId(), decision.actor().name(), "SUBSTITUTE_OR_REFUND_CHOSEN", facts);
        return variables;
    }

    private Map<String, Object> substitute(Decision decision, Parcel parcel) {
        if (decision.number("quantity") > 9999) {
            throw Problem.fields(List.of(new FieldProblem("quantity", "Is more than 9999.")));
        }
        if (decision.text("sku").length() > 64) {
            throw Problem.fields(List.of(new FieldProblem("sku", "Is longer than 64 characters.")));
        }
        parcels.replaceGoods(parcel.id(), decision.text("sku"), decision.number("quantity").intValue());
        parcels.tryAgain(parcel.id());
        return Map.of();
    }

    /** The first moment of the day in the shop's zone. */
    private Instant restock(Decision decision) {
        ZoneId zone = settings.zone(cases.get(decision.caseId()).shop());
        LocalDate date = LocalDate.parse(decision.text("restockDate"));
        Instant at = date.atStartOfDay(zone).toInstant();
        if (!at.isAfter(clock.instant()) || date.isAfter(LocalDate.ofInstant(clock.instant(), zone).plusYears(1))) {
            throw Problem.fields(List.of(new FieldProblem("restockDate", "Must lie ahead, within a year.")));
        }
        return at;
    }
}

package org.shouhou.reship;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.casefile.ReopeningMessage;
import org.shouhou.common.Problem;
import org.shouhou.engine.Processes;
import org.shouhou.queue.TaskHandler;
import org.shouhou.reship.SecondParcels.State;
import org.springframework.stereotype.Component;

/**
 * A parcel that counted as lost reappears (R19): the case says what happens to it, also after the second one was sent or
 * has arrived. A closed case stays closed, with one task beside it.
 */
@Component
class ReappearedParcels implements TaskHandler, ReopeningMessage {

    private static final List<String> KEEPS = List.of("GOODWILL", "RETURN_TOO_DEAR", "LOW_VALUE");

    private final SecondParcels parcels;
    private final MessageFacts facts;
    private final Processes processes;
    private final CaseHistory history;

    ReappearedParcels(SecondParcels parcels, MessageFacts facts, Processes processes, CaseHistory history) {
        this.parcels = parcels;
        this.facts = facts;
        this.processes = processes;
        this.history = history;
    }

    @Override
    public MessageName message() {
        return MessageName.PARCEL_REAPPEARED;
    }

    /** The case stays closed: what happens to the parcel is decided beside it. */
    @Override
    public String reopensAs(CaseFile closed, MessageFacts.Fact fact) {
        if (closed.type().equals("reship") || parcels.newest(closed.id()).isPresent()) {
            processes.start("reappearedParcel", closed.id(), Map.of());
        }
        return null;
    }

    @Override
    public String key() {
        return "decideReappearedParcel";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        Map<String, Object> data = new LinkedHashMap<>();
        facts.latest(caseId, MessageName.PARCEL_REAPPEARED).ifPresent(fact -> data.put("waybill", fact.data().get("waybill")));
        parcels.newest(caseId).ifPresent(second -> {
            data.put("secondParcel", second.state().name());
            data.put("secondWaybill", second.waybill());
            data.put("items", SecondParcels.items(parcels.lines(second.id())));
        });
        return data;
    }

    @Override
    public List<String> values(String list, long caseId) {
        return list.equals("reasonCodes") ? KEEPS : List.of();
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        boolean onItsWay = parcels.newest(decision.caseId()).filter(second -> second.state() == State.ORDERED).isPresent();
        if (decision.decision().equals("RECALL_SECOND") && !onItsWay) {
            throw Problem.unprocessable("no-second-parcel", "No second parcel is on its way; there is nothing to recall.");
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("decision", decision.decision());
        said.put("reasonCode", decision.text("reasonCode"));
        history.record(decision.caseId(), decision.actor().name(), "REAPPEARED_PARCEL_DECIDED", said);
        return Map.of();
    }
}

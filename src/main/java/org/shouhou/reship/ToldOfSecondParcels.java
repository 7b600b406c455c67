package org.shouhou.reship;

import java.time.Instant;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.MessageName;
import org.shouhou.common.Json;
import org.shouhou.engine.Commands;
import org.springframework.stereotype.Service;

/** What a courier says by itself, or by its daily list, about a parcel sent a second time. */
@Service
class ToldOfSecondParcels {

    private final Commands commands;
    private final CaseFiles cases;
    private final CaseMessages messages;
    private final SecondParcels parcels;
    private final CaseHistory history;

    ToldOfSecondParcels(Commands commands, CaseFiles cases, CaseMessages messages, SecondParcels parcels, CaseHistory history) {
        this.commands = commands;
        this.cases = cases;
        this.messages = messages;
        this.parcels = parcels;
        this.history = history;
    }

    /**
     * @param at   when it moved last; null where the courier names no time
     * @param list the day of the list it came by: the same word on the same day is the same
     * @return false when it was known
     */
    boolean told(long caseId, long parcelId, TraceReport.Status status, Instant at, String words, String list, String by) {
        if (status == TraceReport.Status.DELIVERED) {
            String waybill = parcels.get(parcelId).waybill();
            messages.send(caseId, "second-parcel-list-" + Json.hash(list + parcelId).substring(0, 60), MessageName.RESHIP_DELIVERED.id(),
                    Map.of("waybill", waybill), by);
            return true;
        }
        return commands.run(() -> {
            cases.lock(caseId);
            SecondParcels.Parcel now = parcels.get(parcelId);
            long moved = at == null ? now.lastEventMs() : Math.max(now.lastEventMs(), at.toEpochMilli());
            if (now.state() != SecondParcels.State.ORDERED || status.name().equals(now.lastStatus()) && moved == now.lastEventMs()) {
                return false;
            }
            parcels.traced(parcelId, status.name(), moved);
            history.record(caseId, by, "PARCEL_TRACED", Map.of("waybill", now.waybill(), "tracking", status.name(), "words", words));
            return true;
        });
    }
}

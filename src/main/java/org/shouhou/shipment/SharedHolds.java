package org.shouhou.shipment;

import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.springframework.stereotype.Service;

/** Orders that more than one case holds back: the last one releases. */
@Service
public class SharedHolds {

    private final CaseFiles cases;
    private final HeldShipments held;
    private final CaseHistory history;

    SharedHolds(CaseFiles cases, HeldShipments held, CaseHistory history) {
        this.cases = cases;
        this.held = held;
        this.history = history;
    }

    /** Lets go of the case's hold if another case holds the same order. @return whether it did */
    public boolean leave(long caseId) {
        CaseFile file = cases.get(caseId);
        if (!held.heldByAnother(caseId, file.orderId())) {
            return false;
        }
        held.note(caseId, file.orderId(), "RELEASED");
        history.record(caseId, CaseHistory.SYSTEM, "SHIPMENT_LEFT_HELD", Map.of("orderNo", file.orderNo()));
        return true;
    }
}

package org.shouhou.shipment.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.shipment.SharedHolds;
import org.springframework.stereotype.Component;

/** What the models ask about a stopped shipment before they release it. */
@Component("shipmentProcess")
public class ShipmentProcess {

    private final SharedHolds holds;

    ShipmentProcess(SharedHolds holds) {
        this.holds = holds;
    }

    /** Another case that holds the same order keeps it: this one lets go without releasing anything. */
    public void leaveToOthers(DelegateExecution execution) {
        if (Boolean.TRUE.equals(execution.getVariable("held")) && holds.leave(Long.parseLong(execution.getProcessBusinessKey()))) {
            execution.setVariable("held", false);
        }
    }
}

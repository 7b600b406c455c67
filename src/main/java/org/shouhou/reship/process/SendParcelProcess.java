package org.shouhou.reship.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.reship.ParcelSending;
import org.springframework.stereotype.Component;

/** The steps of {@code sendParcel.bpmn} and {@code freeReservation.bpmn}. */
@Component("sendParcelProcess")
public class SendParcelProcess {

    private final ParcelSending sending;

    SendParcelProcess(ParcelSending sending) {
        this.sending = sending;
    }

    public void takeLines(DelegateExecution execution) {
        execution.setVariable("doubleRemedy", sending.takeLines(parcel(execution), execution.getProcessInstanceId()));
    }

    public void tellParcel(DelegateExecution execution) {
        execution.setVariable("traceAt", Date.from(sending.tellParcel(parcel(execution))));
    }

    public void noteDelivery(DelegateExecution execution) {
        sending.noteDelivery(parcel(execution));
    }

    /** However it ended. */
    public void ended(DelegateExecution execution) {
        sending.ended(parcel(execution));
    }

    public void freed(DelegateExecution execution) {
        sending.freed(execution.getProcessInstanceId());
    }

    private static Long parcel(DelegateExecution execution) {
        return (Long) execution.getVariable("parcelId");
    }
}

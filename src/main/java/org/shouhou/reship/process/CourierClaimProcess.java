package org.shouhou.reship.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.reship.CourierClaims;
import org.springframework.stereotype.Component;

/** The ends of {@code courierClaim.bpmn}. */
@Component("courierClaimProcess")
public class CourierClaimProcess {

    private final CourierClaims claims;

    CourierClaimProcess(CourierClaims claims) {
        this.claims = claims;
    }

    public void ended(DelegateExecution execution, String state) {
        claims.ended(Long.parseLong(execution.getProcessBusinessKey()), state);
    }
}

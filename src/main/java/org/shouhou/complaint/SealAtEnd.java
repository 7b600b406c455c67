package org.shouhou.complaint;

import java.util.Map;
import org.shouhou.casefile.CaseClosed;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.messaging.Messages;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * R30: a complaint that ends is sealed as it ended, in the transaction that closes it; the supervisors' mail is the witness
 * outside of this system. A complaint that was reopened is sealed at each of its ends.
 */
@Component
class SealAtEnd {

    private final CaseFiles cases;
    private final Evidence evidence;
    private final Messages messages;

    SealAtEnd(CaseFiles cases, Evidence evidence, Messages messages) {
        this.cases = cases;
        this.evidence = evidence;
        this.messages = messages;
    }

    /** Last of all that closing sets off, so that the seal covers it: the others say so with an earlier order. */
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void closed(CaseClosed closed) {
        CaseFile file = cases.get(closed.caseId());
        if (!file.type().equals("complaint")) {
            return;
        }
        String seal = evidence.seal(file);
        messages.toRole("supervisor", file.id(), "complaint-sealed", Map.of("seal", seal), "complaint-sealed-" + file.id() + "-" + seal.substring(0, 16));
    }
}

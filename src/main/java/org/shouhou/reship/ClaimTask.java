package org.shouhou.reship;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** What the courier said to our claim (R18). */
@Component
class ClaimTask implements TaskHandler {

    /** No parcel is worth more, in minor units. */
    private static final long MOST = 100_000_000_000L;
    private final CourierClaims claims;

    ClaimTask(CourierClaims claims) {
        this.claims = claims;
    }

    @Override
    public String key() {
        return "claimFromCourier";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        Map<String, Object> data = new LinkedHashMap<>();
        claims.open(caseId).ifPresent(claim -> {
            data.put("courier", claim.courier());
            data.put("waybill", claim.waybill());
            data.put("cause", claim.cause());
            data.put("costMinor", claim.costMinor());
            data.put("currency", claim.currency());
            data.put("reference", claim.reference());
            data.put("until", claim.until().toString());
        });
        return data;
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        if (decision.decision().equals("FILED")) {
            claims.filed(decision.caseId(), decision.text("reference"));
        } else if (decision.decision().equals("RECOVERED")) {
            if (decision.number("amountMinor") > MOST) {
                throw Problem.fields(java.util.List.of(new FieldProblem("amountMinor", "Is more than any parcel is worth.")));
            }
            claims.recovered(decision.caseId(), decision.number("amountMinor"));
        }
        return Map.of();
    }
}

package org.shouhou.reship;

import java.util.List;
import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.identity.Actor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page of a case: what the courier says of its parcel, the parcels sent again, and what is claimed from the courier. */
@Component
@Order(0)
class ParcelFacts implements CaseCard {

    /** @param trace null when the case is about no parcel */
    record Facts(ParcelTraces.Trace trace, List<SecondParcels.Parcel> sent, List<CourierClaims.Claim> claims) {
    }

    private final ParcelTraces traces;
    private final SecondParcels parcels;
    private final CourierClaims claims;

    ParcelFacts(ParcelTraces traces, SecondParcels parcels, CourierClaims claims) {
        this.traces = traces;
        this.parcels = parcels;
        this.claims = claims;
    }

    @Override
    public String template() {
        return "reship/card";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        Facts facts = new Facts(traces.find(file.id()).orElse(null), parcels.of(file.id()), claims.of(file.id()));
        return facts.trace() == null && facts.sent().isEmpty() && facts.claims().isEmpty() ? null : facts;
    }
}

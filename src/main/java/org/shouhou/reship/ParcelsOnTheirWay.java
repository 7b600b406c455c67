package org.shouhou.reship;

import org.shouhou.casefile.GoodsOnTheirWay;
import org.springframework.stereotype.Component;

/** A second parcel that was ordered and has not arrived. */
@Component
class ParcelsOnTheirWay implements GoodsOnTheirWay {

    private final SecondParcels parcels;

    ParcelsOnTheirWay(SecondParcels parcels) {
        this.parcels = parcels;
    }

    @Override
    public boolean onTheirWay(long caseId) {
        return parcels.of(caseId).stream().anyMatch(parcel -> parcel.state() == SecondParcels.State.ORDERED);
    }
}

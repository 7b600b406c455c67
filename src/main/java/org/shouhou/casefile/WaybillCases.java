package org.shouhou.casefile;

import java.util.List;

/** Parcels of cases that are not the order's own: what a customer sends back, what is sent a second time. */
public interface WaybillCases {

    /** Ids of the cases such a parcel belongs to; empty for none. */
    List<Long> withWaybill(String waybill);
}

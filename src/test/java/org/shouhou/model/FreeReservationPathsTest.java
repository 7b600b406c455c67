package org.shouhou.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Goods that were kept for a parcel that does not leave. */
class FreeReservationPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("freeReservation");

    @Test
    void r20_what_was_reserved_is_free_again() {
        STAGE.begin().done("service_freeGoods").passed("start_notNeeded", "service_freeGoods", "end_freed").told("sendParcelProcess.freed");
    }
}

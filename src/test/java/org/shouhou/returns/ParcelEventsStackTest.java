package org.shouhou.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.gateway.Hooks;
import org.springframework.beans.factory.annotation.Autowired;

/** A courier knows a parcel by its waybill alone; what it tells finds the case. */
class ParcelEventsStackTest extends StackTest {

    @Autowired
    private Hooks hooks;

    private Hooks.Taken courierSays(String type, String waybill) {
        Hooks.Taken taken = hooks.take("courier", id(), Map.of("type", type, "waybill", waybill));
        settle();
        return taken;
    }

    @Test
    void r46_a_return_parcel_the_courier_delivered_is_found_by_its_waybill_alone() {
        String orderNo = order().line("SKU-1", 1, "99.00").shipped("SF" + id().substring(0, 8)).imported();
        String caseId = as("agent1").opens(Map.of("type", "return", "orderNo", orderNo, "reason", "NO_LONGER_WANTED"));
        settle();
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "BUYER"));
        settle();
        String waybill = "RW-" + id().substring(0, 8);
        as("agent1").tells(caseId, "returnParcelSent", Map.of("courier", "SF", "waybill", waybill));

        assertThat(courierSays("returnParcelArrived", waybill).effect()).isEqualTo("DELIVERED");
        assertThat(as("warehouse1").tasks(caseId)).containsExactly("inspectReturn");
    }

    @Test
    void r17_a_parcel_sent_a_second_time_is_found_by_its_waybill_alone() {
        String orderNo = order().line("SKU-1", 1, "30.00").shipped("SF" + id().substring(0, 8)).imported();
        String caseId = as("agent1").opens(Map.of("type", "reship", "orderNo", orderNo, "reason", "PARCEL_STUCK"));
        settle();
        as("agent1").tells(caseId, "parcelTraced", Map.of("waybill", "X", "tracking", "LOST"));
        settle();
        String waybill = jdbc.sql("SELECT waybill FROM second_parcel WHERE case_id = ?").param(caseId).query(String.class).single();

        assertThat(courierSays("reshipDelivered", waybill).effect()).isEqualTo("DELIVERED");
        assertThat(as("agent1").sees(caseId)).containsEntry("outcome", "RESHIPPED");
    }

    @Test
    void a_waybill_nobody_knows_is_kept_for_a_person_to_look_at() {
        String waybill = "NOBODY-" + id().substring(0, 8);
        assertThat(courierSays("returnParcelArrived", waybill)).extracting(Hooks.Taken::effect).isEqualTo(Hooks.UNMATCHED);
        assertThat(hooks.events(Hooks.UNMATCHED, null, 20)).anyMatch(event -> event.body().toString().contains(waybill));
    }
}

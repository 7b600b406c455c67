package org.shouhou.model;

import static org.shouhou.model.Stage.values;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen to a second parcel. */
class SendParcelPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("sendParcel")
            .usually("sendParcelProcess.takeLines", "doubleRemedy", false)
            .usually("sendParcelProcess.tellParcel", "traceAt", Stage.at("2026-03-02T00:00:00Z"));

    private static Journey parcel() {
        return STAGE.begin("parcelId", 7L);
    }

    private static Journey onItsWay() {
        return parcel().done("service_askStock", "inStock", true).done("service_reserveGoods").done("service_orderParcel");
    }

    @Test
    void r18_the_second_parcel_leaves_and_arrives() {
        onItsWay().hears("reshipDelivered")
                .passed("start_parcelWanted", "service_takeLines", "service_askStock", "service_reserveGoods", "service_orderParcel",
                        "service_tellParcel", "message_reshipDelivered", "service_noteDelivery", "end_reshipped")
                .never("offerSubstituteOrRefund").gives("RESHIPPED");
    }

    @Test
    void r17_the_courier_is_asked_again_and_again_until_the_parcel_has_arrived() {
        onItsWay().comes("timer_traceDue").done("service_traceParcel", "parcelIs", "MOVING", "traceAt", Stage.at("2026-03-03T00:00:00Z"))
                .comes("timer_traceDue").done("service_traceParcel", "parcelIs", "DELIVERED", "traceAt", null)
                .passed("gateway_parcelIs", "timer_traceDue", "service_traceParcel", "gateway_parcelIs", "end_followed", "service_noteDelivery")
                .gives("RESHIPPED");
    }

    @Test
    void r18_lost_again_and_the_customer_takes_the_money() {
        onItsWay().comes("timer_traceDue").done("service_traceParcel", "parcelIs", "LOST", "traceAt", null)
                .decide("offerSubstituteOrRefund", "REFUND")
                .passed("gateway_isDelivered", "offerSubstituteOrRefund", "end_refundChosen").gives("REFUND");
    }

    @Test
    void r20_out_of_stock_and_the_customer_takes_other_goods() {
        parcel().done("service_askStock", "inStock", false).decide("offerSubstituteOrRefund", "SUBSTITUTE")
                .done("service_askStock", "inStock", true).done("service_reserveGoods").done("service_orderParcel").hears("reshipDelivered")
                .passed("gateway_isInStock", "offerSubstituteOrRefund", "service_takeLines", "service_askStock", "service_orderParcel")
                .gives("RESHIPPED");
    }

    @Test
    void r20_the_customer_waits_until_there_is_stock_again() {
        parcel().done("service_askStock", "inStock", false)
                .decide("offerSubstituteOrRefund", "WAIT", "restockAt", Stage.at("2026-03-09T00:00:00Z")).comes("timer_restocked")
                .done("service_askStock", "inStock", false).decide("offerSubstituteOrRefund", "REFUND")
                .passed("timer_restocked", "service_takeLines", "service_askStock", "end_refundChosen").gives("REFUND");
    }

    @Test
    void the_warehouse_refuses_to_keep_or_to_send_the_goods() {
        parcel().done("service_askStock", "inStock", true).refused("service_reserveGoods", "goodsRefused")
                .decide("offerSubstituteOrRefund", "SUBSTITUTE")
                .done("service_askStock", "inStock", true).done("service_reserveGoods").refused("service_orderParcel", "parcelRefused")
                .decide("offerSubstituteOrRefund", "REFUND")
                .passed("error_goodsRefused", "offerSubstituteOrRefund", "error_parcelRefused", "offerSubstituteOrRefund", "end_refundChosen")
                .gives("REFUND");
    }

    @Test
    void r19_a_line_that_was_refunded_is_sent_only_if_a_supervisor_allows_both() {
        STAGE.answer("sendParcelProcess.takeLines", values("doubleRemedy", true), values("doubleRemedy", false));
        parcel().liesWith("approveDoubleRemedy", "supervisor").decide("approveDoubleRemedy", "APPROVE")
                .done("service_askStock", "inStock", true).done("service_reserveGoods").done("service_orderParcel").hears("reshipDelivered")
                .passed("gateway_isRemedied", "call_doubleRemedy", "gateway_isAllowed", "service_takeLines", "service_askStock")
                .gives("RESHIPPED");
    }

    @Test
    void r19_the_supervisor_does_not_allow_both() {
        STAGE.answer("sendParcelProcess.takeLines", values("doubleRemedy", true));
        parcel().decide("approveDoubleRemedy", "REFUSE").passed("call_doubleRemedy", "gateway_isAllowed", "end_rejected")
                .never("service_askStock").gives("REJECTED");
    }
}

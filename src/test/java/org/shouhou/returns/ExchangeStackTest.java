package org.shouhou.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goods that come back for other goods. */
class ExchangeStackTest extends ReturnsFixture {

    private String inspected(String orderNo, String sku) {
        String caseId = authorised(orderNo, "reason", "QUALITY", "wants", "EXCHANGE", "sku", sku);
        String waybill = "RW" + System.nanoTime();
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", waybill));
        settle();
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "IN_ORDER"));
        settle();
        return caseId;
    }

    private String sku(int pieces) {
        String sku = "EX-" + System.nanoTime();
        as("manager1").post("/api/demo/sandbox/stock", Map.of("sku", sku, "pieces", pieces)).is(200);
        return sku;
    }

    @Test
    void the_customer_gets_the_other_goods_and_no_money() {
        String caseId = inspected(shippedOrder("99.00"), sku(5));
        pass(java.time.Duration.ofDays(7));
        ends(caseId, "EXCHANGED");
        assertThat(paid(caseId)).isZero();
    }

    @Test
    void r20_an_exchange_that_is_out_of_stock_becomes_money_if_the_customer_wants_it() {
        String caseId = inspected(shippedOrder("99.00"), sku(0));
        open(caseId, "offerSubstituteOrRefund");
        as("agent1").decides(caseId, "offerSubstituteOrRefund", Map.of("decision", "REFUND"));
        ends(caseId, "RETURNED_AND_REFUNDED");
        assertThat(paid(caseId)).isEqualTo(9900);
    }

    @Test
    void the_same_request_is_the_same_exchange_and_another_wish_is_another_request() {
        String orderNo = shippedOrder("99.00");
        Map<String, Object> wanted = new java.util.LinkedHashMap<>(Map.of("requestId", id(), "type", "return", "orderNo", orderNo,
                "reason", "QUALITY", "channel", "CHAT", "text", "换一个", "wants", "EXCHANGE"));
        as("presale1").post("/api/cases", wanted).is(201);
        as("presale1").post("/api/cases", wanted).is(200);
        wanted.put("wants", "REFUND");
        as("presale1").post("/api/cases", wanted).isProblem(409, "request-id-used");
    }
}

package org.shouhou.reship;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.order.LineRemedies;
import org.shouhou.order.LineRemedies.Remedy;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Money or goods for a line, not both, unless a supervisor decides so. */
class OneRemedyStackTest extends StackTest {

    @Autowired
    private LineRemedies remedies;
    @Autowired
    private PlatformTransactionManager transactions;
    private String orderNo;

    private void order(String courierSays) {
        orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "COURIER", "operation", "trace", "orderNo", orderNo,
                "behaviour", "SUCCEED", "outcome", courierSays)).is(200);
    }

    private String opens(String type, String reason) {
        String caseId = as("agent1").opens(Map.of("type", type, "orderNo", orderNo, "reason", reason));
        settle();
        return caseId;
    }

    private long paid() {
        return jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?").param(orderNo)
                .query(Long.class).single();
    }

    @Test
    void r19_a_customer_never_gets_a_refund_for_what_is_sent_again() {
        order("LOST");
        String reship = opens("reship", "PARCEL_LOST");
        String refund = opens("refund", "QUALITY");
        as("agent1").decides(refund, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();

        assertThat(paid()).isZero();
        assertThat(kinds(refund)).contains("REFUND_SENT_BACK");
        assertThat(as("supervisor1").tasks(refund)).containsExactlyInAnyOrder("reviewRefund", "approveDoubleRemedy");
        as("supervisor1").decides(refund, "approveDoubleRemedy", Map.of("decision", "REFUSE", "note", "one is enough"));
        as("agent1").decides(refund, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "ALREADY_SETTLED", "evidence", "sent again"));
        settle();
        assertThat(as("auditor1").sees(refund)).containsEntry("outcome", "REJECTED");
        assertThat(kinds(reship)).contains("SECOND_PARCEL_ORDERED");
    }

    @Test
    void r19_a_supervisor_may_give_both() {
        order("LOST");
        opens("reship", "PARCEL_LOST");
        String refund = opens("refund", "QUALITY");
        as("agent1").decides(refund, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        as("agent1").tries(refund, "approveDoubleRemedy", Map.of("decision", "APPROVE")).isProblem(403, "not-your-role");
        as("supervisor1").decides(refund, "approveDoubleRemedy", Map.of("decision", "APPROVE"));
        as("agent1").decides(refund, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();

        assertThat(paid()).isEqualTo(30000);
        assertThat(kinds(refund)).contains("DOUBLE_REMEDY_ALLOWED", "REFUND_PAID");
    }

    @Test
    void r19_what_was_refunded_is_sent_again_only_if_a_supervisor_allows_it() {
        order("LOST");
        String refund = opens("refund", "QUALITY");
        as("agent1").decides(refund, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        assertThat(paid()).isEqualTo(30000);
        String reship = opens("reship", "PARCEL_LOST");

        assertThat(as("supervisor1").tasks(reship)).contains("approveDoubleRemedy");
        assertThat(kinds(reship)).contains("DOUBLE_REMEDY_ASKED").doesNotContain("SECOND_PARCEL_ORDERED");
        as("supervisor1").decides(reship, "approveDoubleRemedy", Map.of("decision", "REFUSE"));
        settle();
        assertThat(as("auditor1").sees(reship)).containsEntry("outcome", "REJECTED");
    }

    @Test
    void r19_a_refund_and_a_reship_at_the_same_moment_only_one_of_them_gets_the_line() throws Exception {
        order("MOVING");
        String reship = opens("reship", "PARCEL_STUCK");
        String refund = opens("refund", "QUALITY");
        long orderId = jdbc.sql("SELECT id FROM shop_order WHERE order_no = ?").param(orderNo).query(Long.class).single();
        List<Long> lines = jdbc.sql("SELECT id FROM order_line WHERE order_id = ?").param(orderId).query(Long.class).list();
        var barrier = new CyclicBarrier(2);
        var both = Executors.newFixedThreadPool(2);
        try {
            Future<List<Long>> money = both.submit(() -> taken(barrier, refund, orderId, lines, Remedy.REFUND));
            Future<List<Long>> goods = both.submit(() -> taken(barrier, reship, orderId, lines, Remedy.RESHIP));

            assertThat(List.of(money.get().isEmpty(), goods.get().isEmpty())).containsExactlyInAnyOrder(true, false);
        } finally {
            both.shutdown();
        }
        assertThat(jdbc.sql("SELECT COUNT(DISTINCT remedy) FROM line_remedy WHERE line_id = ?").param(lines.get(0))
                .query(Long.class).single()).isEqualTo(1);
    }

    private List<Long> taken(CyclicBarrier barrier, String caseId, long orderId, List<Long> lines, Remedy remedy) throws Exception {
        barrier.await();
        return new TransactionTemplate(transactions).execute(status ->
                remedies.take(Long.parseLong(caseId), orderId, lines, remedy, "race-" + caseId));
    }

    @Test
    void r19_a_parcel_reappears_after_the_second_one_was_sent() {
        order("LOST");
        String caseId = opens("reship", "PARCEL_LOST");

        assertThat(as("agent1").tells(caseId, "parcelReappeared", Map.of("waybill", "SF1"))).isEqualTo("DELIVERED");
        as("agent1").tries(caseId, "decideReappearedParcel", Map.of("decision", "CUSTOMER_KEEPS")).isProblem(400, "invalid-fields");
        as("agent1").decides(caseId, "decideReappearedParcel", Map.of("decision", "RECALL_SECOND"));
        settle();

        assertThat(kinds(caseId)).contains("REAPPEARED_PARCEL_DECIDED", "SECOND_PARCEL_RECALLED");
    }

    @Test
    void r19_a_parcel_reappears_after_the_case_was_closed_and_the_case_says_what_happens_to_it() {
        order("LOST");
        String caseId = opens("reship", "PARCEL_LOST");
        pass(Duration.ofDays(3));
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "RESHIPPED");

        as("agent1").tells(caseId, "parcelReappeared", Map.of("waybill", "SF1"));
        assertThat(as("agent1").tasks(caseId)).contains("decideReappearedParcel");
        as("agent1").tries(caseId, "decideReappearedParcel", Map.of("decision", "RECALL_SECOND")).isProblem(422, "no-second-parcel");
        as("agent1").decides(caseId, "decideReappearedParcel", Map.of("decision", "CUSTOMER_KEEPS", "reasonCode", "RETURN_TOO_DEAR"));

        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "RESHIPPED");
        assertThat(kinds(caseId)).contains("REAPPEARED_PARCEL_DECIDED");
    }
}

package org.shouhou.memo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;
import org.springframework.beans.factory.annotation.Autowired;

/** R39: the seller's memo of an order, over the API and the sandbox's platform. */
class SellerMemoStackTest extends StackTest {

    private static final String OLD = "上海市浦东新区世纪大道100号";
    private static final String NEW = "北京市海淀区中关村大街27号3单元501室";

    @Autowired
    org.shouhou.settings.Settings settings;

    private String orderNo;
    private String caseId;

    @BeforeEach
    void aCase() {
        orderNo = order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported();
        caseId = opened();
    }

    private String opened() {
        String opened = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY",
                "amount", Map.of("minor", 10000, "currency", "CNY")));
        settle();
        return opened;
    }

    private void memoIs(String words) {
        as("supervisor1").post("/api/demo/sandbox/memo", Map.of("shop", "main", "orderNo", orderNo, "memo", words)).is(200);
    }

    private String outside() {
        return jdbc.sql("SELECT words FROM sandbox_memo WHERE shop = 'main' AND order_no = ?").param(orderNo).query(String.class).optional().orElse("");
    }

    private void notes(Map<String, Object> note) {
        as("agent1").post("/api/cases/" + caseId + "/notes", note).is(204);
    }

    private Map<String, Object> wants(boolean write) {
        return as("agent1").post("/api/cases/" + caseId + "/memo", Map.of("write", write)).is(202).json();
    }

    private Map<String, Object> memo() {
        return as("auditor1").get("/api/cases/" + caseId + "/memo").is(200).json();
    }

    private void behaves(String operation, String behaviour) {
        as("supervisor1").post("/api/demo/sandbox", Map.of("gateway", "ORDER", "operation", operation, "orderNo", orderNo,
                "behaviour", behaviour, "times", 1)).is(200);
    }

    @Test
    void r39_the_memo_is_read_and_urgent_in_it_puts_the_case_first() {
        memoIs("客户催得很急，急件");
        assertThat(wants(false)).containsEntry("goingOn", true);
        settle();
        assertThat(memo()).containsEntry("memo", "客户催得很急，急件").containsEntry("goingOn", false);
        assertThat(as("agent1").sees(caseId)).containsEntry("urgent", true);
        assertThat(kinds(caseId)).contains("MEMO_WANTED", "MEMO_READ", "CASE_URGENT").doesNotContain("MEMO_WRITTEN");
    }

    @Test
    void r39_it_is_written_clear_and_complete_from_the_notes_and_what_others_wrote_stays() {
        memoIs("老客户");
        notes(Map.of("kind", "ADDRESS", "oldAddress", OLD, "newAddress", NEW));
        notes(Map.of("kind", "GIFT", "sku", "CUP", "quantity", 2));
        wants(true);
        settle();
        String number = (String) as("agent1").sees(caseId).get("number");
        assertThat(outside()).startsWith("老客户\n[" + number + "] ").contains(OLD, NEW, "CUP×2");
        notes(Map.of("kind", "SUBSTITUTE", "sku", "SKU-9", "quantity", 1, "line", 1));
        wants(true);
        settle();
        assertThat(outside().lines().toList()).as("one line a case").hasSize(2);
        assertThat(outside()).contains("SKU-9×1");
        assertThat(as("agent1").sees(caseId)).as("our own words raise nothing").containsEntry("urgent", false);
        assertThat(memo()).containsEntry("toWrite", false).containsEntry("memo", outside());
    }

    @Test
    void r39_a_silent_platform_writes_once_and_a_refusing_one_is_told_and_may_be_asked_again() {
        notes(Map.of("text", "急件"));
        behaves("memo-write", "UNKNOWN_THEN_DONE");
        wants(true);
        wants(true);
        pass(java.time.Duration.ofMinutes(10));
        assertThat(outside()).contains("急件");
        assertThat(kinds(caseId)).filteredOn("MEMO_WRITTEN"::equals).hasSize(1);
        notes(Map.of("kind", "GIFT", "sku", "CUP", "quantity", 1));
        behaves("memo-write", "DECLINE");
        wants(true);
        settle();
        assertThat(kinds(caseId)).contains("MEMO_REFUSED");
        assertThat(outside()).doesNotContain("CUP");
        wants(true);
        settle();
        assertThat(outside()).contains("CUP");
    }

    @Test
    void r39_where_the_shop_wants_it_the_memo_is_read_at_intake_and_written_with_each_note() {
        settings.set(org.shouhou.settings.Figure.MEMO_AUTOMATIC, "main", "true", clock.instant(), null, "test");
        try {
            orderNo = order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported();
            memoIs("加急");
            caseId = opened();
            assertThat(as("agent1").sees(caseId)).containsEntry("urgent", true);
            notes(Map.of("kind", "GIFT", "sku", "CUP", "quantity", 1));
            settle();
            assertThat(outside()).startsWith("加急\n").contains("CUP×1");
        } finally {
            settings.set(org.shouhou.settings.Figure.MEMO_AUTOMATIC, "main", "false", clock.instant().plusSeconds(1), null, "test");
            pass(java.time.Duration.ofSeconds(2));
        }
    }

    @Test
    void what_cannot_be_written_is_refused_and_starts_nothing() {
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        String path = "/api/cases/" + caseId + "/memo";
        unchanged.refused(soft, "nothing to write", as("agent1").post(path, Map.of("write", true)), 422, "nothing-to-write");
        unchanged.refused(soft, "no answer", as("agent1").post(path, Map.of()), 400, "invalid-fields");
        unchanged.refused(soft, "text for yes", as("agent1").post(path, Map.of("write", "yes")), 400, "invalid-fields");
        unchanged.refused(soft, "an auditor", as("auditor1").post(path, Map.of("write", false)), 403, "not-allowed");
        unchanged.refused(soft, "no case", as("agent1").post("/api/cases/999999999/memo", Map.of("write", false)), 404, "not-found");
        notes(Map.of("kind", "ADDRESS", "oldAddress", OLD, "newAddress", NEW));
        notes(Map.of("kind", "ADDRESS", "oldAddress", OLD, "newAddress", "北京市海淀区中关村大街72号"));
        as("agent1").post(path, Map.of("write", true)).isProblem(422, "address-unconfirmed");
        notes(Map.of("kind", "ADDRESS_CONFIRMED", "newAddress", NEW));
        memoIs("满".repeat(990));
        wants(false);
        settle();
        as("agent1").post(path, Map.of("write", true)).isProblem(422, "memo-too-long");
        soft.assertAll();
    }
}

package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * R38: a case of any kind becomes any other kind that can be about its order, and nothing is lost on the way. Kinds are
 * the application's own; whether one can be about an order, and whether it holds its shipment, is found out by opening one.
 */
class ConversionStackTest extends StackTest {

    private static final long PAID = 30_000;
    private static final long GIVEN_BACK = 5_000;
    /** Clocks of the customer and the platform, whoever works on the case. */
    private static final List<String> KEPT = List.of("FIRST_REPLY", "PLATFORM", "REFUND_ANSWER");

    @Autowired
    private List<CaseType> kinds;
    @Autowired
    private Reasons reasons;
    @Autowired
    private RuntimeService engine;

    /** How a kind of case begins on an order that has left, or has not. @param possible whether it is a matter that goes on */
    private record Fresh(boolean possible, boolean holds, boolean asksForMoney) {
    }

    private record Opened(String caseId, String orderNo) {
    }

    @TestFactory
    Stream<DynamicTest> r38_a_case_becomes_any_kind_that_can_be_about_its_order_and_loses_nothing() {
        List<String> names = kinds.stream().filter(CaseType::chosenByPeople).map(CaseType::name).sorted().toList();
        assertThat(names).hasSizeGreaterThan(5);
        Map<Boolean, Map<String, Fresh>> fresh = new LinkedHashMap<>();
        for (boolean shipped : new boolean[] {false, true}) {
            fresh.put(shipped, new HashMap<>());
            names.forEach(kind -> fresh.get(shipped).put(kind, fresh(kind, shipped)));
        }
        List<DynamicTest> pairs = new ArrayList<>();
        for (String from : names) {
            for (String to : names) {
                pair(from, to, fresh, pairs);
            }
        }
        return pairs.stream();
    }

    /** Once on an order the other kind can be about, and once on one it cannot. */
    private void pair(String from, String to, Map<Boolean, Map<String, Fresh>> fresh, List<DynamicTest> pairs) {
        Map<Boolean, Boolean> orders = new HashMap<>();
        fresh.forEach((shipped, kinds) -> {
            if (kinds.get(from).possible() && !from.equals(to)) {
                orders.putIfAbsent(kinds.get(to).possible(), shipped);
            }
        });
        orders.forEach((possible, shipped) -> pairs.add(DynamicTest.dynamicTest(from + " -> " + to + (shipped ? ", shipped" : ", not shipped"),
                () -> {
                    if (possible) {
                        becomes(from, to, shipped, fresh.get(shipped).get(to));
                    } else {
                        refused(from, to, shipped);
                    }
                })));
    }

    private Fresh fresh(String kind, boolean shipped) {
        Opened opened = opened(kind, shipped);
        if (opened.caseId() == null || "CLOSED".equals(as("agent1").sees(opened.caseId()).get("status"))) {
            return new Fresh(false, false, false);
        }
        Fresh fresh = new Fresh(true, holds(opened.orderNo()), count("SELECT COUNT(*) FROM case_file WHERE id = ? AND amount_minor > 0",
                opened.caseId()) > 0);
        ends(opened.caseId());
        return fresh;
    }

    /** What is left open would be walked through by the clock of every test after this. */
    private void ends(String caseId) {
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "不用了"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED");
    }

    /** @return without a case where none of this kind can be opened */
    private Opened opened(String kind, boolean shipped) {
        var draft = order().line("SKU-K", 1, "300.00");
        String orderNo = (shipped ? draft.shipped("SF" + id().substring(0, 8)) : draft).imported();
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("requestId", id());
        wanted.put("type", kind);
        wanted.put("orderNo", orderNo);
        wanted.put("reason", reasons.of(kind, "default").get(0));
        wanted.put("channel", "CHAT");
        wanted.put("text", "请帮我处理");
        wanted.put("platformDeadline", clock.instant().plus(Duration.ofDays(3)).toString());
        Desk.Answer answer = as("agent1").post("/api/cases", wanted);
        settle();
        if (answer.status() != 201) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            return new Opened(null, orderNo);
        }
        return new Opened((String) answer.json().get("caseId"), orderNo);
    }

    private void becomes(String from, String to, boolean shipped, Fresh then) {
        Opened opened = opened(from, shipped);
        String caseId = opened.caseId();
        as("agent1").post("/api/cases/" + caseId + "/notes", Map.of("text", "客户说盒子是蓝色的")).is(204);
        if (then.asksForMoney()) {
            someMoneyGoesBack(opened.orderNo());
        }
        Map<String, Object> before = as("agent1").sees(caseId);
        List<Object> timeline = as("agent1").list("/api/cases/" + caseId + "/history");
        List<Object> tasks = taskIds(before);
        Map<String, Instant> clocks = running(caseId);
        assertThat(clocks).containsKey("FIRST_REPLY");

        assertThat(as("agent1").tells(caseId, "conversionRequested", Map.of("toType", to, "reason", "其实是另一回事"))).isEqualTo("DELIVERED");
        settle();

        SoftAssertions soft = new SoftAssertions();
        Map<String, Object> after = as("agent1").sees(caseId);
        soft.assertThat(after).containsEntry("type", to).containsEntry("number", before.get("number"))
                .containsEntry("openedAt", before.get("openedAt"));
        soft.assertThat(after.get("status")).isNotEqualTo("CLOSED");
        soft.assertThat(as("agent1").list("/api/cases/" + caseId + "/history").subList(0, timeline.size())).as("timeline").isEqualTo(timeline);
        soft.assertThat(kinds(caseId)).contains("NOTE").containsOnlyOnce("CASE_CONVERTED");
        soft.assertThat(as("agent1").get("/api/cases/" + before.get("number")).is(200).json()).containsEntry("caseId", caseId);
        Map<String, Instant> clocksAfter = running(caseId);
        clocks.forEach((kind, due) -> soft.assertThat(clocksAfter).as("clock").containsEntry(kind, due));
        soft.assertThat(taskIds(after).stream().filter(tasks::contains)).as("tasks of the process it left").isEmpty();
        tasks.forEach(task -> soft.assertThat(count("SELECT COUNT(*) FROM deadline WHERE task_id = ? AND state = 'RUNNING'", task))
                .as("clocks of tasks that are gone").isZero());
        soft.assertThat(engine.createProcessInstanceQuery().processInstanceBusinessKey(caseId).processDefinitionKey(to).count()).isEqualTo(1);
        soft.assertThat(engine.createProcessInstanceQuery().processInstanceBusinessKey(caseId).processDefinitionKey(from).count()).isZero();
        soft.assertThat(holds(opened.orderNo())).as("held outside").isEqualTo(then.holds());
        soft.assertThat(count("SELECT b.reserved_minor FROM order_balance b JOIN shop_order o ON o.id = b.order_id WHERE o.order_no = ?",
                opened.orderNo())).as("reserved").isZero();
        if (then.asksForMoney()) {
            soft.assertThat(count("SELECT amount_minor FROM case_file WHERE id = ?", caseId)).as("asks for what is left")
                    .isEqualTo(PAID - GIVEN_BACK);
        }
        ends(caseId);
        soft.assertThat(holds(opened.orderNo())).as("held after its end").isFalse();
        soft.assertAll();
    }

    private void refused(String from, String to, boolean shipped) {
        String caseId = opened(from, shipped).caseId();
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Desk.Answer answer = as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name",
                "conversionRequested", "data", Map.of("toType", to, "reason", "其实是另一回事")));
        unchanged.refused(soft, from + " -> " + to, answer, 422, answer.json().get("type").toString().replace("/problems/", ""));
        soft.assertThat(as("agent1").sees(caseId)).containsEntry("type", from);
        ends(caseId);
        soft.assertAll();
    }

    /** Another case about the order gave a part of the money back. */
    private void someMoneyGoesBack(String orderNo) {
        String other = as("agent2").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "PRICE_DIFFERENCE",
                "amount", Map.of("minor", GIVEN_BACK, "currency", "CNY")));
        settle();
        if (as("agent2").tasks(other).contains("reviewRefund")) {
            as("agent2").decides(other, "reviewRefund", Map.of("decision", "APPROVE"));
            settle();
        }
        assertThat(as("agent2").sees(other)).containsEntry("outcome", "REFUNDED");
    }

    private boolean holds(String orderNo) {
        return count("SELECT COUNT(*) FROM sandbox_shipment WHERE order_no = ? AND state = 'HELD'", orderNo) > 0;
    }

    private Map<String, Instant> running(String caseId) {
        Map<String, Instant> clocks = new LinkedHashMap<>();
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> all = (List<Map<String, Object>>) as("agent1").sees(caseId).get("deadlines");
        all.stream().filter(clock -> "RUNNING".equals(clock.get("state")) && KEPT.contains((String) clock.get("kind")))
                .forEach(clock -> clocks.put((String) clock.get("kind"), Instant.parse((String) clock.get("due"))));
        return clocks;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> taskIds(Map<String, Object> seen) {
        return ((List<Map<String, Object>>) seen.get("tasks")).stream().map(task -> task.get("taskId")).toList();
    }

    private long count(String sql, Object... params) {
        return jdbc.sql(sql).params(params).query(Long.class).single();
    }

    @Test
    void r38_what_a_complaint_gave_back_counts_when_it_becomes_a_refund() {
        Opened opened = opened("complaint", true);
        as("agent1").decides(opened.caseId(), "investigateComplaint", Map.of("decision", "REFUND", "amountMinor", GIVEN_BACK,
                "responsible", "COURIER"));
        settle();
        assertThat(as("agent1").tasks(opened.caseId())).contains("confirmWithCustomer");

        as("agent1").tells(opened.caseId(), "conversionRequested", Map.of("toType", "refund", "reason", "客户要全退"));
        settle();
        as("agent1").decides(opened.caseId(), "reviewRefund", Map.of("decision", "APPROVE"));
        settle();

        assertThat(as("agent1").sees(opened.caseId())).containsEntry("outcome", "REFUNDED");
        assertThat(jdbc.sql("SELECT amount_minor FROM sandbox_payment WHERE order_no = ? ORDER BY id").param(opened.orderNo())
                .query(Long.class).list()).containsExactly(GIVEN_BACK, PAID - GIVEN_BACK);
    }

    @Test
    void r38_a_return_whose_parcel_is_on_its_way_becomes_nothing_else_until_it_was_inspected() {
        String caseId = opened("return", true).caseId();
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "SHOP"));
        settle();
        as("agent1").tells(caseId, "returnParcelSent", Map.of("courier", "SF", "waybill", "R" + id().substring(0, 8)));
        settle();
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        unchanged.refused(soft, "on its way", as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name",
                "conversionRequested", "data", Map.of("toType", "refund", "reason", "x"))), 409, "conversion-not-now");
        soft.assertAll();
    }

    @Test
    void r38_a_case_that_is_this_kind_already_or_closed_becomes_nothing_else() {
        String caseId = opened("inquiry", true).caseId();
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        unchanged.refused(soft, "the same kind", as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name",
                "conversionRequested", "data", Map.of("toType", "inquiry", "reason", "x"))), 400, "invalid-fields");
        soft.assertAll();
        as("agent1").decides(caseId, "answerInquiry", Map.of("decision", "ANSWERED", "answer", "好的"));
        settle();
        as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "conversionRequested", "data",
                Map.of("toType", "refund", "reason", "x"))).isProblem(409, "conversion-not-now");
    }
}

package org.shouhou.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** R44: flags of buyers, with evidence, expiry and effect. */
class BuyerFlagsStackTest extends StackTest {

    private String buyer = "buyer" + id().substring(0, 8);

    private String refundOf(String who, String amount) {
        String orderNo = order().line("SKU-1", 1, amount).buyer(who, "").imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "NO_LONGER_WANTED"));
        settle();
        return caseId;
    }

    private Map<String, Object> flag(String kind, Duration ahead) {
        return new LinkedHashMap<>(Map.of("kind", kind, "evidence", "threatened with a bad review, see chat",
                "until", clock.instant().plus(ahead).toString()));
    }

    private Desk.Answer flags(String user, Map<String, Object> flag) {
        return as(user).post("/api/buyers/" + buyer + "/flags", flag);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> firstReply(String caseId) {
        return ((List<Map<String, Object>>) as("auditor1").sees(caseId).get("deadlines")).stream()
                .filter(one -> one.get("kind").equals("FIRST_REPLY")).findFirst().orElseThrow();
    }

    @Test
    void r44_nothing_is_automatic_for_a_buyer_who_extorts_until_the_flag_runs_out() {
        String before = refundOf(buyer, "50.00");
        assertThat(as("auditor1").sees(before)).as("small and unshipped is paid at once").containsEntry("outcome", "REFUNDED");
        flags("supervisor1", flag("EXTORTION", Duration.ofDays(30))).is(201);

        String flagged = refundOf(buyer, "50.00");
        assertThat(as("agent1").tasks(flagged)).contains("reviewRefund");
        String orderNo = order().line("SKU-1", 1, "50.00").imported();
        assertThat(as("auditor1").sees(as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "NO_LONGER_WANTED"))))
                .as("somebody else").isNotNull();
        pass(Duration.ofDays(31));
        String after = refundOf(buyer, "50.00");
        assertThat(as("auditor1").sees(after)).containsEntry("outcome", "REFUNDED");
    }

    @Test
    @SuppressWarnings("unchecked")
    void r44_a_flag_that_is_to_last_too_long_is_refused_with_how_long_it_may_last() {
        order().line("SKU-1", 1, "50.00").buyer(buyer, "").imported();
        List<Map<String, Object>> wrong = (List<Map<String, Object>>) flags("supervisor1", flag("EXTORTION", Duration.ofDays(731)))
                .isProblem(400, "invalid-fields").json().get("fields");

        assertThat(wrong).singleElement().satisfies(until -> {
            assertThat(until).containsEntry("field", "until").containsEntry("detail", "Must lie ahead, within 730 days.");
            assertThat((String) until.get("problem")).as("in the reader's language").contains("730");
        });
        flags("supervisor1", flag("EXTORTION", Duration.ofDays(729))).is(201);
    }

    @Test
    void r44_an_order_that_came_with_a_flag_counts_as_before() {
        String orderNo = order().line("SKU-1", 1, "50.00").buyer(buyer, "EXTORTION").imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "NO_LONGER_WANTED"));
        settle();
        assertThat(as("agent1").tasks(caseId)).contains("reviewRefund");
    }

    @Test
    void r44_an_important_buyer_hears_sooner_and_comes_first() {
        String usual = refundOf(buyer, "300.00");
        String open = refundOf(buyer, "301.00");
        assertThat(firstReply(usual)).containsEntry("due", clock.instant().plus(Duration.ofMinutes(10)).toString());
        String taskId = (String) as("agent1").task(open, "reviewRefund").get("taskId");
        assertThat(priority(taskId)).isEqualTo(2);

        flags("agent1", flag("IMPORTANT", Duration.ofDays(90))).is(201);
        assertThat(priority(taskId)).as("work that is open already").isEqualTo(1);
        String next = refundOf(buyer, "302.00");
        assertThat(firstReply(next)).containsEntry("due", clock.instant().plus(Duration.ofMinutes(5)).toString());
        assertThat(as("agent1").post("/api/tasks/next", null).is(200).json()).as("before what is due sooner")
                .extracting("caseId").isIn(usual, open, next);
        Map<String, Object> found = as("agent1").list("/api/buyers/" + buyer + "/flags").stream().map(BuyerFlagsStackTest::map).findFirst().orElseThrow();
        as("agent1").post("/api/buyers/" + buyer + "/flags/" + found.get("id") + "/end", Map.of("reason", "contract over")).is(200);
        assertThat(priority(taskId)).isEqualTo(2);
    }

    private int priority(String taskId) {
        return jdbc.sql("SELECT priority FROM queue_entry WHERE task_id = ?").param(taskId).query(Integer.class).single();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void r31_extortion_is_for_a_supervisor_to_say_and_to_end_and_stands_on_the_timeline() {
        String caseId = refundOf(buyer, "300.00");
        flags("agent1", flag("EXTORTION", Duration.ofDays(1))).isProblem(403, "not-your-role");
        flags("auditor1", flag("IMPORTANT", Duration.ofDays(1))).isProblem(403, "not-allowed");
        Map<String, Object> wanted = flag("EXTORTION", Duration.ofDays(1));
        wanted.put("caseId", caseId);
        Map<String, Object> flag = flags("supervisor1", wanted).is(201).json();
        assertThat(flags("supervisor2", wanted).is(200).json()).as("the same again").isEqualTo(flag);
        flags("supervisor2", flag("EXTORTION", Duration.ofDays(2))).isProblem(409, "already-flagged");
        String path = "/api/buyers/" + buyer + "/flags/" + flag.get("id") + "/end";
        as("agent1").post(path, Map.of("reason", "x")).isProblem(403, "not-your-role");
        as("supervisor1").post(path, Map.of("reason", " ")).isProblem(400, "invalid-fields");
        assertThat(as("supervisor1").post(path, Map.of("reason", "a mistake")).is(200).json()).containsEntry("active", false);
        as("supervisor1").post(path, Map.of("reason", "again")).is(200);
        assertThat(kinds(caseId)).containsSubsequence("BUYER_FLAGGED", "BUYER_FLAG_ENDED").filteredOn("BUYER_FLAG_ENDED"::equals).hasSize(1);
        flags("supervisor1", flag("EXTORTION", Duration.ofDays(3))).is(201);
    }

    @Test
    void a_flag_without_evidence_expiry_or_buyer_is_refused() {
        String foreign = refundOf("somebody" + id().substring(0, 6), "300.00");
        refundOf(buyer, "300.00");
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Map<String, Map<String, Object>> bad = new LinkedHashMap<>();
        for (String field : List.of("kind", "evidence", "until")) {
            Map<String, Object> without = flag("IMPORTANT", Duration.ofDays(1));
            without.remove(field);
            bad.put("no " + field, without);
        }
        bad.put("unknown kind", flag("NICE", Duration.ofDays(1)));
        bad.put("over already", flag("IMPORTANT", Duration.ofDays(-1)));
        bad.put("for ever", flag("IMPORTANT", Duration.ofDays(4000)));
        bad.put("long evidence", with("evidence", "x".repeat(4001)));
        bad.put("blank evidence", with("evidence", "  "));
        bad.put("no case", with("caseId", "abc"));
        bad.put("no time", with("until", "tomorrow"));
        bad.put("unknown field", with("mood", "x"));
        bad.forEach((what, flag) -> unchanged.refused(soft, what, flags("supervisor1", flag), 400, "invalid-fields"));
        unchanged.refused(soft, "another buyer's case", flags("supervisor1", with("caseId", foreign)), 404, "not-found");
        unchanged.refused(soft, "nobody", as("supervisor1").post("/api/buyers/nobody-at-all/flags", flag("IMPORTANT", Duration.ofDays(1))), 404, "not-found");
        unchanged.refused(soft, "no flag", as("supervisor1").post("/api/buyers/" + buyer + "/flags/999999/end", Map.of("reason", "x")), 404, "not-found");
        soft.assertAll();
        assertThat(as("agent1").list("/api/buyers/nobody-at-all/flags")).isEmpty();
    }

    private Map<String, Object> with(String field, Object value) {
        Map<String, Object> flag = flag("IMPORTANT", Duration.ofDays(1));
        flag.put(field, value);
        return flag;
    }
}

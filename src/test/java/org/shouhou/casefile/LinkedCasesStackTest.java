package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;
import org.shouhou.deadline.Deadlines;
import org.springframework.beans.factory.annotation.Autowired;

/** The same matter told twice is one case, and what belongs together is seen together (R38, R3). */
class LinkedCasesStackTest extends StackTest {

    @Autowired
    Deadlines deadlines;

    private Map<String, Object> request(String orderNo, Object... more) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("requestId", id(), "type", "refund", "orderNo", orderNo,
                "reason", "QUALITY", "channel", "CHAT", "text", "坏了"));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    private static Map<String, Object> yuan(long yuan) {
        return Map.of("minor", yuan * 100, "currency", "CNY");
    }

    @SuppressWarnings("unchecked")
    private static List<String> ids(Object related) {
        return ((List<Map<String, Object>>) related).stream().map(one -> (String) one.get("caseId")).toList();
    }

    private Map<String, Object> merge(String into) {
        return Map.of("requestId", id(), "intoCaseId", into, "reason", "客户在聊天和平台各说了一次");
    }

    @Test
    void r38_a_second_case_on_the_same_lines_is_said_so_at_intake_and_one_on_other_lines_is_not() {
        String order = order().line("SKU-1", 1, "900.00").line("SKU-2", 1, "800.00").shipped("SF1").imported();
        Desk agent = as("agent1");
        String first = agent.opens(request(order, "lines", List.of(1), "amount", yuan(600)));

        Desk.Answer other = agent.post("/api/cases", request(order, "lines", List.of(2), "amount", yuan(600))).is(201);
        Desk.Answer same = agent.post("/api/cases", request(order, "lines", List.of(1), "amount", yuan(100))).is(201);
        Desk.Answer whole = agent.post("/api/cases", request(order, "amount", yuan(50))).is(201);

        assertThat(ids(other.json().get("alsoOpen"))).isEmpty();
        assertThat(ids(same.json().get("alsoOpen"))).containsExactly(first);
        assertThat(ids(whole.json().get("alsoOpen"))).containsExactly(first, (String) other.json().get("caseId"),
                (String) same.json().get("caseId"));
    }

    @Test
    void r3_cases_of_the_same_order_and_buyer_know_of_each_other() {
        String buyer = "老客户" + id();
        String order = order().line("SKU-1", 1, "900.00").buyer(buyer, "").shipped("SF1").imported();
        String another = order().line("SKU-1", 1, "900.00").buyer(buyer, "").shipped("SF2").imported();
        Desk agent = as("agent1");
        String first = agent.opens(request(order, "amount", yuan(600)));
        String second = agent.opens(request(order, "amount", yuan(100)));
        String third = agent.opens(request(another, "amount", yuan(600)));

        assertThat(ids(agent.sees(second).get("sameOrder"))).containsExactly(first);
        assertThat(ids(agent.sees(third).get("sameBuyer"))).contains(first, second);
    }

    @Test
    void r38_the_same_matter_from_chat_and_platform_is_merged_both_timelines_kept_and_the_earliest_clock_stays() {
        String order = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        Desk agent = as("agent1");
        String chat = agent.opens(request(order, "amount", yuan(600)));
        agent.post("/api/cases/" + chat + "/contacts", Map.of("channel", "CHAT", "outcome", "REACHED", "text", "您好")).is(204);
        agent.post("/api/cases/" + chat + "/notes", Map.of("text", "客户很着急")).is(204);
        pass(Duration.ofHours(1));
        Instant answerBy = clock.instant().plus(Duration.ofHours(20));
        String platform = agent.opens(request(order, "channel", "PLATFORM", "amount", yuan(600),
                "platformDeadline", answerBy.toString(), "externalReference", "TB-" + id()));
        String kept = due(platform, Deadlines.REFUND_ANSWER);

        Map<String, Object> wanted = merge(platform);
        assertThat(agent.post("/api/cases/" + chat + "/merge", wanted).is(200).json()).containsEntry("state", "MERGED");
        assertThat(agent.post("/api/cases/" + chat + "/merge", wanted).is(200).json()).containsEntry("state", "MERGED");
        settle();

        assertThat(agent.sees(chat)).containsEntry("status", "CLOSED").containsEntry("outcome", "MERGED").containsEntry("settled", true);
        assertThat(agent.tasks(chat)).isEmpty();
        assertThat(deadlines.of(Long.parseLong(chat))).noneMatch(clock -> clock.state() == Deadlines.State.RUNNING);
        Map<String, Object> survivor = agent.sees(platform);
        assertThat(ids(survivor.get("merged"))).containsExactly(chat);
        assertThat(agent.tasks(platform)).containsExactly("reviewRefund");
        assertThat(kinds(platform)).contains("NOTE", "CASE_MERGED_IN", "CASE_MERGED_INTO").filteredOn("CASE_OPENED"::equals).hasSize(2);
        assertThat(agent.list("/api/cases/" + platform + "/contacts")).hasSize(1);
        assertThat(survivor.get("firstReplyAt")).as("the customer was answered in the chat").isNotNull();
        assertThat(due(platform, Deadlines.REFUND_ANSWER)).isEqualTo(kept);
    }

    @Test
    void r38_the_earlier_clock_of_the_merged_case_goes_over_to_the_one_that_stays() {
        String order = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        Desk agent = as("agent1");
        Instant answerBy = clock.instant().plus(Duration.ofHours(10));
        String platform = agent.opens(request(order, "channel", "PLATFORM", "amount", yuan(600), "platformDeadline", answerBy.toString()));
        String early = due(platform, Deadlines.REFUND_ANSWER);
        String chat = agent.opens(request(order, "amount", yuan(600)));

        agent.post("/api/cases/" + platform + "/merge", merge(chat)).is(200);

        assertThat(due(chat, Deadlines.REFUND_ANSWER)).isEqualTo(early);
        assertThat(due(chat, Deadlines.PLATFORM)).isEqualTo(answerBy.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
    }

    private String due(String caseId, String kind) {
        return deadlines.running(Long.parseLong(caseId), kind).get(0).due().toString();
    }

    @Test
    void what_is_said_to_a_merged_case_reaches_the_one_it_became_part_of() {
        String order = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        Desk agent = as("agent1");
        String from = agent.opens(request(order, "amount", yuan(600)));
        String into = agent.opens(request(order, "amount", yuan(600)));
        agent.post("/api/cases/" + from + "/merge", merge(into)).is(200);

        assertThat(agent.tells(from, "customerWithdrew", Map.of("reason", "不用了"))).isEqualTo("DELIVERED");
        settle();

        assertThat(agent.sees(into)).containsEntry("outcome", "WITHDRAWN");
        assertThat(agent.sees(from)).containsEntry("outcome", "MERGED");
    }

    @Test
    void a_shipment_stopped_by_both_stays_stopped_for_the_case_that_stays() {
        String order = order().line("SKU-1", 1, "900.00").imported();
        Desk agent = as("agent1");
        String from = agent.opens(request(order));
        settle();
        String into = agent.opens(request(order));
        settle();

        agent.post("/api/cases/" + from + "/merge", merge(into)).is(200);
        settle();

        assertThat(agent.sees(from)).containsEntry("outcome", "MERGED").containsEntry("settled", true);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM held_shipment WHERE case_id = ? AND state = 'HELD'").param(into).query(Long.class).single()).isEqualTo(1);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM held_shipment WHERE case_id = ? AND state = 'HELD'").param(from).query(Long.class).single()).isZero();
    }

    @Test
    void bad_merges_are_refused_and_nothing_is_written() {
        String order = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        String elsewhere = order().line("SKU-1", 1, "900.00").shipped("SF2").imported();
        Desk agent = as("agent1");
        String from = agent.opens(request(order, "amount", yuan(600)));
        String into = agent.opens(request(order, "amount", yuan(600)));
        String other = agent.opens(request(elsewhere, "amount", yuan(600)));
        settle();
        String merge = "/api/cases/" + from + "/merge";
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();

        unchanged.refused(soft, "nothing", agent.post(merge, Map.of()), 400, "invalid-fields");
        unchanged.refused(soft, "itself", agent.post(merge, merge(from)), 400, "invalid-fields");
        unchanged.refused(soft, "no reason", agent.post(merge, Map.of("requestId", id(), "intoCaseId", into, "reason", " ")), 400, "invalid-fields");
        unchanged.refused(soft, "long reason", agent.post(merge, Map.of("requestId", id(), "intoCaseId", into, "reason", "x".repeat(4001))), 400, "invalid-fields");
        unchanged.refused(soft, "no such case", agent.post(merge, merge("999999999")), 404, "not-found");
        unchanged.refused(soft, "another order", agent.post(merge, merge(other)), 422, "not-the-same-order");
        soft.assertThat(agent.post(merge, Map.of("requestId", id(), "intoCaseId", into, "reason", "x", "force", true)).status()).isEqualTo(400);
        soft.assertThat(as("auditor1").post(merge, merge(into)).status()).isEqualTo(403);
        soft.assertThat(as("warehouse1").post(merge, merge(into)).status()).isEqualTo(403);
        soft.assertAll();

        Map<String, Object> once = merge(into);
        agent.post(merge, once).is(200);
        Map<String, Object> twisted = new LinkedHashMap<>(once);
        twisted.put("reason", "anders");
        agent.post(merge, twisted).isProblem(409, "request-id-used");
        agent.post(merge, merge(into)).isProblem(409, "merge-not-now");
        agent.post("/api/cases/" + into + "/merge", merge(from)).isProblem(409, "merge-not-now");
    }

    @Test
    void r38_the_platforms_reference_finds_the_case_the_chat_had_opened() {
        String order = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        Desk agent = as("agent1");
        String reference = "TB-" + id();
        String chat = agent.opens(request(order, "amount", yuan(600), "externalReference", reference));
        Instant answerBy = clock.instant().plus(Duration.ofHours(9));
        Map<String, Object> again = request(order, "channel", "PLATFORM", "reason", "NOT_AS_DESCRIBED", "amount", yuan(700),
                "externalReference", reference, "platformDeadline", answerBy.toString());

        assertThat(agent.post("/api/cases", again).is(200).json()).containsEntry("caseId", chat);
        assertThat(agent.post("/api/cases", again).is(200).json()).containsEntry("caseId", chat);
        Map<String, Object> twisted = new LinkedHashMap<>(again);
        twisted.put("text", "anders");
        agent.post("/api/cases", twisted).isProblem(409, "request-id-used");

        Map<String, Object> known = agent.sees(chat);
        assertThat(known).containsEntry("reason", "NOT_AS_DESCRIBED").containsEntry("platformDeadline", answerBy.toString().replaceAll("\\.\\d+", ""));
        assertThat(known.get("amount")).hasToString("{minor=70000, currency=CNY}");
        assertThat(kinds(chat)).contains("SAME_MATTER_ARRIVED", "REQUEST_CHANGED");
        assertThat(agent.tasks(chat)).containsExactly("reviewRefund");
    }

    @Test
    void r33_the_reasons_a_kind_of_case_may_have_are_a_list_of_the_shop() {
        String order = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        Desk agent = as("agent1");

        agent.post("/api/cases", request(order, "reason", "BUYER_NOTE")).isProblem(400, "invalid-fields");
        agent.opens(request(order, "reason", "OTHER"));
        assertThat(agent.get("/api/reasons?type=refund").is(200).body()).contains("QUALITY").doesNotContain("BUYER_NOTE");
        assertThat(agent.get("/api/reasons").is(200).json()).containsKeys("refund", "slowReview");
        agent.get("/api/reasons?type=magic").isProblem(400, "invalid-fields");
    }

    @Test
    void r33_the_settings_name_exactly_the_reasons_cases_know() {
        assertThat(org.shouhou.settings.Figure.REASONS_REFUND.codes())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Reason.values()).map(Enum::name).toList());
    }
}

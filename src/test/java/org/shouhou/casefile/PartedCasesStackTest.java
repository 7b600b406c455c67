package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;
import org.shouhou.deadline.Deadlines;
import org.springframework.beans.factory.annotation.Autowired;

/** R38: a merge is looked at first, and one that was a mistake is undone: two cases again, each with its own clocks. */
class PartedCasesStackTest extends StackTest {

    @Autowired
    Deadlines deadlines;

    private final List<String> opened = new ArrayList<>();

    @AfterEach
    void nothingStaysOpen() {
        opened.forEach(caseId -> as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "不用了")));
        settle();
    }

    private String opens(String order, String type, String reason, Object... more) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("type", type, "orderNo", order, "reason", reason));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        String caseId = as("agent1").opens(body);
        settle();
        opened.add(caseId);
        return caseId;
    }

    private void merge(String from, String into) {
        as("agent1").post("/api/cases/" + from + "/merge", Map.of("requestId", id(), "intoCaseId", into, "reason", "同一件事")).is(200);
        settle();
    }

    private static Map<String, Object> undo() {
        return Map.of("requestId", id(), "reason", "是两件不同的商品");
    }

    private Desk.Answer parts(String caseId) {
        Desk.Answer answer = as("supervisor1").post("/api/cases/" + caseId + "/merge/undo", undo());
        settle();
        return answer;
    }

    private Instant due(String caseId, String kind) {
        return deadlines.running(Long.parseLong(caseId), kind).stream().map(Deadlines.View::due).findFirst().orElse(null);
    }

    @Test
    void r38_parted_cases_have_the_clocks_they_had_before_and_say_what_happened() {
        String order = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        Instant answerBy = clock.instant().plus(Duration.ofHours(10)).truncatedTo(ChronoUnit.SECONDS);
        String platform = opens(order, "refund", "QUALITY", "channel", "PLATFORM", "platformDeadline", answerBy.toString(), "externalReference", "TB-" + id());
        Instant early = due(platform, Deadlines.REFUND_ANSWER);
        pass(Duration.ofMinutes(3));
        String chat = opens(order, "refund", "QUALITY");
        Instant own = due(chat, Deadlines.REFUND_ANSWER);
        Instant first = due(platform, Deadlines.FIRST_REPLY);
        merge(platform, chat);
        assertThat(due(chat, Deadlines.REFUND_ANSWER)).isEqualTo(early);
        assertThat(due(chat, Deadlines.PLATFORM)).isEqualTo(answerBy);
        pass(Duration.ofMinutes(2));

        Map<String, Object> wanted = undo();
        assertThat(as("supervisor1").post("/api/cases/" + platform + "/merge/undo", wanted).is(200).json()).containsEntry("fromCaseId", chat);
        as("supervisor1").post("/api/cases/" + platform + "/merge/undo", wanted).is(200);
        settle();

        assertThat(as("agent1").sees(platform)).containsEntry("status", "OPEN").containsEntry("outcome", null).containsEntry("mergedInto", null);
        assertThat(as("agent1").tasks(platform)).containsExactly("reviewRefund");
        assertThat(due(platform, Deadlines.REFUND_ANSWER)).isEqualTo(early);
        assertThat(due(platform, Deadlines.PLATFORM)).isEqualTo(answerBy);
        assertThat(due(platform, Deadlines.FIRST_REPLY)).isEqualTo(first);
        assertThat(due(chat, Deadlines.REFUND_ANSWER)).isEqualTo(own);
        assertThat(due(chat, Deadlines.PLATFORM)).as("it was never its own").isNull();
        assertThat(as("agent1").sees(chat)).containsEntry("platformDeadline", null).containsEntry("externalReference", null).containsEntry("merged", List.of());
        assertThat(kinds(platform)).filteredOn("CASE_PARTED"::equals).hasSize(1);
        assertThat(kinds(chat)).filteredOn("CASE_PARTED"::equals).hasSize(1);
        assertThat(kinds(chat)).filteredOn("CASE_OPENED"::equals).as("its own timeline again").hasSize(1);

        merge(platform, chat);
        assertThat(as("agent1").sees(platform)).as("merged again").containsEntry("outcome", "MERGED");
    }

    @ParameterizedTest
    @CsvSource({"refund,QUALITY,SF", "return,QUALITY,SF", "reship,PARCEL_LOST,SF", "slowReview,ADDRESS_UNCLEAR,", "inquiry,WHY_NOT_SHIPPED,",
            "complaint,NOT_RECEIVED,SF", "oversold,OUT_OF_STOCK,"})
    void r38_a_case_of_every_kind_goes_on_by_itself_after_a_mistaken_merge(String type, String reason, String waybill) {
        var draft = order().line("SKU-1", 1, "300.00");
        String order = (waybill == null ? draft : draft.shipped(waybill + id().substring(0, 8))).imported();
        // an order is held by one case at a time
        String stays = type.equals("slowReview") ? opens(order, "inquiry", "WHY_NOT_SHIPPED") : opens(order, type, reason);
        String mistaken = opens(order, type, reason);
        List<String> before = as("auditor1").tasks(mistaken);
        merge(mistaken, stays);
        assertThat(as("agent1").sees(mistaken)).containsEntry("outcome", "MERGED");
        pass(Duration.ofMinutes(1));
        parts(mistaken).is(200);
        assertThat(as("agent1").sees(mistaken).get("status")).isNotEqualTo("CLOSED");
        assertThat(as("auditor1").tasks(mistaken)).isEqualTo(before);
    }

    @Test
    void r38_a_merge_is_looked_at_first_what_goes_over_and_why_not() {
        String order = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        String from = opens(order, "refund", "QUALITY", "externalReference", "TB-1");
        pass(Duration.ofMinutes(1));
        String into = opens(order, "refund", "QUALITY");
        as("agent1").post("/api/cases/" + from + "/contacts", Map.of("channel", "CHAT", "outcome", "REACHED", "text", "您好")).is(204);
        as("agent1").post("/api/cases/" + from + "/promises", Map.of("requestId", id(), "kind", "OTHER", "text", "明天回电",
                "due", clock.instant().plus(Duration.ofHours(20)).toString())).is(201);
        List<String> before = kinds(from);

        Map<String, Object> seen = as("agent1").get("/api/cases/" + from + "/merge?into=" + into).is(200).json();
        assertThat(seen).containsEntry("firstReplyCounts", true).containsEntry("referenceGoesOver", true).containsEntry("problem", null);
        assertThat(seen.get("clocks").toString()).contains("REFUND_ANSWER", "then=" + due(from, Deadlines.REFUND_ANSWER));
        assertThat((List<?>) seen.get("promises")).hasSize(1);
        assertThat(seen.get("tasks").toString()).contains("reviewRefund");
        assertThat(kinds(from)).isEqualTo(before);

        String elsewhere = opens(order().line("SKU-1", 1, "900.00").shipped("SF2").imported(), "refund", "QUALITY");
        assertThat(as("agent1").get("/api/cases/" + from + "/merge?into=" + elsewhere).is(200).json()).containsEntry("problem", "not-the-same-order");
        as("agent1").get("/api/cases/" + from + "/merge?into=" + from).isProblem(400, "invalid-fields");
        as("agent1").get("/api/cases/" + from + "/merge?into=SH-0-0").isProblem(404, "not-found");
        as("agent1").get("/api/cases/" + from + "/merge").is(400);
    }

    @Test
    void what_cannot_be_parted_any_more_says_so_and_stays_as_it_is() {
        String order = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        String stays = opens(order, "refund", "QUALITY");
        String single = opens(order().line("SKU-1", 1, "900.00").shipped("SF2").imported(), "refund", "QUALITY");
        String from = opens(order, "refund", "QUALITY");
        merge(from, stays);
        String path = "/api/cases/" + from + "/merge/undo";
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Desk desk = as("supervisor1");
        unchanged.refused(soft, "nothing", desk.post(path, Map.of()), 400, "invalid-fields");
        unchanged.refused(soft, "no reason", desk.post(path, Map.of("requestId", id(), "reason", " ")), 400, "invalid-fields");
        unchanged.refused(soft, "long reason", desk.post(path, Map.of("requestId", id(), "reason", "x".repeat(4001))), 400, "invalid-fields");
        unchanged.refused(soft, "never merged", desk.post("/api/cases/" + single + "/merge/undo", undo()), 409, "part-not-now");
        unchanged.refused(soft, "no such case", desk.post("/api/cases/SH-0-0/merge/undo", undo()), 404, "not-found");
        soft.assertThat(as("auditor1").post(path, undo()).status()).isEqualTo(403);
        soft.assertThat(as("warehouse1").post(path, undo()).status()).isEqualTo(403);
        soft.assertAll();

        as("supervisor1").tells(stays, "customerWithdrew", Map.of("reason", "不用了"));
        settle();
        desk.post(path, undo()).isProblem(409, "part-not-now");

        String late = opens(order().line("SKU-1", 1, "900.00").shipped("SF3").imported(), "refund", "QUALITY");
        String with = opens((String) as("agent1").sees(late).get("orderNo"), "refund", "QUALITY");
        merge(late, with);
        pass(Duration.ofHours(24));
        desk.post("/api/cases/" + late + "/merge/undo", undo()).isProblem(409, "part-not-now");
    }

    @Test
    void r38_what_was_said_to_the_one_and_waits_there_goes_over_to_the_one_that_stays() {
        String order = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String stays = opens(order, "refund", "QUALITY");
        String from = opens(order, "refund", "QUALITY");
        assertThat(as("agent1").tells(from, "returnParcelSent", Map.of("waybill", "SF" + id()))).isEqualTo("STORED");
        merge(from, stays);
        assertThat(kinds(stays)).contains("MESSAGE_PASSED_ON").doesNotContain("MESSAGE_LATE");
    }
}

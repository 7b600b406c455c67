package org.shouhou.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;
import org.shouhou.attachment.SampleFiles;

/** R3: nobody asks the customer twice; what was said elsewhere is brought in. */
class TranscriptStackTest extends StackTest {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private String caseId;
    private Instant opened;

    @BeforeEach
    void aCaseTwentyMinutesOld() {
        String orderNo = order().line("SKU-1", 1, "300.00").buyer("小王" + id().substring(0, 6), "").imported();
        caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        opened = clock.instant();
        pass(Duration.ofMinutes(20));
    }

    private String buyer() {
        return (String) as("agent1").sees(caseId).get("buyer");
    }

    private String line(int minutes, String name, String words) {
        return LOCAL.format(opened.plus(Duration.ofMinutes(minutes)).atZone(SHANGHAI)) + " " + name + ": " + words + "\n";
    }

    private Desk.Answer brings(Object channel, Object customer, Object text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", channel);
        body.put("customer", customer);
        body.put("text", text);
        return as("agent1").post("/api/cases/" + caseId + "/transcripts", body);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> firstReply() {
        return ((List<Map<String, Object>>) as("auditor1").sees(caseId).get("deadlines")).stream()
                .filter(clock -> clock.get("kind").equals("FIRST_REPLY")).findFirst().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> contacts() {
        return as("agent1").list("/api/cases/" + caseId + "/contacts").stream().map(one -> (Map<String, Object>) one).toList();
    }

    @Test
    void r3_a_chat_comes_in_with_its_own_times_and_our_first_word_stops_the_clock_of_r2() {
        String chat = line(-60, "客服", "亲，已发货") + line(1, buyer(), "收到的是坏的") + line(3, "店铺机器人", "您好，请稍等") + line(4, "客服", "非常抱歉，请发照片");
        Map<String, Object> brought = brings("CHAT", null, chat).is(201).json();
        assertThat(brought).containsEntry("added", 4).containsEntry("known", 0);
        assertThat(contacts()).extracting(one -> one.get("direction")).containsExactly("OUT", "IN", "OUT", "OUT");
        assertThat(contacts().get(1)).containsEntry("at", opened.plusSeconds(60).toString()).containsEntry("by", buyer());
        assertThat(firstReply()).as("neither before the case nor by a robot").containsEntry("state", "MET")
                .containsEntry("endedAt", opened.plusSeconds(240).toString());
        assertThat(kinds(caseId)).containsSubsequence("ATTACHMENT_ADDED", "TRANSCRIPT_BROUGHT_IN");

        assertThat(brings("CHAT", null, chat).is(200).json()).as("the same again").containsEntry("added", 4);
        assertThat(brings("CHAT", null, chat + line(10, buyer(), "好的")).is(201).json()).containsEntry("added", 1).containsEntry("known", 4);
        assertThat(contacts()).hasSize(5);
    }

    @Test
    void r3_a_file_in_the_old_encoding_and_a_customer_under_another_name() {
        byte[] chat = (line(1, "tb123", "坏了") + line(2, "客服", "抱歉")).getBytes(Charset.forName("GB18030"));
        String path = "/api/cases/" + caseId + "/transcripts";
        assertThat(as("agent1").sends(path, Map.of("channel", "CHAT"), "chat.txt", chat).isProblem(400, "invalid-fields").body()).contains("tb123");
        as("agent1").sends(path, Map.of("channel", "CHAT", "customer", "tb123"), "chat.txt", chat).is(201);
        assertThat(contacts()).extracting(one -> one.get("text") == null ? one.get("words") : one.get("text")).containsExactly("坏了", "抱歉");
    }

    @Test
    void r3_a_recorded_call_is_a_contact_with_its_facts_once() {
        Map<String, String> facts = Map.of("direction", "OUT", "outcome", "REACHED", "at", opened.plusSeconds(120).toString(), "text", "说好周三上门取件");
        String path = "/api/cases/" + caseId + "/recordings";
        as("agent1").sends(path, facts, "call.wav", SampleFiles.wav()).is(201);
        as("agent1").sends(path, facts, "call.wav", SampleFiles.wav()).is(201);
        assertThat(contacts()).hasSize(1).first().satisfies(one -> assertThat(one).containsEntry("channel", "PHONE").containsEntry("outcome", "REACHED"));
        assertThat(firstReply()).containsEntry("state", "MET").containsEntry("endedAt", opened.plusSeconds(120).toString());
        assertThat(kinds(caseId)).filteredOn("CALL_BROUGHT_IN"::equals).hasSize(1);
    }

    @Test
    void r3_whoever_takes_the_case_sees_earlier_cases_of_the_order_and_the_buyer_with_it() {
        String orderNo = (String) as("agent1").sees(caseId).get("orderNo");
        String second = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "OTHER", "amount", Map.of("minor", 100, "currency", "CNY")));
        settle();
        assertThat(as("agent1").sees(second).get("sameOrder").toString()).contains((String) as("agent1").sees(caseId).get("number"));
    }

    @Test
    void what_is_no_conversation_or_no_recording_is_refused_and_leaves_nothing() {
        String chat = line(1, buyer(), "x");
        String path = "/api/cases/" + caseId;
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        unchanged.refused(soft, "no channel", brings(null, null, chat), 400, "invalid-fields");
        unchanged.refused(soft, "bad channel", brings("by pigeon", null, chat), 400, "invalid-fields");
        unchanged.refused(soft, "no text", brings("CHAT", null, null), 400, "invalid-fields");
        unchanged.refused(soft, "blank text", brings("CHAT", null, " \n"), 400, "invalid-fields");
        unchanged.refused(soft, "text of a wrong kind", brings("CHAT", null, 7), 400, "invalid-fields");
        unchanged.refused(soft, "nobody is the customer", brings("CHAT", "nobody", chat), 400, "invalid-fields");
        unchanged.refused(soft, "from the future", brings("CHAT", null, line(500, buyer(), "x")), 400, "invalid-fields");
        unchanged.refused(soft, "from before all shops", brings("CHAT", null, "0001-01-01 00:00 " + buyer() + ": x"), 400, "invalid-fields");
        unchanged.refused(soft, "too long a line", brings("CHAT", null, line(1, buyer(), "x".repeat(4001))), 400, "invalid-fields");
        unchanged.refused(soft, "too many lines", brings("CHAT", null, chat.repeat(2001)), 400, "invalid-fields");
        unchanged.refused(soft, "too large", brings("CHAT", null, chat + "x".repeat(1_000_001)), 413, "too-large");
        unchanged.refused(soft, "a program as a chat", as("agent1").sends(path + "/transcripts", Map.of("channel", "CHAT"), "chat.txt",
                new byte[] {'M', 'Z', 0, 1, (byte) 0xFF}), 400, "invalid-fields");
        unchanged.refused(soft, "no file", as("agent1").sends(path + "/transcripts", Map.of("channel", "CHAT")), 400, "invalid-fields");
        unchanged.refused(soft, "an unknown case", as("agent1").post("/api/cases/999999999/transcripts", Map.of("channel", "CHAT", "text", chat)), 404, "not-found");
        unchanged.refused(soft, "not for the warehouse", as("warehouse1").post(path + "/transcripts", Map.of("channel", "CHAT", "text", chat)), 403, "not-allowed");
        Map<String, String> call = Map.of("direction", "OUT", "outcome", "REACHED", "at", opened.toString());
        unchanged.refused(soft, "a photo as a recording", as("agent1").sends(path + "/recordings", call, "a.mp3", SampleFiles.picture("png", 9)), 400, "invalid-fields");
        unchanged.refused(soft, "a call without facts", as("agent1").sends(path + "/recordings", Map.of(), "a.wav", SampleFiles.wav()), 400, "invalid-fields");
        unchanged.refused(soft, "a call of tomorrow", as("agent1").sends(path + "/recordings", Map.of("direction", "OUT", "outcome", "REACHED",
                "at", opened.plus(Duration.ofDays(1)).toString()), "a.wav", SampleFiles.wav()), 400, "invalid-fields");
        unchanged.refused(soft, "a call at no time", as("agent1").sends(path + "/recordings", Map.of("direction", "OUT", "outcome", "REACHED",
                "at", "noon"), "a.wav", SampleFiles.wav()), 400, "invalid-fields");
        soft.assertAll();
    }
}

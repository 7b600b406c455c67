package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** Messages, notes and contacts that are wrong, late or repeated. */
class BadMessagesStackTest extends StackTest {

    private String caseId;

    @BeforeEach
    void aCaseUnderReview() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
    }

    private static Map<String, Object> message(String name, Object... data) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            fields.put((String) data[i], data[i + 1]);
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messageId", id());
        message.put("name", name);
        message.put("data", fields);
        return message;
    }

    private static Map<String, Object> with(Map<String, Object> message, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(message);
        changed.put(field, value);
        return changed;
    }

    @Test
    void wrong_messages_are_refused_field_by_field() {
        Map<String, Object> fine = message("customerWithdrew", "reason", "x");
        Map<String, Object> bad = new LinkedHashMap<>();
        bad.put("no id", with(fine, "messageId", null));
        bad.put("blank id", with(fine, "messageId", " "));
        bad.put("long id", with(fine, "messageId", "x".repeat(101)));
        bad.put("no name", with(fine, "name", null));
        bad.put("unknown name", with(fine, "name", "customerDanced"));
        bad.put("another case of letters", with(fine, "name", "CUSTOMERWITHDREW"));
        bad.put("no data", with(fine, "data", null));
        bad.put("data as list", with(fine, "data", List.of()));
        bad.put("data as text", with(fine, "data", "x"));
        bad.put("unknown envelope field", with(fine, "when", "now"));
        bad.put("unknown data field", message("customerWithdrew", "reason", "x", "mood", "bad"));
        bad.put("blank reason", message("customerWithdrew", "reason", " "));
        bad.put("reason as object", message("customerWithdrew", "reason", Map.of("a", "b")));
        bad.put("reason as number", message("customerWithdrew", "reason", 1));
        bad.put("long reason", message("customerWithdrew", "reason", "x".repeat(4001)));
        bad.put("platform decides nothing", message("platformDecided"));
        bad.put("platform decides something else", message("platformDecided", "decision", "MAYBE"));
        bad.put("platform refund without amount", message("platformDecided", "decision", "REFUND"));
        bad.put("platform refund of null", message("platformDecided", "decision", "REFUND", "amount", null));
        bad.put("platform refund of nothing", message("platformDecided", "decision", "REFUND", "amount", 0));
        bad.put("platform refund negative", message("platformDecided", "decision", "REFUND", "amount", -5));
        bad.put("platform refund of half a fen", message("platformDecided", "decision", "REFUND", "amount", 1.5));
        bad.put("platform refund as text", message("platformDecided", "decision", "REFUND", "amount", "100"));
        bad.put("platform refund beyond any number", message("platformDecided", "decision", "REFUND", "amount",
                new java.math.BigInteger("9".repeat(30))));
        bad.put("platform paid beyond any shop", message("platformDecided", "decision", "REFUND", "amount", Long.MAX_VALUE,
                "paidByPlatform", true));
        bad.put("platform paid, as text", message("platformDecided", "decision", "REFUND", "amount", 5, "paidByPlatform", "yes"));
        bad.put("platform's long reference", message("platformDecided", "decision", "REFUND", "amount", 5, "paidByPlatform", true,
                "reference", "x".repeat(101)));
        bad.put("long payee", message("payeeProvided", "payee", "x".repeat(101)));
        bad.put("long waybill", message("orderShipped", "waybill", "x".repeat(65)));
        bad.put("long courier", message("orderShipped", "waybill", "1", "courier", "x".repeat(61)));
        bad.put("shipped at no time", message("orderShipped", "waybill", "1", "at", "yesterday"));
        bad.put("shipped beyond the calendar", message("orderShipped", "waybill", "1", "at", "+999999999-01-01T00:00:00Z"));
        bad.put("said beyond the calendar", message("customerResponded", "channel", "CHAT", "text", "x", "at", "-999999-01-01T00:00:00Z"));
        bad.put("said in a year", message("customerResponded", "channel", "CHAT", "text", "x", "at", "2036-01-01T00:00:00Z"));
        bad.put("long channel", message("customerResponded", "channel", "x".repeat(21), "text", "x"));
        bad.put("changed to no reason there is", message("customerChangedRequest", "reason", "BECAUSE"));
        bad.put("changed to no type there is", message("customerChangedRequest", "type", "magic"));
        bad.put("changed deadline beyond the calendar", message("customerChangedRequest", "platformDeadline", "+999999999-01-01T00:00:00Z"));
        bad.put("changed nothing", message("customerChangedRequest"));
        bad.put("convert to no type there is", message("conversionRequested", "toType", "magic", "reason", "x"));
        bad.put("convert to nothing", message("conversionRequested", "reason", "x"));
        bad.put("half an emoji", message("customerWithdrew", "reason", "x\ud83d"));
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        bad.forEach((what, body) -> unchanged.refused(soft, what,
                as("supervisor1").raw("/api/cases/" + caseId + "/messages", "application/json", ascii(body)), 400, "invalid-fields"));
        soft.assertAll();
    }

    private static String ascii(Object body) {
        return tools.jackson.databind.json.JsonMapper.builder()
                .enable(tools.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII).build().writeValueAsString(body);
    }

    @Test
    void a_message_id_is_one_message_and_never_another() {
        Map<String, Object> said = message("customerResponded", "channel", "CHAT", "text", "照片 😀 \u0000");
        as("agent1").post("/api/cases/" + caseId + "/messages", said).is(200);
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        as("agent2").post("/api/cases/" + caseId + "/messages", said).is(200);
        unchanged.refused(soft, "other words", as("agent1").post("/api/cases/" + caseId + "/messages",
                with(said, "data", Map.of("channel", "CHAT", "text", "else"))), 409, "message-id-used");
        unchanged.refused(soft, "other name", as("agent1").post("/api/cases/" + caseId + "/messages",
                with(with(said, "name", "customerWithdrew"), "data", Map.of("reason", "x"))), 409, "message-id-used");
        soft.assertAll();
    }

    @Test
    void wrong_notes_and_contacts_are_refused() {
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        for (String body : List.of("{}", "{\"text\":null}", "{\"text\":\" \"}", "{\"text\":\"" + "x".repeat(4001) + "\"}", "{\"text\":1}",
                "{\"text\":\"x\",\"by\":\"me\"}", "{\"text\":\"\\ud83d\"}")) {
            unchanged.refused(soft, "note " + body, as("agent1").raw("/api/cases/" + caseId + "/notes", "application/json", body), 400, "invalid-fields");
        }
        Map<String, Object> fine = Map.of("channel", "PHONE", "outcome", "REACHED");
        for (Map<String, Object> wrong : List.of(Map.<String, Object>of(), with(fine, "channel", "phone"), with(fine, "channel", "X".repeat(21)),
                with(fine, "outcome", "MAYBE"), with(fine, "outcome", null), with(fine, "at", "soon"), with(fine, "at", "2036-01-01T00:00:00Z"),
                with(fine, "at", "+999999999-01-01T00:00:00Z"), with(fine, "at", "-999999999-01-01T00:00:00Z"), with(fine, "at", "0000-01-01T00:00:00Z"),
                with(fine, "text", "x".repeat(4001)), with(fine, "who", "me"), with(fine, "channel", 5))) {
            unchanged.refused(soft, "contact " + wrong, as("agent1").post("/api/cases/" + caseId + "/contacts", wrong), 400, "invalid-fields");
        }
        soft.assertAll();
    }

    @Test
    void what_comes_after_the_end_is_kept_and_a_supervisor_hears_when_it_matters() {
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", "x"));
        settle();
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "REJECTED");
        for (Map<String, Object> late : List.of(message("customerResponded", "channel", "CHAT", "text", "x"), message("customerWithdrew", "reason", "x"),
                message("customerChangedRequest", "amount", 5), message("escalationRequested", "reason", "x"),
                message("orderShipped", "waybill", "1"), message("parcelIntercepted", "waybill", "1"), message("payeeProvided", "payee", "x"),
                message("interceptFailed", "waybill", "1"), message("parcelRefused", "waybill", "1"),
                message("platformDecided", "decision", "REJECT"), message("platformDecided", "decision", "REFUND", "amount", 100))) {
            assertThat(as("supervisor1").post("/api/cases/" + caseId + "/messages", late).is(200).json()).containsEntry("effect", "STORED");
        }
        as("agent1").post("/api/cases/" + caseId + "/messages", message("conversionRequested", "toType", "slowReview", "reason", "x"))
                .isProblem(409, "conversion-not-now");
        settle();
        assertThat(as("auditor1").sees(caseId)).containsEntry("status", "CLOSED").containsEntry("outcome", "REJECTED").containsEntry("settled", true);
        assertThat(kinds(caseId)).filteredOn("MESSAGE_LATE"::equals).hasSize(11);
        // the escalation and the platform's refund: nobody may overlook them
        assertThat(jdbc.sql("SELECT COUNT(DISTINCT message_key) FROM outgoing_message WHERE case_id = ? AND template = 'platform-differs'")
                .param(caseId).query(Long.class).single()).isGreaterThanOrEqualTo(2);
    }
}

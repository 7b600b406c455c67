package org.shouhou.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** A page that sends something again because its answer got lost. */
class RepeatedNotesStackTest extends StackTest {

    @Test
    void the_same_note_and_the_same_contact_sent_again_stand_there_once() {
        String caseId = opened();
        Browser browser = signedIn();
        browser.get("/cases/" + caseId);
        String note = id();
        String contact = id();
        for (int i = 0; i < 3; i++) {
            browser.post("/cases/" + caseId + "/notes", Map.of("requestId", note, "kind", "GENERAL", "text", "once"));
            browser.post("/cases/" + caseId + "/contacts", Map.of("requestId", contact, "channel", "PHONE", "outcome", "REACHED", "text", "once"));
        }
        assertThat(kinds(caseId)).filteredOn("NOTE"::equals).hasSize(1);
        assertThat(kinds(caseId)).filteredOn("CONTACT"::equals).hasSize(1);
    }

    @Test
    void an_id_that_stood_for_another_case_or_is_none_changes_nothing() {
        String caseId = opened();
        String other = opened();
        Browser browser = signedIn();
        browser.get("/cases/" + caseId);
        String used = id();
        browser.post("/cases/" + caseId + "/notes", Map.of("requestId", used, "kind", "GENERAL", "text", "first"));
        for (String id : List.of(used, "x", "a b c d e f g h", "y".repeat(65))) {
            assertThat(browser.post("/cases/" + other + "/notes", Map.of("requestId", id, "kind", "GENERAL", "text", "second")).statusCode()).isLessThan(500);
        }
        assertThat(kinds(other)).doesNotContain("NOTE");
    }

    private String opened() {
        return as("presale1").opens(Map.of("type", "refund", "orderNo", order().line("SKU-1", 1, "300.00").shipped("SF1").imported(), "reason", "QUALITY"));
    }

    private Browser signedIn() {
        return new Browser(port, "en").signIn("agent1");
    }
}

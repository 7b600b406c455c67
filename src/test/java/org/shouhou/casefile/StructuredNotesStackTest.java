package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** R7: notes are structured where it matters. R39: what is urgent comes first. */
class StructuredNotesStackTest extends StackTest {

    private static final String OLD = "上海市浦东新区世纪大道100号";
    private static final String NEW = "北京市海淀区中关村大街27号3单元501室";
    private static final String OTHER = "北京市海淀区中关村大街72号";

    private String held() {
        String orderNo = order().line("SKU-1", 1, "100.00").line("SKU-2", 1, "200.00").imported();
        String caseId = as("presale1").opens(Map.of("type", "slowReview", "orderNo", orderNo, "reason", "ADDRESS_UNCLEAR"));
        settle();
        return caseId;
    }

    private void notes(String caseId, Object... parts) {
        as("agent1").post("/api/cases/" + caseId + "/notes", note(parts)).is(204);
    }

    private static Map<String, Object> note(Object... parts) {
        Map<String, Object> note = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            note.put((String) parts[i], parts[i + 1]);
        }
        return note;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> seen(String caseId) {
        return as("auditor1").get("/api/cases/" + caseId + "/notes").is(200).json();
    }

    @Test
    void r7_an_address_a_substitute_and_a_gift_are_noted_with_all_their_parts() {
        String caseId = held();
        notes(caseId, "kind", "ADDRESS", "oldAddress", OLD, "newAddress", NEW, "text", "moved");
        notes(caseId, "kind", "SUBSTITUTE", "sku", "SKU-9", "quantity", 1, "line", 2);
        notes(caseId, "kind", "GIFT", "sku", "CUP", "quantity", 2);
        notes(caseId, "text", "a remark");
        assertThat(seen(caseId).get("notes")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .extracting("kind").containsExactly("ADDRESS", "SUBSTITUTE", "GIFT", "GENERAL");
        assertThat(kinds(caseId)).filteredOn("NOTE"::equals).hasSize(4);
    }

    @Test
    void r7_when_two_addresses_turn_up_the_customer_confirms_one_before_anything_ships_there() {
        String caseId = held();
        notes(caseId, "kind", "ADDRESS", "oldAddress", OLD, "newAddress", NEW);
        notes(caseId, "kind", "ADDRESS", "oldAddress", OLD, "newAddress", OTHER);
        assertThat(seen(caseId)).containsEntry("addressesToConfirm", List.of(NEW, OTHER));
        assertThat(kinds(caseId)).contains("ADDRESSES_DIFFER");
        as("agent1").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", "please the other address"));
        settle();
        Map<String, Object> change = Map.of("decision", "CHANGE_ADDRESS", "oldAddress", OLD, "newAddress", OTHER);
        as("agent1").tries(caseId, "resolveHeldOrder", change).isProblem(422, "address-unconfirmed");
        as("agent1").post("/api/cases/" + caseId + "/notes", note("kind", "ADDRESS_CONFIRMED", "newAddress", "上海市静安区南京西路1号"))
                .isProblem(400, "invalid-fields");
        notes(caseId, "kind", "ADDRESS_CONFIRMED", "newAddress", OTHER);
        assertThat(seen(caseId)).containsEntry("addressesToConfirm", List.of());
        as("agent1").tries(caseId, "resolveHeldOrder", Map.of("decision", "CHANGE_ADDRESS", "oldAddress", OLD, "newAddress", NEW))
                .isProblem(422, "address-unconfirmed");
        as("agent1").decides(caseId, "resolveHeldOrder", change);
    }

    @Test
    void r39_a_note_that_says_urgent_puts_the_case_first() {
        String caseId = held();
        String later = held();
        notes(later, "text", "客户着急，急件！");
        notes(later, "text", "URGENT, really");
        assertThat(as("agent1").sees(later)).containsEntry("urgent", true);
        assertThat(as("agent1").sees(caseId)).containsEntry("urgent", false);
        assertThat(kinds(later)).filteredOn("CASE_URGENT"::equals).hasSize(1);
        assertThat(jdbc.sql("SELECT MAX(priority) FROM queue_entry WHERE case_id = ?").param(Long.valueOf(later)).query(Integer.class).single()).isEqualTo(1);
        assertThat(as("agent1").post("/api/tasks/next", null).is(200).json()).containsEntry("caseId", later);
        as("agent1").get("/api/tasks?view=team").is(200);
    }

    @Test
    void r7_half_an_address_or_an_article_without_a_quantity_is_refused_part_by_part() {
        String caseId = held();
        Map<String, Map<String, Object>> bad = new LinkedHashMap<>();
        bad.put("unknown kind", note("kind", "RUMOUR", "text", "x"));
        bad.put("nothing said", note("kind", "GENERAL"));
        bad.put("too long", note("text", "x".repeat(4001)));
        bad.put("no old address", note("kind", "ADDRESS", "newAddress", NEW));
        bad.put("no new address", note("kind", "ADDRESS", "oldAddress", OLD));
        bad.put("no door number", note("kind", "ADDRESS", "oldAddress", OLD, "newAddress", "北京市海淀区中关村大街"));
        bad.put("only a number", note("kind", "ADDRESS", "oldAddress", OLD, "newAddress", "1234567"));
        bad.put("the same", note("kind", "ADDRESS", "oldAddress", OLD, "newAddress", OLD + " "));
        bad.put("long address", note("kind", "ADDRESS", "oldAddress", OLD, "newAddress", NEW.repeat(30)));
        bad.put("address in a remark", note("text", "x", "newAddress", NEW));
        bad.put("no sku", note("kind", "GIFT", "quantity", 1));
        bad.put("no quantity", note("kind", "SUBSTITUTE", "sku", "S"));
        bad.put("none of it", note("kind", "GIFT", "sku", "S", "quantity", 0));
        bad.put("half of it", note("kind", "GIFT", "sku", "S", "quantity", 1.5));
        bad.put("long sku", note("kind", "GIFT", "sku", "S".repeat(65), "quantity", 1));
        bad.put("no such line", note("kind", "SUBSTITUTE", "sku", "S", "quantity", 1, "line", 7));
        bad.put("a gift for a line", note("kind", "GIFT", "sku", "S", "quantity", 1, "line", 1));
        bad.put("unknown field", note("text", "x", "mood", "bad"));
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        bad.forEach((what, note) -> unchanged.refused(soft, what, as("agent1").post("/api/cases/" + caseId + "/notes", note), 400, "invalid-fields"));
        soft.assertAll();
    }
}

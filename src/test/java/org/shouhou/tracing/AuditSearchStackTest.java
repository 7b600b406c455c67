package org.shouhou.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.UriComponentsBuilder;

/** An auditor finds cases, open and closed, by whatever is known of them. */
class AuditSearchStackTest extends StackTest {

    private static final Map<String, Object> REFUSED = Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE",
            "evidence", "物流显示已签收", "responsible", "COURIER");

    @Autowired
    OlderCases older;

    private final String sku = "AUD-" + id().substring(0, 12);

    private String url(String path, Object... fieldsAndTexts) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath(path);
        Map<String, Object> texts = new LinkedHashMap<>();
        for (int i = 0; i < fieldsAndTexts.length; i += 2) {
            url.queryParam((String) fieldsAndTexts[i], "{" + fieldsAndTexts[i] + "}");
            texts.put((String) fieldsAndTexts[i], fieldsAndTexts[i + 1]);
        }
        return url.encode().buildAndExpand(texts).toUriString();
    }

    private Desk.Answer asks(Object... fieldsAndTexts) {
        return as("auditor1").get(url("/api/audit/cases", fieldsAndTexts));
    }

    @SuppressWarnings("unchecked")
    private List<String> finds(Object... fieldsAndTexts) {
        return ((List<Map<String, Object>>) asks(fieldsAndTexts).is(200).json().get("cases")).stream().map(one -> (String) one.get("caseId")).toList();
    }

    /** With this test's SKU, so that other tests' cases do not matter. */
    private List<String> findsOurs(Object... fieldsAndTexts) {
        return finds(Stream.concat(Stream.of("sku", sku), Stream.of(fieldsAndTexts)).toArray());
    }

    private String opens(String type, String reason, Object... more) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("type", type, "reason", reason));
        wanted.put("orderNo", order().line(sku, 1, "300.00").shipped("SFAUD" + System.nanoTime()).imported());
        for (int i = 0; i < more.length; i += 2) {
            wanted.put((String) more[i], more[i + 1]);
        }
        String caseId = as("agent1").opens(wanted);
        settle();
        return caseId;
    }

    private void refuse(String caseId) {
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE", "evidence", "照片"));
        settle();
    }

    @Test
    void a_case_is_found_by_its_number_order_buyer_and_waybill_open_or_closed() {
        String orderNo = order().line(sku, 1, "300.00").shipped("SFAUDW" + id()).buyer("审计买家" + sku, "").imported();
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        Map<String, Object> file = as("auditor1").sees(caseId);
        String waybill = jdbc.sql("SELECT waybill FROM shop_order WHERE order_no = ?").param(orderNo).query(String.class).single();
        for (int round = 0; round < 2; round++) {
            assertThat(finds("case", file.get("number"))).containsExactly(caseId);
            assertThat(finds("case", caseId)).containsExactly(caseId);
            assertThat(finds("order", orderNo.toLowerCase())).containsExactly(caseId);
            assertThat(finds("buyer", "审计买家" + sku.toUpperCase())).containsExactly(caseId);
            assertThat(finds("waybill", waybill)).containsExactly(caseId);
            assertThat(findsOurs("status", round == 0 ? "OPEN" : "CLOSED")).containsExactly(caseId);
            assertThat(findsOurs("status", round == 0 ? "CLOSED" : "OPEN")).isEmpty();
            if (round == 0) {
                refuse(caseId);
            }
        }
    }

    @Test
    void a_case_is_found_by_who_worked_on_it_who_decided_its_kind_reason_outcome_channel_shop_and_courier() {
        String refused = opens("refund", "QUALITY");
        refuse(refused);
        String open = opens("refund", "OTHER", "channel", "PHONE");
        assertThat(findsOurs()).as("newest first").containsExactly(open, refused);
        assertThat(findsOurs("agent", "agent1")).containsExactly(open, refused);
        assertThat(findsOurs("decidedBy", "agent1")).containsExactly(refused);
        assertThat(findsOurs("decidedBy", "agent2")).isEmpty();
        assertThat(findsOurs("type", "refund")).containsExactly(open, refused);
        assertThat(findsOurs("type", "complaint")).isEmpty();
        assertThat(findsOurs("reason", "OTHER")).containsExactly(open);
        assertThat(findsOurs("outcome", "REJECTED")).containsExactly(refused);
        assertThat(findsOurs("channel", "PHONE")).containsExactly(open);
        assertThat(findsOurs("courier", "SF")).containsExactly(open, refused);
        assertThat(findsOurs("shop", as("auditor1").sees(open).get("shop"), "reason", "QUALITY", "decidedBy", "agent1")).containsExactly(refused);
    }

    @Test
    void a_case_is_found_by_any_amount_asked_or_paid_to_the_cent() {
        String asked = opens("refund", "QUALITY", "amount", Map.of("minor", 12345, "currency", "CNY"));
        opens("refund", "QUALITY", "amount", Map.of("minor", 12346, "currency", "CNY"));
        assertThat(findsOurs("minMinor", 12345, "maxMinor", 12345)).containsExactly(asked);
        assertThat(findsOurs("minMinor", 12345)).hasSize(2);
        assertThat(findsOurs("maxMinor", 12344)).isEmpty();
        as("agent1").decides(asked, "reviewRefund", Map.of("decision", "APPROVE_PART", "amountMinor", 12001));
        settle();
        assertThat(findsOurs("minMinor", 12001, "maxMinor", 12001)).as("what was paid").containsExactly(asked);
    }

    @Test
    void a_case_is_found_by_the_deadline_it_missed_and_by_who_was_responsible() {
        String late = opens("complaint", "FALSE_SHIPMENT");
        as("supervisor1").post("/api/cases/" + late + "/alerts/acknowledge", null).is(200);
        assertThat(findsOurs("missed", "COMPLAINT_ANSWER")).isEmpty();
        pass(Duration.ofHours(25));
        assertThat(findsOurs("missed", "COMPLAINT_ANSWER")).containsExactly(late);
        as("supervisor1").decides(late, "takeOverComplaint", REFUSED);
        settle();
        assertThat(findsOurs("responsible", "COURIER")).containsExactly(late);
        as("agent1").tells(late, "customerWithdrew", Map.of("reason", "算了"));
    }

    @Test
    void a_case_is_found_by_the_table_the_row_and_the_refused_attempt() {
        String caseId = opens("refund", "QUALITY");
        assertThat(findsOurs("rule", "refundRoute")).containsExactly(caseId);
        String row = jdbc.sql("SELECT MAX(code) FROM audit_fact WHERE kind = 'RULE' AND case_id = ? AND code LIKE 'refundRoute/%'").param(Long.valueOf(caseId)).query(String.class).single();
        assertThat(findsOurs("rule", row)).containsExactly(caseId);
        assertThat(findsOurs("rule", "refused")).isEmpty();
    }

    @Test
    void a_case_is_found_by_when_it_was_opened_and_closed() {
        String first = opens("refund", "QUALITY");
        String day = now().toLocalDate().toString();
        refuse(first);
        pass(Duration.ofDays(1));
        String second = opens("refund", "QUALITY");
        String next = now().toLocalDate().toString();
        assertThat(findsOurs("openedFrom", day, "openedTo", day)).containsExactly(first);
        assertThat(findsOurs("openedFrom", next)).containsExactly(second);
        assertThat(findsOurs("openedFrom", clock.instant().minusSeconds(3600))).containsExactly(second);
        assertThat(findsOurs("closedFrom", day, "closedTo", day)).containsExactly(first);
        assertThat(findsOurs("closedFrom", next)).isEmpty();
    }

    @Test
    void pages_follow_each_other_without_a_gap_or_a_case_twice() {
        List<String> all = Stream.generate(() -> opens("refund", "QUALITY")).limit(3).toList();
        // smaller pages than the screen's are asked of the search itself
        String cursor = null;
        List<String> seen = new ArrayList<>();
        do {
            AuditSearch.Page page = search.find(search.wanted(Map.of("sku", sku)), cursor, 2);
            page.cases().forEach(file -> seen.add(Long.toString(file.id())));
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(seen).containsExactly(all.get(2), all.get(1), all.get(0));
    }

    @Test
    void an_amount_many_cases_have_finds_each_of_them_once_newest_first_as_a_rare_one_does() {
        long rare = 900_000_000_000L;
        String first = opens("refund", "QUALITY");
        String second = opens("refund", "QUALITY");
        try {
            adds(first, rare);
            adds(second, rare);
            assertThat(byAmount(rare)).containsExactly(second, first);
            for (int more = 1; more <= 2001; more++) {
                adds(first, rare + more);
            }
            assertThat(byAmount(rare)).as("too many to be looked up as a whole").containsExactly(second, first);
        } finally {
            jdbc.sql("DELETE FROM audit_amount WHERE amount_minor >= ?").param(rare).update();
        }
    }

    private void adds(String caseId, long amountMinor) {
        jdbc.sql("INSERT INTO audit_amount (case_id, amount_minor, opened_at) SELECT id, ?, opened_at FROM case_file WHERE id = ?").params(amountMinor, Long.valueOf(caseId)).update();
    }

    private List<String> byAmount(long least) {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            AuditSearch.Page page = search.find(search.wanted(Map.of("minMinor", Long.toString(least))), cursor, 1);
            page.cases().forEach(file -> seen.add(Long.toString(file.id())));
            cursor = page.cursor();
        } while (cursor != null);
        return seen;
    }

    @Autowired
    AuditSearch search;

    @Test
    void the_list_goes_out_as_a_table_no_spreadsheet_calculates() {
        String orderNo = order().line(sku, 1, "300.00").buyer("＝HYPERLINK(1)" + sku, "").imported();
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        String csv = as("auditor1").get(url("/api/audit/cases.csv", "sku", sku)).is(200).body();
        assertThat(csv).startsWith("\uFEFF").contains((String) as("auditor1").sees(caseId).get("number")).contains(",'＝HYPERLINK").contains(orderNo);
    }

    @Test
    void cases_from_before_the_index_are_added_to_it_newest_first() {
        String caseId = opens("refund", "QUALITY");
        refuse(caseId);
        jdbc.sql("DELETE FROM audit_fact WHERE case_id = ?").param(Long.valueOf(caseId)).update();
        jdbc.sql("DELETE FROM audit_amount WHERE case_id = ?").param(Long.valueOf(caseId)).update();
        assertThat(findsOurs()).isEmpty();
        jdbc.sql("UPDATE audit_backlog SET next_case = ?").param(Long.valueOf(caseId)).update();
        OlderCases afterARestart = new OlderCases(jdbc, table, cases, history, transactions);
        assertThat(afterARestart.workOnce()).isTrue();
        assertThat(findsOurs("agent", "agent1", "outcome", "REJECTED", "decidedBy", "agent1")).containsExactly(caseId);
        while (afterARestart.workOnce()) {
            assertThat(afterARestart.left()).isLessThan(Long.parseLong(caseId));
        }
        assertThat(afterARestart.left()).isZero();
        assertThat(asks("sku", sku).json().get("indexedFrom")).isNull();
    }

    @Autowired
    FactTable table;
    @Autowired
    org.shouhou.casefile.CaseFiles cases;
    @Autowired
    org.shouhou.audit.CaseHistory history;
    @Autowired
    org.springframework.transaction.PlatformTransactionManager transactions;

    @Test
    void what_is_asked_wrongly_is_said_field_by_field_and_only_who_may_gets_an_answer() {
        assertThat(asks("reason", "NONSENSE", "minMinor", "a lot", "openedFrom", "yesterday", "colour", "red").isProblem(400, "invalid-fields").body())
                .contains("\"reason\"", "\"minMinor\"", "\"openedFrom\"", "\"colour\"");
        asks("minMinor", "5", "maxMinor", "4").isProblem(400, "invalid-fields");
        asks("openedFrom", "2026-11-12", "openedTo", "2026-11-11").isProblem(400, "invalid-fields");
        asks("openedFrom", "+999999999-01-01").isProblem(400, "invalid-fields");
        asks("agent", "x".repeat(101)).isProblem(400, "invalid-fields");
        asks("cursor", "no cursor").isProblem(400, "invalid-fields");
        as("auditor1").get("/api/audit/cases.csv?status=MAYBE").isProblem(400, "invalid-fields");
        as("agent1").get("/api/audit/cases").isProblem(403, "not-allowed");
        as("supervisor1").get("/api/audit/cases").is(200);
        assertThat(as("auditor1").get("/audit?least=%E5%BE%88%E5%A4%9A").is(200).body()).contains("class=\"wrong\"");
    }
}

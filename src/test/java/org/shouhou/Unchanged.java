package org.shouhou;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What refused calls must leave as it was: rows of every table a case touches. */
public final class Unchanged {

    private static final List<String> TABLES = List.of("case_file", "case_line", "case_event", "message_fact", "deadline",
            "queue_entry", "completed_command", "consent", "refund", "refund_line", "refund_work", "held_shipment",
            "contact_attempt", "promise", "shipping_notice", "call_back", "reply_template", "reply_version", "reply_sent", "attachment", "attachment_part", "case_note", "buyer_flag", "memo_wish", "outside_effect", "outgoing_message", "ACT_RU_EXECUTION", "ACT_RU_TASK", "ACT_RU_EXT_TASK");

    private final JdbcClient jdbc;
    private Map<String, Object> before;

    public Unchanged(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.before = rows();
    }

    private Map<String, Object> rows() {
        Map<String, Object> rows = new LinkedHashMap<>();
        for (String table : TABLES) {
            rows.put(table, jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single());
        }
        rows.put("balances", jdbc.sql("SELECT SUM(refunded_minor), SUM(reserved_minor), SUM(elsewhere_minor) FROM order_balance")
                .query().singleRow().values().toString());
        rows.put("revisions", jdbc.sql("SELECT SUM(revision) FROM queue_entry").query().singleRow().values().toString());
        return rows;
    }

    /** Asserts a complete Problem Detail of this status, and that nothing was written. */
    public void refused(SoftAssertions soft, String what, Desk.Answer answer, int status, String slug) {
        complete(soft, what, answer, status, slug);
        Map<String, Object> after = rows();
        soft.assertThat(after).as("written by: " + what).isEqualTo(before);
        before = after;
    }

    /** Asserts a complete Problem Detail: stable type, title, detail and status. */
    public static void complete(SoftAssertions soft, String what, Desk.Answer answer, int status, String slug) {
        soft.assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(status);
        try {
            Map<String, Object> problem = answer.json();
            soft.assertThat(problem.get("type")).as(what).isEqualTo("/problems/" + slug);
            soft.assertThat((String) problem.get("title")).as(what + ": title").isNotBlank();
            soft.assertThat((String) problem.get("detail")).as(what + ": detail").isNotBlank();
            soft.assertThat(problem.get("status")).as(what).isEqualTo(status);
        } catch (RuntimeException noJson) {
            soft.fail("%s: no Problem Detail but %s", what, answer.body());
        }
    }
}

package org.shouhou.refund;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.shouhou.authority.Consents;
import org.shouhou.common.Db;
import org.shouhou.identity.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was proposed and decided about a case's money so far; the engine keeps only what its gateways read. */
@Repository
public class RefundWork {

    /**
     * @param proposedMinor what somebody proposes to pay; null while nobody does
     * @param openMinor     what the payment under way still has to settle (see {@link PaymentWork})
     * @param proposerRole  AUTO, AGENT, SUPERVISOR or MANAGER
     * @param route         who decides, by the rule {@code refundRoute}; {@code routeWhy} its reason
     */
    public record Work(Long proposedMinor, long openMinor, String proposedBy, String proposerRole, String route,
            String routeWhy, String reasonCode, String evidence, String question, String sentBackWhy, String inspection) {
    }

    private final JdbcClient jdbc;
    private final Consents consents;

    RefundWork(JdbcClient jdbc, Consents consents) {
        this.jdbc = jdbc;
        this.consents = consents;
    }

    /** What is noted for a case; begins empty. */
    public Work of(long caseId) {
        return jdbc.sql("SELECT * FROM refund_work WHERE case_id = ?").param(caseId).query(RefundWork::map).optional()
                .orElseGet(() -> {
                    jdbc.sql("INSERT INTO refund_work (case_id) VALUES (?)").param(caseId).update();
                    return of(caseId);
                });
    }

    /** Somebody proposes to pay an amount in minor units; a consent to what was proposed before does not cover it. */
    public void propose(long caseId, long amountMinor, Actor by) {
        of(caseId);
        consents.lapse(caseId);
        set(caseId, "proposed_minor = ?, proposed_by = ?, proposer_role = ?, sent_back_why = NULL",
                amountMinor, by.name(), RefundAuthority.proposerRole(by));
    }

    void route(long caseId, String route, String why) {
        of(caseId);
        set(caseId, "route = ?, route_why = ?", route, why);
    }

    void refuse(long caseId, String reasonCode, String evidence) {
        of(caseId);
        set(caseId, "reason_code = ?, evidence = ?", reasonCode, evidence);
    }

    void ask(long caseId, String question) {
        of(caseId);
        set(caseId, "question = ?", question);
    }

    void sentBack(long caseId, String why) {
        set(caseId, "sent_back_why = ?", why);
    }

    void inspected(long caseId, String result) {
        set(caseId, "inspection = ?", result);
    }

    /** The request changed: everything proposed about the old one is void (R38). */
    void startOver(long caseId) {
        of(caseId);
        set(caseId, """
                proposed_minor = NULL, open_minor = 0, proposed_by = NULL, proposer_role = NULL, route = NULL,
                route_why = NULL, reason_code = NULL, evidence = NULL, question = NULL, sent_back_why = NULL,
                inspection = NULL""");
    }

    private void set(long caseId, String assignments, Object... values) {
        var statement = jdbc.sql("UPDATE refund_work SET " + assignments + " WHERE case_id = ?");
        for (Object value : values) {
            statement = statement.param(value);
        }
        statement.param(caseId).update();
    }

    private static Work map(ResultSet row, int n) throws SQLException {
        return new Work(Db.nullableLong(row, "proposed_minor"), row.getLong("open_minor"), row.getString("proposed_by"),
                row.getString("proposer_role"), row.getString("route"), row.getString("route_why"),
                row.getString("reason_code"), row.getString("evidence"), row.getString("question"),
                row.getString("sent_back_why"), row.getString("inspection"));
    }
}

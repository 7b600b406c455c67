package org.shouhou.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Db;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a case counts as, read from where its facts are kept; a few looks along the indexes of the one case. */
@Component
class CaseFacts {

    /** Whom a case is put down to when it is no agent's (R41). */
    static final Set<String> OTHERS = Set.of("COURIER", "WAREHOUSE", "PRODUCT", "PLATFORM");

    private static final String CASE = """
            SELECT c.shop, c.type, c.reason, c.currency, c.opened_at, c.first_reply_at, c.closed_at, c.merged_into, o.courier, r.responsible,
              (SELECT l.sku FROM order_line l WHERE l.order_id = c.order_id
                 AND (NOT EXISTS (SELECT 1 FROM case_line k WHERE k.case_id = c.id) OR EXISTS (SELECT 1 FROM case_line k WHERE k.case_id = c.id AND k.line_id = l.id))
                 ORDER BY l.paid_minor DESC, l.line_no LIMIT 1) AS sku,
              (SELECT e.actor FROM case_event e WHERE e.case_id = c.id AND e.kind = 'TASK_COMPLETED' AND e.actor <> :system ORDER BY e.seq DESC LIMIT 1) AS agent
            FROM case_file c JOIN shop_order o ON o.id = c.order_id LEFT JOIN case_responsible r ON r.case_id = c.id WHERE c.id = :case""";

    private static final String MONEY = """
            SELECT r.kind AS measure, COALESCE(r.settled_ms, r.created_ms) AS at_ms, r.currency, r.amount_minor AS total
              FROM refund r WHERE r.case_id = :case AND (r.state = 'SUCCEEDED' OR r.state = 'EXTERNAL')
            UNION ALL SELECT 'GIFT', COALESCE(p.ended_ms, p.created_ms), p.currency, p.amount_minor
              FROM compensation p WHERE p.case_id = :case AND p.state = 'COMPENSATED' AND (p.kind = 'GIFT' OR p.kind = 'COUPON')
            UNION ALL SELECT 'RESHIP', s.ordered_ms, c.currency,
                (SELECT COALESCE(SUM(FLOOR(l.paid_minor * g.quantity / l.quantity)), 0) FROM second_parcel_line g JOIN order_line l ON l.id = g.line_id WHERE g.parcel_id = s.id)
              FROM second_parcel s JOIN case_file c ON c.id = s.case_id
              WHERE s.case_id = :case AND s.purpose = 'RESHIP' AND (s.state = 'ORDERED' OR s.state = 'DELIVERED') AND s.ordered_ms IS NOT NULL
            UNION ALL SELECT 'RECOVERED', k.ended_ms, k.currency, -k.recovered_minor
              FROM courier_claim k WHERE k.case_id = :case AND k.state = 'RECOVERED' AND k.recovered_minor > 0""";

    private static final String CLOCKS = "SELECT state, ended_at FROM deadline WHERE case_id = :case AND (state = 'MET' OR state = 'MISSED') AND ended_at IS NOT NULL";
    private static final String REOPENED = "SELECT at_ms FROM case_event WHERE case_id = :case AND kind = 'CASE_REOPENED'";

    private record Known(Fact.Marks marks, Instant openedAt, Instant repliedAt, Instant closedAt, boolean merged) {
    }

    private final JdbcClient jdbc;
    private final Settings settings;

    CaseFacts(JdbcClient jdbc, Settings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** By day, measure and currency. Of a case merged into another only its money counts: the rest is the other's (R38). */
    Map<Fact.Key, Fact> of(long caseId) {
        Known known = jdbc.sql(CASE).param("case", caseId).param("system", CaseHistory.SYSTEM).query(CaseFacts::known).single();
        ZoneId zone = settings.zone(known.marks.shop());
        Map<Fact.Key, Fact> facts = new LinkedHashMap<>();
        jdbc.sql(MONEY).param("case", caseId).query(row -> {
            add(facts, Measure.valueOf(row.getString("measure")), Instant.ofEpochMilli(row.getLong("at_ms")), zone, row.getString("currency"), row.getLong("total"), known);
        });
        if (known.merged) {
            return facts;
        }
        add(facts, Measure.INTAKE, known.openedAt, zone, "", 0, known);
        if (known.repliedAt != null) {
            add(facts, Measure.FIRST_REPLY, known.repliedAt, zone, "", seconds(known, known.repliedAt), known);
        }
        if (known.closedAt != null) {
            add(facts, Measure.CLOSED, known.closedAt, zone, "", seconds(known, known.closedAt), known);
        }
        jdbc.sql(CLOCKS).param("case", caseId).query(row -> {
            add(facts, Measure.valueOf(row.getString("state")), Db.instant(row, "ended_at"), zone, "", 0, known);
        });
        jdbc.sql(REOPENED).param("case", caseId).query(row -> {
            add(facts, Measure.REOPENED, Instant.ofEpochMilli(row.getLong("at_ms")), zone, "", 0, known);
        });
        return facts;
    }

    private static long seconds(Known known, Instant until) {
        return until.getEpochSecond() - known.openedAt.getEpochSecond();
    }

    private static void add(Map<Fact.Key, Fact> facts, Measure measure, Instant at, ZoneId zone, String currency, long total, Known known) {
        Fact.Key key = new Fact.Key(measure, LocalDate.ofInstant(at, zone), currency);
        facts.merge(key, new Fact(key, 1, total, known.marks), Fact::plus);
    }

    private static Known known(ResultSet row, int n) throws SQLException {
        String responsible = text(row, "responsible");
        return new Known(new Fact.Marks(row.getString("shop"), row.getString("type"), row.getString("reason"), text(row, "sku"), text(row, "courier"),
                responsible, OTHERS.contains(responsible) ? "" : text(row, "agent")), Db.instant(row, "opened_at"), Db.instant(row, "first_reply_at"),
                Db.instant(row, "closed_at"), Db.nullableLong(row, "merged_into") != null);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}

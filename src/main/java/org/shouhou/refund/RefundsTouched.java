package org.shouhou.refund;

import java.util.List;
import org.shouhou.authority.FourEyes;
import org.shouhou.settings.SettingRow;
import org.shouhou.settings.Settings;
import org.shouhou.settings.TouchedWork;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refunds to be decided or agreed whose amount another level would cover (R10). */
@Component
class RefundsTouched implements TouchedWork {

    private record Open(String number, String task, String shop, long amount, String currency) {
    }

    private final JdbcClient jdbc;
    private final RefundAuthority now;
    private final FourEyes fourEyes;

    RefundsTouched(JdbcClient jdbc, RefundAuthority now, FourEyes fourEyes) {
        this.jdbc = jdbc;
        this.now = now;
        this.fourEyes = fourEyes;
    }

    @Override
    public List<Touched> ifSet(Settings then, SettingRow row) {
        if (!row.name().startsWith("refund.limit.")) {
            return List.of();
        }
        RefundAuthority wanted = new RefundAuthority(then, fourEyes);
        return jdbc.sql("""
                SELECT q.case_number, q.task_key, q.shop, q.currency,
                  CASE WHEN q.task_key = 'approveRefund' THEN COALESCE(w.proposed_minor, q.amount_minor) ELSE q.amount_minor END AS amount
                FROM queue_entry q LEFT JOIN refund_work w ON w.case_id = q.case_id
                WHERE q.task_key = 'approveRefund' OR q.task_key = 'reviewRefund' ORDER BY q.due_at, q.task_id""")
                .query((one, n) -> new Open(one.getString("case_number"), one.getString("task_key"), one.getString("shop"),
                        one.getLong("amount"), one.getString("currency"))).list().stream()
                .filter(open -> row.shop().isEmpty() || row.shop().equals(open.shop()))
                .map(open -> new Touched(open.number(), open.task(), open.amount(), open.currency(),
                        now.levelOf(open.amount(), open.shop()).name(), wanted.levelOf(open.amount(), open.shop()).name()))
                .filter(touched -> !touched.before().equals(touched.after())).toList();
    }
}

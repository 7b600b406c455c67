package org.shouhou.authority;

import java.util.List;
import org.shouhou.settings.SettingRow;
import org.shouhou.settings.Settings;
import org.shouhou.settings.TouchedWork;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compensations that wait for consent and whose amount another level would cover (R10). */
@Component
class CompensationsTouched implements TouchedWork {

    private record Open(String number, String shop, Kind kind, long amount, String currency) {
    }

    private final JdbcClient jdbc;
    private final Limits now;

    CompensationsTouched(JdbcClient jdbc, Limits now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    @Override
    public List<Touched> ifSet(Settings then, SettingRow row) {
        if (!row.name().matches("compensation\\.\\w+\\.limit\\.\\w+")) {
            return List.of();
        }
        Limits wanted = new Limits(then);
        return jdbc.sql("""
                SELECT c.number, c.shop, p.kind, p.amount_minor, p.currency FROM queue_entry q
                JOIN compensation p ON p.case_id = q.case_id AND p.state = 'PROPOSED' JOIN case_file c ON c.id = q.case_id
                WHERE q.task_key = 'approveCompensation' ORDER BY q.due_at, p.id""")
                .query((one, n) -> new Open(one.getString("number"), one.getString("shop"), Kind.valueOf(one.getString("kind")),
                        one.getLong("amount_minor"), one.getString("currency"))).list().stream()
                .filter(open -> row.shop().isEmpty() || row.shop().equals(open.shop()))
                .map(open -> new Touched(open.number(), "approveCompensation", open.amount(), open.currency(),
                        now.levelOf(open.kind(), open.amount(), open.shop()).name(), wanted.levelOf(open.kind(), open.amount(), open.shop()).name()))
                .filter(touched -> !touched.before().equals(touched.after())).distinct().toList();
    }
}

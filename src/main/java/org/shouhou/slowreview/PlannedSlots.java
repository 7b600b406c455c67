package org.shouhou.slowreview;

import java.util.List;
import org.shouhou.casefile.CaseSlots;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The slots of a held order, for the page of its case. */
@Repository
class PlannedSlots implements CaseSlots {

    private final JdbcClient jdbc;

    PlannedSlots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Slot> of(long caseId) {
        return jdbc.sql("SELECT day_no, part, opens_at, ends_at, state FROM contact_slot WHERE case_id = ? ORDER BY slot_no")
                .param(caseId).query((row, n) -> new Slot(row.getInt("day_no"), row.getString("part"),
                        Db.instant(row, "opens_at"), Db.instant(row, "ends_at"), row.getString("state"))).list();
    }
}

package org.shouhou.settings;

import java.util.List;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The values set so far. */
@Repository
class SettingTable {

    private final JdbcClient jdbc;

    SettingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<SettingRow> all() {
        return jdbc.sql("SELECT name, shop, value_text, valid_from, valid_to, set_by FROM setting ORDER BY name, shop, valid_from")
                .query((row, n) -> new SettingRow(row.getString("name"), row.getString("shop"), row.getString("value_text"),
                        Db.instant(row, "valid_from"), Db.instant(row, "valid_to"), row.getString("set_by")))
                .list();
    }

    /** A second value from the same moment takes the first one's place. */
    void put(SettingRow row) {
        int changed = jdbc.sql("UPDATE setting SET value_text = ?, valid_to = ?, set_by = ? WHERE name = ? AND shop = ? AND valid_from = ?")
                .params(row.value(), Db.utc(row.to()), row.setBy(), row.name(), row.shop(), Db.utc(row.from())).update();
        if (changed == 0) {
            jdbc.sql("INSERT INTO setting (name, shop, value_text, valid_from, valid_to, set_by) VALUES (?, ?, ?, ?, ?, ?)")
                    .params(row.name(), row.shop(), row.value(), Db.utc(row.from()), Db.utc(row.to()), row.setBy()).update();
        }
    }
}

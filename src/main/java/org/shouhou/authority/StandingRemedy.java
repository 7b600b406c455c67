package org.shouhou.authority;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.shouhou.common.Db;

/**
 * Something an agent may give without asking, because a supervisor released it beforehand (R10): what, how much, for
 * which reason, until when; once per order.
 *
 * @param shop     empty for every shop
 * @param maxMinor up to how much, minor units; null for a gift
 * @param waits    for a manager's approval: it covers nothing until then
 * @param replaces the one it takes the place of once it is approved; null for none
 * @param sku      of a gift, with the most pieces of it in {@code quantity}
 */
record StandingRemedy(long id, String shop, String name, Kind kind, Long maxMinor, String sku, Integer quantity, String reasonCode,
        Instant validFrom, Instant validTo, String releasedBy, long releasedMs, String withdrawnBy, Long withdrawnMs, boolean waits, Long replaces,
        String approvedBy) {

    static StandingRemedy map(ResultSet row, int n) throws SQLException {
        return new StandingRemedy(row.getLong("id"), row.getString("shop"), row.getString("name"), Kind.valueOf(row.getString("kind")),
                Db.nullableLong(row, "max_minor"), row.getString("sku"), Db.nullableInt(row, "quantity"), row.getString("reason_code"),
                Db.instant(row, "valid_from"), Db.instant(row, "valid_to"), row.getString("released_by"), row.getLong("released_ms"),
                row.getString("withdrawn_by"), Db.nullableLong(row, "withdrawn_ms"), row.getBoolean("waits"), Db.nullableLong(row, "replaces"),
                row.getString("approved_by"));
    }
}

package org.shouhou.returns;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** The register of parcels nobody expected (R46), and the returns each may belong to. */
@Repository
public class UnidentifiedParcels {

    /**
     * @param condition INTACT, OPENED, DAMAGED or EMPTY
     * @param photos    what the warehouse noted about its pictures; null for none
     * @param signedAt  when the courier's delivery was signed for
     * @param pieces    how many were counted; null when nobody counted
     * @param state     OPEN, ASSIGNED (to {@code caseId}) or CLOSED (with a reason)
     */
    public record Parcel(long id, String waybill, String condition, String photos, Instant signedAt, String state,
            String caseId, String reasonCode, String note, String foundBy, long foundMs, String decidedBy,
            Integer pieces) {
    }

    /** @param why WAYBILL (of the order), HINT (what the warehouse read on it), WAITING (its goods are awaited) */
    public record Suggestion(String caseId, String number, String orderNo, String sku, String why) {
    }

    private static final int MOST = 10;
    private final JdbcClient jdbc;
    private final Clock clock;

    UnidentifiedParcels(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Long> openWith(String waybill) {
        return jdbc.sql("SELECT id FROM unidentified_parcel WHERE open_waybill = ?").param(waybill).query(Long.class).optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when it is in the register already */
    long add(String waybill, String condition, String photos, Integer pieces, Instant signedAt, String by) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                INSERT INTO unidentified_parcel (waybill, open_waybill, goods_condition, photos, signed_at, state, found_by, found_ms, pieces)
                VALUES (?, ?, ?, ?, ?, 'OPEN', ?, ?, ?)""")
                .param(waybill).param(waybill).param(condition).param(photos).param(Db.utc(signedAt)).param(by)
                .param(clock.millis()).param(pieces).update(key, "id");
        return key.getKey().longValue();
    }

    /** Those in the register, oldest first, at most 200; or those that left it, newest first. */
    public List<Parcel> list(boolean open) {
        return jdbc.sql("SELECT * FROM unidentified_parcel WHERE state " + (open ? "= 'OPEN' ORDER BY id" : "<> 'OPEN' ORDER BY id DESC")
                + " LIMIT 200").query(UnidentifiedParcels::map).list();
    }

    /** @throws Problem 404 when there is none */
    public Parcel get(long id) {
        return jdbc.sql("SELECT * FROM unidentified_parcel WHERE id = ?").param(id).query(UnidentifiedParcels::map).optional()
                .orElseThrow(() -> Problem.notFound("parcel", id));
    }

    /** Takes it out of the register. @return false when somebody else did before */
    boolean decide(long id, String state, Long caseId, String reasonCode, String note, String by) {
        return jdbc.sql("""
                UPDATE unidentified_parcel SET state = ?, open_waybill = NULL, case_id = ?, reason_code = ?, note = ?, decided_by = ?,
                  decided_ms = ? WHERE id = ? AND state = 'OPEN'""")
                .param(state).param(caseId).param(reasonCode).param(note).param(by).param(clock.millis()).param(id).update() == 1;
    }

    /**
     * Returns whose goods are awaited and that the parcel may belong to, the likeliest first.
     *
     * @param hint what stands on or in the parcel: the end of a phone number, a buyer, an SKU, an order or return number;
     *             null for none
     */
    public List<Suggestion> suggestions(Parcel parcel, String hint) {
        List<Suggestion> found = new ArrayList<>(waiting("WAYBILL", "o.waybill = ?", parcel.waybill()));
        if (hint != null && !hint.isBlank()) {
            String text = hint.strip();
            String ending = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
            found.addAll(waiting("HINT", text.matches("\\d{4,}") ? "(o.phone LIKE ? OR o.order_no = ? OR o.buyer = ? OR l.sku = ? OR r.authorisation = ?)"
                    : "(o.recipient = ? OR o.order_no = ? OR o.buyer = ? OR l.sku = ? OR r.authorisation = ?)",
                    text.matches("\\d{4,}") ? ending : text, text, text, text, text));
        } else {
            found.addAll(waiting("WAITING", "1 = 1"));
        }
        List<Suggestion> once = new ArrayList<>();
        found.stream().filter(one -> once.stream().noneMatch(other -> other.caseId().equals(one.caseId()))).limit(MOST).forEach(once::add);
        return once;
    }

    private List<Suggestion> waiting(String why, String condition, Object... values) {
        var statement = jdbc.sql("SELECT c.id, c.number, c.order_no, MIN(l.sku) AS sku FROM return_case r JOIN case_file c ON c.id = r.case_id "
                + "JOIN shop_order o ON o.id = c.order_id JOIN order_line l ON l.order_id = o.id WHERE r.authorisation IS NOT NULL "
                + "AND r.goods <> 'ARRIVED' AND r.goods <> 'INSPECTED' AND (c.status <> 'CLOSED' OR c.outcome = 'LAPSED' OR c.outcome = 'WITHDRAWN') AND "
                + condition + " GROUP BY c.id, c.number, c.order_no ORDER BY c.id DESC LIMIT " + MOST);
        for (Object value : values) {
            statement = statement.param(value);
        }
        return statement.query((row, n) -> new Suggestion(Long.toString(row.getLong("id")), row.getString("number"),
                row.getString("order_no"), row.getString("sku"), why)).list();
    }

    private static Parcel map(ResultSet row, int n) throws SQLException {
        Long caseId = Db.nullableLong(row, "case_id");
        return new Parcel(row.getLong("id"), row.getString("waybill"), row.getString("goods_condition"), row.getString("photos"),
                Db.instant(row, "signed_at"), row.getString("state"), caseId == null ? null : caseId.toString(),
                row.getString("reason_code"), row.getString("note"), row.getString("found_by"), row.getLong("found_ms"),
                row.getString("decided_by"), Db.nullableInt(row, "pieces"));
    }
}

package org.shouhou.reship;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseSearch;
import org.shouhou.casefile.WaybillCases;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/**
 * Parcels a case sends after the order's own (R18). A case plans one here and then has it sent by the process
 * {@code sendParcel}, the only way a second parcel leaves.
 */
@Repository
public class SecondParcels implements WaybillCases {

    /** RESHIP: the first was lost, damaged or incomplete. EXCHANGE: for goods sent back. SUBSTITUTE, GIFT: as agreed. */
    public enum Purpose { RESHIP, EXCHANGE, SUBSTITUTE, GIFT }

    /** OFFERED: it cannot be sent so; the customer chooses. FREED: it did not leave, its lines are free again. */
    public enum State { PLANNED, RESERVED, ORDERED, OFFERED, DELIVERED, FREED }

    /**
     * Goods of a parcel.
     *
     * @param lineId   the order line they stand for (R19); null for goods beyond the order, such as a gift
     * @param sku      null when the order names none
     * @param quantity at least 1
     */
    public record PlannedLine(Long lineId, String sku, int quantity) {

        @Override
        public String toString() {
            return (sku == null ? "?" : sku) + " × " + quantity;
        }
    }

    /**
     * A second parcel.
     *
     * @param attempt how often it was to be sent, from 1
     * @param why     why it waits for the customer's choice: OUT_OF_STOCK, WAREHOUSE_REFUSED or LOST_AGAIN
     * @param chosenBy who noted the customer's choice last
     * @param reserved whether the warehouse keeps its goods
     */
    public record Parcel(long id, long caseId, Purpose purpose, State state, int attempt, String why, String whyWords,
            boolean reserved, String courier, String waybill, String lastStatus, Long orderedMs, Long lastEventMs, String chosenBy) {

        String claimKey() {
            return "parcel-" + id;
        }
    }

    private final JdbcClient jdbc;
    private final CaseHistory history;
    private final CaseSearch search;
    private final Clock clock;

    SecondParcels(JdbcClient jdbc, CaseHistory history, CaseSearch search, Clock clock) {
        this.jdbc = jdbc;
        this.history = history;
        this.search = search;
        this.clock = clock;
    }

    /**
     * Plans a parcel. The caller has locked the case.
     *
     * @return its id, the variable {@code parcelId} of {@code sendParcel}
     * @throws IllegalArgumentException without goods, or with less than one piece
     */
    public long plan(long caseId, Purpose purpose, List<PlannedLine> lines, String actor) {
        if (lines.isEmpty() || lines.stream().anyMatch(line -> line.quantity() < 1)) {
            throw new IllegalArgumentException("A parcel holds at least one piece: " + lines);
        }
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO second_parcel (case_id, purpose, state, planned_by, planned_ms) VALUES (?, ?, 'PLANNED', ?, ?)")
                .params(caseId, purpose.name(), actor, clock.millis()).update(key, "id");
        long id = key.getKey().longValue();
        fill(id, lines);
        history.record(caseId, actor, "SECOND_PARCEL_PLANNED", Map.of("purpose", purpose.name(), "items", items(lines)));
        return id;
    }

    private void fill(long parcelId, List<PlannedLine> lines) {
        int no = 1;
        for (PlannedLine line : lines) {
            jdbc.sql("INSERT INTO second_parcel_line (parcel_id, line_no, line_id, sku, quantity) VALUES (?, ?, ?, ?, ?)")
                    .param(parcelId).param(no++).param(line.lineId()).param(line.sku()).param(line.quantity()).update();
        }
    }

    /** Other goods in place of those that are out of stock, of all where none is; what is there stays in the parcel. */
    void replaceGoods(long parcelId, String sku, int quantity) {
        List<PlannedLine> goods = new ArrayList<>(lines(parcelId));
        List<Integer> missing = jdbc.sql("SELECT line_no FROM second_parcel_line WHERE parcel_id = ? AND missing = TRUE ORDER BY line_no")
                .param(parcelId).query(Integer.class).list();
        PlannedLine substitute = new PlannedLine(goods.get(missing.isEmpty() ? 0 : missing.get(0) - 1).lineId(), sku, quantity);
        List<PlannedLine> kept = new ArrayList<>();
        for (int i = 0; i < goods.size(); i++) {
            if (!missing.isEmpty() && !missing.contains(i + 1)) {
                kept.add(goods.get(i));
            }
        }
        kept.add(substitute);
        jdbc.sql("DELETE FROM second_parcel_line WHERE parcel_id = ?").param(parcelId).update();
        fill(parcelId, kept);
    }

    /** @param lineNos the parcel's own line numbers of what the warehouse does not have */
    void missing(long parcelId, List<Integer> lineNos) {
        jdbc.sql("UPDATE second_parcel_line SET missing = FALSE WHERE parcel_id = ?").param(parcelId).update();
        lineNos.forEach(no -> jdbc.sql("UPDATE second_parcel_line SET missing = TRUE WHERE parcel_id = ? AND line_no = ?")
                .params(parcelId, no).update());
    }

    /** What of a parcel the warehouse does not have. */
    List<PlannedLine> missing(long parcelId) {
        return jdbc.sql("SELECT line_id, sku, quantity FROM second_parcel_line WHERE parcel_id = ? AND missing = TRUE ORDER BY line_no")
                .param(parcelId).query((row, n) -> new PlannedLine(Db.nullableLong(row, "line_id"), row.getString("sku"), row.getInt("quantity"))).list();
    }

    /** Its goods, in order. */
    public List<PlannedLine> lines(long parcelId) {
        return jdbc.sql("SELECT line_id, sku, quantity FROM second_parcel_line WHERE parcel_id = ? ORDER BY line_no").param(parcelId)
                .query((row, n) -> new PlannedLine(Db.nullableLong(row, "line_id"), row.getString("sku"), row.getInt("quantity"))).list();
    }

    /** @throws org.springframework.dao.EmptyResultDataAccessException when there is none */
    public Parcel get(long parcelId) {
        return jdbc.sql("SELECT * FROM second_parcel WHERE id = ?").param(parcelId).query(SecondParcels::map).single();
    }

    /** The parcels of a case, oldest first. */
    public List<Parcel> of(long caseId) {
        return jdbc.sql("SELECT * FROM second_parcel WHERE case_id = ? ORDER BY id").param(caseId).query(SecondParcels::map).list();
    }

    @Override
    public List<Long> withWaybill(String waybill) {
        return jdbc.sql("SELECT DISTINCT case_id FROM second_parcel WHERE waybill = ?").param(waybill).query(Long.class).list();
    }

    /** Whether a second parcel of the case left for its customer. */
    public boolean left(long caseId) {
        return of(caseId).stream().anyMatch(parcel -> parcel.state() == State.ORDERED || parcel.state() == State.DELIVERED);
    }

    /** The newest parcel of a case. */
    public Optional<Parcel> newest(long caseId) {
        return of(caseId).stream().reduce((first, second) -> second);
    }

    /** The parcel an instance of {@code sendParcel} or {@code freeReservation} is about. */
    Parcel ofInstance(String instanceId) {
        return jdbc.sql("SELECT * FROM second_parcel WHERE instance_id = ? OR freeing_id = ?").params(instanceId, instanceId)
                .query(SecondParcels::map).single();
    }

    void carriedBy(long parcelId, String instanceId) {
        jdbc.sql("UPDATE second_parcel SET instance_id = ? WHERE id = ?").params(instanceId, parcelId).update();
    }

    void freedBy(long parcelId, String instanceId) {
        jdbc.sql("UPDATE second_parcel SET reserved = FALSE, freeing_id = ? WHERE id = ?").params(instanceId, parcelId).update();
    }

    void state(long parcelId, State state) {
        boolean ended = state == State.DELIVERED || state == State.FREED;
        jdbc.sql("UPDATE second_parcel SET state = ?, ended_ms = ? WHERE id = ?")
                .param(state.name()).param(ended ? clock.millis() : null).param(parcelId).update();
    }

    void reserved(long parcelId) {
        jdbc.sql("UPDATE second_parcel SET state = 'RESERVED', reserved = TRUE WHERE id = ?").param(parcelId).update();
    }

    void ordered(long parcelId, String courier, String waybill) {
        jdbc.sql("""
                UPDATE second_parcel SET state = 'ORDERED', reserved = FALSE, courier = ?, waybill = ?, last_status = NULL,
                  ordered_ms = ?, last_event_ms = ? WHERE id = ?""")
                .param(courier).param(waybill).param(clock.millis()).param(clock.millis()).param(parcelId).update();
        search.waybill(get(parcelId).caseId(), waybill);
    }

    void offered(long parcelId, String why, String words) {
        jdbc.sql("UPDATE second_parcel SET state = 'OFFERED', why = ?, why_words = ? WHERE id = ?")
                .param(why).param(words == null || words.length() <= 500 ? words : words.substring(0, 500)).param(parcelId).update();
    }

    void chosenBy(long parcelId, String user) {
        jdbc.sql("UPDATE second_parcel SET chosen_by = ? WHERE id = ?").params(user, parcelId).update();
    }

    /** The customer chose: another attempt, with a key of its own for everything asked outside. */
    void tryAgain(long parcelId) {
        jdbc.sql("UPDATE second_parcel SET state = 'PLANNED', attempt = attempt + 1, why = NULL, why_words = NULL WHERE id = ?")
                .param(parcelId).update();
    }

    void traced(long parcelId, String status, long lastEventMs) {
        jdbc.sql("UPDATE second_parcel SET last_status = ?, last_event_ms = ? WHERE id = ?")
                .params(status, lastEventMs, parcelId).update();
    }

    static String items(List<PlannedLine> lines) {
        return lines.stream().map(PlannedLine::toString).collect(Collectors.joining(", "));
    }

    private static Parcel map(ResultSet row, int n) throws SQLException {
        return new Parcel(row.getLong("id"), row.getLong("case_id"), Purpose.valueOf(row.getString("purpose")),
                State.valueOf(row.getString("state")), row.getInt("attempt"), row.getString("why"), row.getString("why_words"),
                row.getBoolean("reserved"), row.getString("courier"), row.getString("waybill"), row.getString("last_status"),
                Db.nullableLong(row, "ordered_ms"), Db.nullableLong(row, "last_event_ms"), row.getString("chosen_by"));
    }
}

package org.shouhou.changes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.deadline.Recalculation.Move;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Previews, changes, and the clocks they move. */
@Repository
class ChangeTable {

    /** A preview with what tells whether it still holds. */
    record Kept(Preview preview, String standing, long newestClock) {
    }

    /** A clock whose turn is to come. */
    record Turn(long id, long changeId, long deadlineId, Long caseId, Instant from, Instant to, Instant warnAt, Map<String, Object> why) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    ChangeTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void lock() {
        jdbc.sql("SELECT id FROM change_turn WHERE id = 1 FOR UPDATE").query(Integer.class).single();
    }

    /** How figures and calendar stand, in one word: two that are the same stand the same. */
    String standing() {
        return Json.hash(List.of(
                jdbc.sql("SELECT name, shop, value_text, valid_from, valid_to FROM setting ORDER BY name, shop, valid_from").query()
                        .listOfRows().stream().map(row -> row.values().stream().map(String::valueOf).toList()).toList(),
                jdbc.sql("SELECT shop, on_date, intervals, name FROM calendar_day ORDER BY shop, on_date").query()
                        .listOfRows().stream().map(row -> row.values().stream().map(String::valueOf).toList()).toList()));
    }

    long newestClock() {
        return jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM deadline").query(Long.class).single();
    }

    /** @param before since when a preview is of no use any more */
    void keep(Kept kept, Instant before) {
        jdbc.sql("DELETE FROM change_preview WHERE made_ms < ?").param(before.toEpochMilli()).update();
        Preview preview = kept.preview();
        jdbc.sql("INSERT INTO change_preview (id, what, body, standing, newest_clock, effects, made_by, made_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(preview.id(), preview.what(), preview.draft().written(), kept.standing(), kept.newestClock(),
                        preview.effects().written(), preview.madeBy(), preview.madeAt().toEpochMilli()).update();
    }

    Optional<Kept> kept(String id) {
        return jdbc.sql("SELECT * FROM change_preview WHERE id = ?").param(id).query((row, n) -> {
            Draft draft = Draft.read(row.getString("what"), row.getString("body"));
            return new Kept(new Preview(id, row.getString("what"), draft.name(), draft, Effects.read(row.getString("effects")),
                    row.getString("made_by"), Instant.ofEpochMilli(row.getLong("made_ms"))), row.getString("standing"), row.getLong("newest_clock"));
        }).optional();
    }

    /** @param previewId null when nothing open moved, so that nobody had to look */
    long note(Draft draft, String before, String after, String by, String previewId, List<Move> moves) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO shop_change (what, name, shop, before_text, after_text, valid_from, valid_to, made_by, made_ms, preview_id, clocks) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(draft.what()).param(draft.name()).param(draft.shop()).param(before).param(after)
                .param(draft.row() == null ? null : Db.utc(draft.row().from())).param(draft.row() == null ? null : Db.utc(draft.row().to()))
                .param(by).param(clock.millis()).param(previewId).param(moves.size()).update(key, "id");
        long id = key.getKey().longValue();
        for (Move move : moves) {
            jdbc.sql("INSERT INTO clock_move (change_id, deadline_id, case_id, from_at, to_at, warn_at, why, state) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, 'WAITING')").param(id).param(move.deadlineId()).param(move.caseId())
                    .param(Db.utc(move.from())).param(Db.utc(move.to())).param(Db.utc(move.warnAt())).param(Json.write(move.why())).update();
        }
        return id;
    }

    Optional<Change> byPreview(String previewId) {
        return changes("c.preview_id = ?", previewId).stream().findFirst();
    }

    Optional<Change> find(long id) {
        return changes("c.id = ?", id).stream().findFirst();
    }

    /** The newest first. @param before those with a smaller id */
    List<Change> of(String what, String name, long before, int most) {
        return jdbc.sql(SELECT + "WHERE c.what = ? AND c.name = ? AND c.id < ? ORDER BY c.id DESC LIMIT " + most)
                .params(what, name, before).query(ChangeTable::change).list();
    }

    List<Change> newest(long before, int most) {
        return jdbc.sql(SELECT + "WHERE c.id < ? ORDER BY c.id DESC LIMIT " + most).param(before).query(ChangeTable::change).list();
    }

    private static final String SELECT = "SELECT c.*, (SELECT COUNT(*) FROM clock_move m WHERE m.change_id = c.id AND m.state = 'WAITING') "
            + "AS waiting FROM shop_change c ";

    private List<Change> changes(String where, Object value) {
        return jdbc.sql(SELECT + "WHERE " + where).param(value).query(ChangeTable::change).list();
    }

    private static Change change(ResultSet row, int n) throws SQLException {
        return new Change(row.getLong("id"), row.getString("what"), row.getString("name"), row.getString("shop"),
                row.getString("before_text"), row.getString("after_text"), Db.instant(row, "valid_from"), Db.instant(row, "valid_to"),
                row.getString("made_by"), Instant.ofEpochMilli(row.getLong("made_ms")), row.getInt("clocks"), row.getInt("waiting"));
    }

    /** Clocks whose turn it is, case by case, the oldest change first. */
    List<Turn> turns(int most) {
        return jdbc.sql("SELECT * FROM clock_move WHERE state = 'WAITING' ORDER BY id LIMIT " + most).query(ChangeTable::turn).list();
    }

    List<Turn> turnsOf(long changeId, Long caseId, long id) {
        return caseId == null ? jdbc.sql("SELECT * FROM clock_move WHERE id = ? AND state = 'WAITING'").param(id).query(ChangeTable::turn).list()
                : jdbc.sql("SELECT * FROM clock_move WHERE change_id = ? AND case_id = ? AND state = 'WAITING' ORDER BY id")
                        .params(changeId, caseId).query(ChangeTable::turn).list();
    }

    private static Turn turn(ResultSet row, int n) throws SQLException {
        return new Turn(row.getLong("id"), row.getLong("change_id"), row.getLong("deadline_id"), Db.nullableLong(row, "case_id"),
                Db.instant(row, "from_at"), Db.instant(row, "to_at"), Db.instant(row, "warn_at"), Json.readMap(row.getString("why")));
    }

    void done(long turnId, boolean moved) {
        jdbc.sql("UPDATE clock_move SET state = ? WHERE id = ? AND state = 'WAITING'").params(moved ? "MOVED" : "PASSED", turnId).update();
    }

    /** What a clock belongs to. */
    record Owner(String taskId, String task, String kind) {
    }

    Owner owner(long deadlineId) {
        return jdbc.sql("SELECT d.task_id, d.kind, q.task_key FROM deadline d LEFT JOIN queue_entry q ON q.task_id = d.task_id WHERE d.id = ?")
                .param(deadlineId).query((row, n) -> new Owner(row.getString("task_id"), row.getString("task_key"), row.getString("kind"))).single();
    }
}

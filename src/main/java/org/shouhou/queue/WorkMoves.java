package org.shouhou.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** What was moved by one request, task by task. */
@Repository
class WorkMoves {

    /** @param done whether every task was looked at @param givenMs when the whole was given back, or null */
    record Move(long id, String bodyHash, String how, String by, Instant at, boolean done, String givenBy, Long givenMs) {
    }

    /** @param problem slug of why it was not moved @param backProblem slug of why it was not given back @param backMs when it was */
    record Row(int seq, String taskId, String key, String number, String page, String before, String after, String problem, String detail,
            String backProblem, Long backMs) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    WorkMoves(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Move> byRequest(String requestId) {
        return jdbc.sql("SELECT * FROM work_move WHERE request_id = ?").param(requestId).query(WorkMoves::move).optional();
    }

    Optional<Move> find(long id) {
        return jdbc.sql("SELECT * FROM work_move WHERE id = ?").param(id).query(WorkMoves::move).optional();
    }

    Move lock(long id) {
        return jdbc.sql("SELECT * FROM work_move WHERE id = ? FOR UPDATE").param(id).query(WorkMoves::move).single();
    }

    /** Those of the last while, newest first. */
    List<Move> since(Instant from, int most) {
        return jdbc.sql("SELECT * FROM work_move WHERE at_ms >= ? AND done_ms IS NOT NULL ORDER BY at_ms DESC, id DESC LIMIT " + most)
                .param(from.toEpochMilli()).query(WorkMoves::move).list();
    }

    long begin(String requestId, String bodyHash, String how, String by) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO work_move (request_id, body_hash, how, by_user, at_ms) VALUES (?, ?, ?, ?, ?)")
                .params(requestId, bodyHash, how, by, clock.millis()).update(key, "id");
        return key.getKey().longValue();
    }

    void done(long id) {
        jdbc.sql("UPDATE work_move SET done_ms = ? WHERE id = ? AND done_ms IS NULL").params(clock.millis(), id).update();
    }

    void given(long id, String by) {
        jdbc.sql("UPDATE work_move SET given_by = ?, given_ms = ? WHERE id = ? AND given_ms IS NULL").params(by, clock.millis(), id).update();
    }

    void write(long moveId, Row row) {
        jdbc.sql("""
                INSERT INTO work_move_row (move_id, seq, task_id, task_key, case_number, page, before_owner, after_owner, problem, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""").param(moveId).param(row.seq()).param(row.taskId()).param(row.key())
                .param(row.number()).param(row.page()).param(row.before()).param(row.after()).param(row.problem())
                .param(row.detail() == null || row.detail().length() <= 400 ? row.detail() : row.detail().substring(0, 400)).update();
    }

    void back(long moveId, int seq, String problem) {
        jdbc.sql("UPDATE work_move_row SET back_problem = ?, back_ms = ? WHERE move_id = ? AND seq = ?")
                .param(problem).param(problem == null ? clock.millis() : null).param(moveId).param(seq).update();
    }

    List<Row> rows(long moveId) {
        return jdbc.sql("SELECT * FROM work_move_row WHERE move_id = ? ORDER BY seq").param(moveId).query((row, n) -> new Row(
                row.getInt("seq"), row.getString("task_id"), row.getString("task_key"), row.getString("case_number"), row.getString("page"),
                row.getString("before_owner"), row.getString("after_owner"), row.getString("problem"), row.getString("detail"),
                row.getString("back_problem"), Db.nullableLong(row, "back_ms"))).list();
    }

    private static Move move(ResultSet row, int n) throws SQLException {
        return new Move(row.getLong("id"), row.getString("body_hash"), row.getString("how"), row.getString("by_user"),
                Instant.ofEpochMilli(row.getLong("at_ms")), row.getObject("done_ms") != null, row.getString("given_by"),
                Db.nullableLong(row, "given_ms"));
    }
}

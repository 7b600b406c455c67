package org.shouhou.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tables import_job and import_rejection. */
@Component
class ImportJobs {

    /** What an import did so far. */
    static final class Counts {
        long bytes;
        long imported;
        long updated;
        long unchanged;
        long casesOpened;
        long rejected;
    }

    /** Whoever works on an import says so at least every minute. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Clock clock;

    ImportJobs(JdbcTemplate template, Clock clock) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.clock = clock;
    }

    /** A new import, not begun. @return its id */
    @Transactional
    public long create(String format, String shop, boolean openCases, OrderFile file, String by) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO import_job (format, shop, open_cases, file_name, started_by, state, bytes_total, started_ms, touched_ms)"
                        + " VALUES (?, ?, ?, ?, ?, 'WAITING', ?, ?, ?)")
                .params(format, shop, openCases, file.name(), by, file.bytes(), clock.millis(), clock.millis())
                .update(key, "id");
        return key.getKeyAs(Number.class).longValue();
    }

    /** Writes how far an import is, with the rejections since the last time. */
    @Transactional
    public void progress(long id, Counts counts, List<Rejection> rejected) {
        write(id, "RUNNING", null, counts);
        if (!rejected.isEmpty()) {
            template.batchUpdate("INSERT INTO import_rejection (import_id, line_no, column_name, problem) VALUES (?, ?, ?, ?)",
                    rejected.stream().map(row -> new Object[] {id, row.line(), cut(row.column(), 100), cut(row.problem(), 500)}).toList());
        }
    }

    @Transactional
    public void done(long id, Counts counts) {
        write(id, "DONE", null, counts);
    }

    @Transactional
    public void failed(long id, Counts counts, String problem) {
        write(id, "FAILED", problem, counts);
    }

    private void write(long id, String state, String problem, Counts counts) {
        Long finished = state.equals("RUNNING") ? null : clock.millis();
        jdbc.sql("UPDATE import_job SET state = ?, problem = ?, bytes_done = ?, imported = ?, updated = ?, unchanged = ?,"
                        + " cases_opened = ?, rejected = ?, touched_ms = ?, finished_ms = ? WHERE id = ?")
                .params(state, cut(problem, 500), counts.bytes, counts.imported, counts.updated, counts.unchanged,
                        counts.casesOpened, counts.rejected, clock.millis(), finished, id).update();
    }

    /** Says that imports are still alive that wait for their turn. */
    @Transactional
    public void touch(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("UPDATE import_job SET touched_ms = :now WHERE id IN (:ids)")
                    .param("now", clock.millis()).param("ids", ids).update();
        }
    }

    /** Ends imports nobody works on any more. */
    @Transactional
    public void interrupt(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("UPDATE import_job SET state = 'INTERRUPTED', finished_ms = :now WHERE id IN (:ids) AND state IN ('WAITING', 'RUNNING')")
                    .param("now", clock.millis()).param("ids", ids).update();
        }
    }

    /** Those begun but not touched since. */
    List<Long> silentSince(Instant since) {
        return jdbc.sql("SELECT id FROM import_job WHERE state IN ('WAITING', 'RUNNING') AND touched_ms < ?")
                .param(since.toEpochMilli()).query(Long.class).list();
    }

    Optional<ImportView> find(long id) {
        return jdbc.sql("SELECT * FROM import_job WHERE id = ?").param(id)
                .query((row, n) -> view(row, rejections(id), clock)).optional();
    }

    /** The latest imports, without their rejections. */
    List<ImportView> recent(int most) {
        return jdbc.sql("SELECT * FROM import_job ORDER BY id DESC LIMIT ?").param(most)
                .query((row, n) -> view(row, List.of(), clock)).list();
    }

    private List<Rejection> rejections(long id) {
        return jdbc.sql("SELECT line_no, column_name, problem FROM import_rejection WHERE import_id = ? ORDER BY line_no, id")
                .param(id)
                .query((row, n) -> new Rejection(row.getLong("line_no"), row.getString("column_name"), row.getString("problem"))).list();
    }

    private static ImportView view(ResultSet row, List<Rejection> rejected, Clock clock) throws SQLException {
        Long finished = Db.nullableLong(row, "finished_ms");
        long touched = row.getLong("touched_ms");
        boolean silent = finished == null && touched < clock.millis() - SILENT.toMillis();
        return new ImportView(row.getLong("id"), row.getString("state"), row.getString("format"), row.getString("shop"),
                row.getBoolean("open_cases"), row.getString("file_name"), row.getLong("bytes_total"), row.getLong("bytes_done"),
                row.getLong("imported"), row.getLong("updated"), row.getLong("unchanged"), row.getLong("cases_opened"),
                row.getLong("rejected"), rejected, row.getString("problem"), row.getString("started_by"),
                Instant.ofEpochMilli(row.getLong("started_ms")), finished == null ? null : Instant.ofEpochMilli(finished),
                Instant.ofEpochMilli(touched), silent);
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}

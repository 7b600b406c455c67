package org.shouhou.tracing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.shouhou.common.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The rows of samples and their sheets; they are added to and never changed. */
@Repository
class SampleTable {

    /** A request that was carried out. */
    record Request(long sampleId, String bodyHash) {
    }

    private static final int LISTED = 100;

    private final JdbcClient jdbc;

    SampleTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Request> request(String requestId) {
        return jdbc.sql("SELECT id, body_hash FROM quality_sample WHERE request_id = ?").param(requestId)
                .query((row, n) -> new Request(row.getLong(1), row.getString(2))).optional();
    }

    long add(String requestId, String hash, Sample sample) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO quality_sample (request_id, body_hash, question, seed, population, criteria, drawn_by, drawn_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(requestId, hash, Json.write(sample.question()), sample.seed(), sample.population(), String.join(",", sample.criteria()),
                        sample.drawnBy(), sample.drawnMs()).update(id, "id");
        long sampleId = id.getKey().longValue();
        int place = 1;
        for (Sample.Drawn drawn : sample.cases()) {
            jdbc.sql("INSERT INTO quality_case (sample_id, case_id, place, agent) VALUES (?, ?, ?, ?)")
                    .param(sampleId).param(drawn.caseId()).param(place++).param(drawn.agent()).update();
        }
        return sampleId;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the reviewer has finished this version already */
    void add(long sampleId, long caseId, Sample.Sheet sheet) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO quality_sheet (sample_id, case_id, reviewer, version, note, finished_ms) VALUES (?, ?, ?, ?, ?, ?)")
                .param(sampleId).param(caseId).param(sheet.reviewer()).param(sheet.version()).param(sheet.note()).param(sheet.finishedMs()).update(id, "id");
        sheet.marks().forEach((criterion, mark) -> jdbc.sql("INSERT INTO quality_mark (sheet_id, criterion, mark) VALUES (?, ?, ?)")
                .params(id.getKey().longValue(), criterion, mark).update());
    }

    /** The newest ones, without their cases. */
    List<Sample> newest() {
        return jdbc.sql("SELECT * FROM quality_sample ORDER BY id DESC LIMIT " + LISTED).query((row, n) -> map(row, List.of())).list();
    }

    Optional<Sample> find(long id) {
        List<Sample.Drawn> cases = cases(id);
        return jdbc.sql("SELECT * FROM quality_sample WHERE id = ?").param(id).query((row, n) -> map(row, cases)).optional();
    }

    private List<Sample.Drawn> cases(long id) {
        Map<Long, List<Sample.Sheet>> sheets = new LinkedHashMap<>();
        Map<Long, Map<String, Integer>> marks = new TreeMap<>();
        jdbc.sql("SELECT m.sheet_id, m.criterion, m.mark FROM quality_sheet s JOIN quality_mark m ON m.sheet_id = s.id WHERE s.sample_id = ?").param(id)
                .query(row -> {
                    marks.computeIfAbsent(row.getLong(1), ignored -> new TreeMap<>()).put(row.getString(2), row.getInt(3));
                });
        jdbc.sql("SELECT * FROM quality_sheet WHERE sample_id = ? ORDER BY id").param(id).query(row -> {
            sheets.computeIfAbsent(row.getLong("case_id"), ignored -> new ArrayList<>()).add(new Sample.Sheet(row.getString("reviewer"),
                    row.getInt("version"), marks.getOrDefault(row.getLong("id"), Map.of()), row.getString("note"), row.getLong("finished_ms")));
        });
        return jdbc.sql("SELECT q.case_id, q.agent, c.number, c.type, c.status, c.outcome FROM quality_case q JOIN case_file c ON c.id = q.case_id "
                + "WHERE q.sample_id = ? ORDER BY q.place").param(id)
                .query((row, n) -> new Sample.Drawn(row.getLong("case_id"), row.getString("number"), row.getString("type"), row.getString("status"),
                        row.getString("outcome"), row.getString("agent"), sheets.getOrDefault(row.getLong("case_id"), List.of()))).list();
    }

    private static Sample map(ResultSet row, List<Sample.Drawn> cases) throws SQLException {
        Map<String, String> question = new LinkedHashMap<>();
        Map<String, Object> kept = Json.readMap(row.getString("question"));
        Wanted.FIELDS.stream().filter(kept::containsKey).forEach(field -> question.put(field, kept.get(field).toString()));
        return new Sample(row.getLong("id"), question, row.getString("seed"), row.getInt("population"), List.of(row.getString("criteria").split(",")),
                row.getString("drawn_by"), row.getLong("drawn_ms"), cases);
    }
}

package org.shouhou.reship;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of the parcel a case is about. */
@Repository
class ParcelTraces {

    /**
     * @param tracking     a code of {@link TraceReport.Status}; null while the courier said nothing
     * @param lastEventMs  when the parcel was last touched, as far as known
     * @param calledForMs  the event after which nothing moved and for which a person was called
     * @param packing      what the warehouse found: MISSED, WRONG, PACKED_RIGHT, or null
     * @param packingLines line numbers, comma-separated
     * @param decidedForAll LOST or OURS when it was decided for many cases at once that it is sent again; else null
     */
    record Trace(long caseId, String tracking, long lastEventMs, String words, String cause, Long calledForMs, String packing,
            String packingLines, String evidence, String refusal, String decidedBy, String decidedForAll) {

        public Instant lastEvent() {
            return Instant.ofEpochMilli(lastEventMs);
        }

        List<Integer> lineNumbers() {
            return packingLines == null ? List.of() : Arrays.stream(packingLines.split(",")).map(Integer::valueOf).toList();
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    ParcelTraces(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Nothing is known of a matter that begins. */
    void begin(long caseId, Instant lastEvent) {
        jdbc.sql("DELETE FROM parcel_trace WHERE case_id = ?").param(caseId).update();
        jdbc.sql("INSERT INTO parcel_trace (case_id, last_event_ms) VALUES (?, ?)").params(caseId, lastEvent.toEpochMilli()).update();
    }

    Trace of(long caseId) {
        return find(caseId).orElseThrow();
    }

    Optional<Trace> find(long caseId) {
        return jdbc.sql("SELECT * FROM parcel_trace WHERE case_id = ?").param(caseId).query(ParcelTraces::map).optional();
    }

    void told(long caseId, String tracking, Instant lastEvent, String words) {
        jdbc.sql("UPDATE parcel_trace SET tracking = ?, last_event_ms = ?, words = ?, asked_ms = ? WHERE case_id = ?")
                .param(tracking).param(lastEvent.toEpochMilli()).param(words).param(clock.millis()).param(caseId).update();
    }

    void cause(long caseId, String cause, boolean followed) {
        jdbc.sql("UPDATE parcel_trace SET cause = ?, followed = ? WHERE case_id = ?").params(cause, followed, caseId).update();
    }

    void followed(long caseId, boolean followed) {
        jdbc.sql("UPDATE parcel_trace SET followed = ? WHERE case_id = ?").params(followed, caseId).update();
    }

    void calledFor(long caseId, long eventMs) {
        jdbc.sql("UPDATE parcel_trace SET called_for_ms = ? WHERE case_id = ?").params(eventMs, caseId).update();
    }

    void packing(long caseId, String found, String lineNumbers, String evidence) {
        jdbc.sql("UPDATE parcel_trace SET packing = ?, packing_lines = ?, evidence = ? WHERE case_id = ?")
                .param(found).param(lineNumbers).param(evidence).param(caseId).update();
    }

    /** Decided for many cases at once: these lines, or what the case is about, are sent again. */
    void decidedForAll(long caseId, ReshipForAll.Agreed agreed) {
        String lines = agreed.lineNumbers().stream().map(String::valueOf).collect(Collectors.joining(","));
        jdbc.sql("UPDATE parcel_trace SET decided_for_all = ?, packing_lines = ? WHERE case_id = ?")
                .param(agreed.courierLost() ? "LOST" : "OURS").param(lines.isEmpty() ? null : lines).param(caseId).update();
    }

    /** It is being sent; whatever comes next is decided singly. */
    void carriedOut(long caseId) {
        jdbc.sql("UPDATE parcel_trace SET decided_for_all = NULL WHERE case_id = ?").param(caseId).update();
    }

    void photos(long caseId, String photos) {
        jdbc.sql("UPDATE parcel_trace SET photos = ? WHERE case_id = ?").params(photos, caseId).update();
    }

    void refusal(long caseId, String code) {
        jdbc.sql("UPDATE parcel_trace SET refusal = ? WHERE case_id = ?").params(code, caseId).update();
    }

    void decidedBy(long caseId, String user) {
        jdbc.sql("UPDATE parcel_trace SET decided_by = ?, followed = FALSE WHERE case_id = ?").params(user, caseId).update();
    }

    private static Trace map(ResultSet row, int n) throws SQLException {
        return new Trace(row.getLong("case_id"), row.getString("tracking"), row.getLong("last_event_ms"), row.getString("words"),
                row.getString("cause"), Db.nullableLong(row, "called_for_ms"), row.getString("packing"),
                row.getString("packing_lines"), row.getString("evidence"), row.getString("refusal"), row.getString("decided_by"),
                row.getString("decided_for_all"));
    }
}

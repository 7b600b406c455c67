package org.shouhou.casefile;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which cases belong together: about the same lines, merged into one another, or asked for by the same request. */
@Repository
class CaseLinks {

    /** A merge as it was asked for. */
    record Merge(long fromCase, long intoCase, String bodyHash) {
    }

    /** A merge with what the case that stays took over. @param taken null where it was not kept */
    record Undoable(long fromCase, long intoCase, String requestId, Instant at, Map<String, Object> taken) {
    }

    /** A merge that was undone. */
    record Parting(long fromCase, long intoCase, String bodyHash) {
    }

    /** A request that joined an open case. */
    record Joined(long caseId, String bodyHash) {
    }

    /** Whether the two are about a common line; a case without lines is about the whole order. */
    private static final String OVERLAPS = """
            (NOT EXISTS (SELECT 1 FROM case_line l WHERE l.case_id = :id)
              OR NOT EXISTS (SELECT 1 FROM case_line l WHERE l.case_id = c.id)
              OR EXISTS (SELECT 1 FROM case_line l JOIN case_line m ON m.line_id = l.line_id WHERE l.case_id = :id AND m.case_id = c.id))""";

    private final JdbcClient jdbc;
    private final Clock clock;

    CaseLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Other open cases about the same lines of the same order, oldest first (R38). */
    List<Long> alsoOpen(CaseFile file) {
        return jdbc.sql("SELECT c.id FROM case_file c WHERE c.order_id = :order AND c.id <> :id AND c.status <> 'CLOSED' AND "
                + OVERLAPS + " ORDER BY c.id").param("order", file.orderId()).param("id", file.id()).query(Long.class).list();
    }

    /** Cases that were merged into this one, oldest first. */
    List<Long> mergedInto(long caseId) {
        return jdbc.sql("SELECT id FROM case_file WHERE merged_into = ? ORDER BY id").param(caseId).query(Long.class).list();
    }

    /** The case this one was merged into. */
    Optional<Long> survivor(long caseId) {
        return jdbc.sql("SELECT merged_into FROM case_file WHERE id = ? AND merged_into IS NOT NULL").param(caseId)
                .query(Long.class).optional();
    }

    Optional<Merge> mergeOf(long fromCase) {
        return jdbc.sql("SELECT from_case, into_case, body_hash FROM case_merge WHERE from_case = ?").param(fromCase)
                .query((row, n) -> new Merge(row.getLong(1), row.getLong(2), row.getString(3))).optional();
    }

    Optional<Merge> mergeBy(String requestId) {
        return jdbc.sql("SELECT from_case, into_case, body_hash FROM case_merge WHERE request_id = ?").param(requestId)
                .query((row, n) -> new Merge(row.getLong(1), row.getLong(2), row.getString(3))).optional();
    }

    /** What was merged into the merged one before belongs to the survivor now. */
    void merge(long from, long into, String requestId, String bodyHash, String reason, String by) {
        jdbc.sql("INSERT INTO case_merge (from_case, into_case, request_id, body_hash, reason, by_user, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)")
                .params(from, into, requestId, bodyHash, reason, by, clock.millis()).update();
        jdbc.sql("UPDATE case_file SET merged_into = ? WHERE id = ? OR merged_into = ?").params(into, from, from).update();
        jdbc.sql("""
                UPDATE case_file SET
                  external_reference = COALESCE(external_reference, (SELECT r FROM (SELECT external_reference AS r FROM case_file WHERE id = ?) AS x)),
                  revision = revision + 1 WHERE id = ?""").params(from, into).update();
    }

    void taken(long fromCase, Map<String, Object> taken) {
        jdbc.sql("UPDATE case_merge SET taken = ? WHERE from_case = ?").params(Json.write(taken), fromCase).update();
    }

    Optional<Undoable> undoable(long fromCase) {
        return jdbc.sql("SELECT * FROM case_merge WHERE from_case = ?").param(fromCase).query((row, n) -> new Undoable(row.getLong("from_case"),
                row.getLong("into_case"), row.getString("request_id"), Instant.ofEpochMilli(row.getLong("at_ms")),
                row.getString("taken") == null ? null : Json.readMap(row.getString("taken")))).optional();
    }

    Optional<Parting> partingBy(String requestId) {
        return jdbc.sql("SELECT from_case, into_case, body_hash FROM case_parting WHERE request_id = ?").param(requestId)
                .query((row, n) -> new Parting(row.getLong(1), row.getLong(2), row.getString(3))).optional();
    }

    /** Whether a merge asked for by this request was undone since. */
    boolean parted(String mergeRequestId) {
        return jdbc.sql("SELECT COUNT(*) FROM case_parting WHERE merge_request_id = ?").param(mergeRequestId).query(Long.class).single() > 0;
    }

    /** Cases this one was one with for a while, either way, oldest first. */
    List<Long> onceOneWith(long caseId) {
        return jdbc.sql("SELECT other FROM (SELECT into_case AS other, at_ms FROM case_parting WHERE from_case = ? UNION ALL "
                + "SELECT from_case AS other, at_ms FROM case_parting WHERE into_case = ?) x GROUP BY other ORDER BY MIN(at_ms)")
                .params(caseId, caseId).query(Long.class).list();
    }

    /** The merge is undone; what had been merged into the merged one before is its own again. */
    void part(Undoable merge, String requestId, String bodyHash, String reason, String by) {
        jdbc.sql("INSERT INTO case_parting (from_case, into_case, merge_request_id, request_id, body_hash, reason, by_user, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(merge.fromCase(), merge.intoCase(), merge.requestId(), requestId, bodyHash, reason, by, clock.millis()).update();
        jdbc.sql("DELETE FROM case_merge WHERE from_case = ?").param(merge.fromCase()).update();
        jdbc.sql("UPDATE case_file SET merged_into = NULL, revision = revision + 1 WHERE id = ?").param(merge.fromCase()).update();
        List<Long> theirs = jdbc.sql("SELECT from_case FROM case_merge WHERE into_case = ?").param(merge.fromCase()).query(Long.class).list();
        theirs.forEach(id -> jdbc.sql("UPDATE case_file SET merged_into = ? WHERE id = ?").params(merge.fromCase(), id).update());
    }

    /** The case that stayed gives back a platform's time and reference it had only taken over. */
    void giveBack(CaseFile survivor, CaseFile parted, Instant platformBefore, String referenceBefore) {
        boolean platform = parted.platformDeadline() != null && parted.platformDeadline().equals(survivor.platformDeadline());
        boolean reference = parted.externalReference() != null && parted.externalReference().equals(survivor.externalReference());
        jdbc.sql("UPDATE case_file SET platform_deadline = ?, external_reference = ?, revision = revision + 1 WHERE id = ?")
                .param(Db.utc(platform ? platformBefore : survivor.platformDeadline()))
                .param(reference ? referenceBefore : survivor.externalReference()).param(survivor.id()).update();
    }

    /** The open case of this kind that the outside knows by this reference; the order stays locked until the transaction ends. */
    Optional<Long> sameMatter(NewCase wanted, long orderId) {
        if (wanted.externalReference() == null || wanted.externalReference().isBlank()) {
            return Optional.empty();
        }
        jdbc.sql("SELECT id FROM shop_order WHERE id = ? FOR UPDATE").param(orderId).query(Long.class).single();
        return jdbc.sql("SELECT MIN(id) AS id FROM case_file WHERE order_id = ? AND type = ? AND external_reference = ? AND status <> 'CLOSED'")
                .params(orderId, wanted.type(), wanted.externalReference())
                .query((row, n) -> Optional.ofNullable(Db.nullableLong(row, "id"))).single();
    }

    Optional<Joined> joinedBy(String requestId) {
        return jdbc.sql("SELECT case_id, body_hash FROM case_request WHERE request_id = ?").param(requestId)
                .query((row, n) -> new Joined(row.getLong(1), row.getString(2))).optional();
    }

    void joined(String requestId, long caseId, String bodyHash) {
        jdbc.sql("INSERT INTO case_request (request_id, case_id, body_hash, at_ms) VALUES (?, ?, ?, ?)")
                .params(requestId, caseId, bodyHash, clock.millis()).update();
    }
}

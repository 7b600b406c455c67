package org.shouhou.promise;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** The promises as the database keeps them. */
@Repository
class PromiseTable {

    private final JdbcClient jdbc;
    private final Clock clock;

    PromiseTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Promise> find(long id) {
        return jdbc.sql("SELECT * FROM promise WHERE id = ?").param(id).query(Promise::map).optional();
    }

    Optional<Promise> byRequest(String requestId) {
        return jdbc.sql("SELECT * FROM promise WHERE request_id = ?").param(requestId).query(Promise::map).optional();
    }

    List<Promise> of(long caseId) {
        return jdbc.sql("SELECT * FROM promise WHERE case_id = ? ORDER BY id").param(caseId).query(Promise::map).list();
    }

    List<Promise> open(long caseId) {
        return jdbc.sql("SELECT * FROM promise WHERE case_id = ? AND state = 'OPEN' ORDER BY id").param(caseId)
                .query(Promise::map).list();
    }

    /** Open promises of every case of an order. */
    List<Promise> openOfOrder(long orderId) {
        return jdbc.sql("SELECT p.* FROM promise p JOIN case_file c ON c.id = p.case_id WHERE c.order_id = ? AND p.state = 'OPEN' ORDER BY p.id")
                .param(orderId).query(Promise::map).list();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the request made one before */
    Promise insert(long caseId, String requestId, String hash, PromiseKind kind, String text, Instant due, String keeper, String madeBy) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                INSERT INTO promise (case_id, request_id, request_hash, kind, words, due_at, agreed_at, keeper, made_by, state, made_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?)""")
                .param(caseId).param(requestId).param(hash).param(kind.name()).param(text).param(Db.utc(due))
                .param(Db.utc(clock.instant())).param(keeper).param(madeBy).param(clock.millis()).update(key, "id");
        return find(key.getKey().longValue()).orElseThrow();
    }

    void watchedBy(long id, String instanceId) {
        jdbc.sql("UPDATE promise SET instance_id = ? WHERE id = ?").params(instanceId, id).update();
    }

    void renew(long id, Instant due) {
        jdbc.sql("UPDATE promise SET due_at = ?, agreed_at = ?, renewed = renewed + 1 WHERE id = ? AND state = 'OPEN'")
                .params(Db.utc(due), Db.utc(clock.instant()), id).update();
    }

    /** Who sees to it from now on. */
    void keptBy(long id, String keeper) {
        jdbc.sql("UPDATE promise SET keeper = ? WHERE id = ? AND state = 'OPEN'").params(keeper, id).update();
    }

    /** @return false when it had ended before */
    boolean end(long id, Promise.State state, String how) {
        return jdbc.sql("UPDATE promise SET state = ?, ended_how = ?, ended_ms = ? WHERE id = ? AND state = 'OPEN'")
                .params(state.name(), how, clock.millis(), id).update() == 1;
    }
}

package org.shouhou.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Clusters as the database keeps and counts them. */
@Repository
class ClusterTable {

    /** What a new case may add to. */
    record Key(String shop, Cluster.Kind kind, String reason, String sku, String courier) {
    }

    private static final String SHARES = """
             FROM case_file c JOIN shop_order o ON o.id = c.order_id
            WHERE c.shop = ? AND c.reason = ? AND c.opened_at >= ? AND c.merged_into IS NULL""";
    // by the article first: of one reason there may be thousands of cases about others
    private static final String OF_SKU = """
             AND c.order_id IN (SELECT s.order_id FROM order_line s WHERE s.sku = ?)
             AND EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.sku = ?
                AND (NOT EXISTS (SELECT 1 FROM case_line x WHERE x.case_id = c.id)
                  OR EXISTS (SELECT 1 FROM case_line x WHERE x.case_id = c.id AND x.line_id = l.id)))""";

    private final JdbcClient jdbc;

    ClusterTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Cases not counted yet, oldest first; the row of the watch stays locked until the transaction ends. */
    List<Long> uncounted(int most) {
        long last = jdbc.sql("SELECT last_case FROM cluster_watch WHERE id = 1 FOR UPDATE").query(Long.class).single();
        return jdbc.sql("SELECT id FROM case_file WHERE id > ? ORDER BY id LIMIT " + most).param(last).query(Long.class).list();
    }

    boolean anyUncounted() {
        return jdbc.sql("SELECT COUNT(*) FROM cluster_watch WHERE last_case < (SELECT COALESCE(MAX(id), 0) FROM case_file)")
                .query(Long.class).single() > 0;
    }

    void counted(long lastCase) {
        jdbc.sql("UPDATE cluster_watch SET last_case = ? WHERE id = 1").param(lastCase).update();
    }

    /** The clusters a case may add to: of each article it is about, of its courier, of both. */
    List<Key> keys(long caseId) {
        List<Key> keys = new ArrayList<>();
        jdbc.sql("""
                SELECT DISTINCT c.shop, c.reason, COALESCE(l.sku, '') AS sku, COALESCE(o.courier, '') AS courier
                FROM case_file c JOIN shop_order o ON o.id = c.order_id JOIN order_line l ON l.order_id = o.id
                WHERE c.id = ? AND c.reason <> 'IMPORTED' AND (NOT EXISTS (SELECT 1 FROM case_line x WHERE x.case_id = c.id)
                  OR EXISTS (SELECT 1 FROM case_line x WHERE x.case_id = c.id AND x.line_id = l.id))""").param(caseId)
                .query(row -> {
                    String shop = row.getString("shop");
                    String reason = row.getString("reason");
                    String sku = row.getString("sku");
                    String courier = row.getString("courier");
                    if (!sku.isEmpty()) {
                        keys.add(new Key(shop, Cluster.Kind.PRODUCT, reason, sku, ""));
                    }
                    if (!courier.isEmpty()) {
                        keys.add(new Key(shop, Cluster.Kind.COURIER, reason, "", courier));
                    }
                    if (!sku.isEmpty() && !courier.isEmpty()) {
                        keys.add(new Key(shop, Cluster.Kind.BOTH, reason, sku, courier));
                    }
                });
        return keys;
    }

    int count(Key key, Instant from) {
        return select("SELECT COUNT(*)", key, from, "").query(Integer.class).single();
    }

    List<Long> cases(Cluster cluster, int most) {
        return select("SELECT c.id", new Key(cluster.shop(), cluster.kind(), cluster.reason(), cluster.sku(), cluster.courier()),
                cluster.from(), " ORDER BY c.id LIMIT " + most).query(Long.class).list();
    }

    private JdbcClient.StatementSpec select(String what, Key key, Instant from, String tail) {
        StringBuilder sql = new StringBuilder(what).append(" ").append(SHARES);
        List<Object> values = new ArrayList<>(List.of(key.shop(), key.reason(), Db.utc(from)));
        if (!key.courier().isEmpty()) {
            sql.append(" AND o.courier = ?");
            values.add(key.courier());
        }
        if (!key.sku().isEmpty()) {
            sql.append(" ").append(OF_SKU);
            values.addAll(List.of(key.sku(), key.sku()));
        }
        return jdbc.sql(sql.append(tail).toString()).params(values);
    }

    /** Whether people were told about the cluster since a moment. */
    boolean toldSince(Key key, Instant since) {
        return jdbc.sql("SELECT COUNT(*) FROM cluster_alarm WHERE shop = ? AND kind = ? AND reason = ? AND sku = ? AND courier = ? AND noticed_at > ?")
                .params(key.shop(), key.kind().name(), key.reason(), key.sku(), key.courier(), Db.utc(since))
                .query(Long.class).single() > 0;
    }

    long insert(Key key, long windowNo, Instant from, Instant noticedAt, int cases) {
        jdbc.sql("""
                INSERT INTO cluster_alarm (shop, kind, reason, sku, courier, window_no, from_at, noticed_at, cases)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(key.shop(), key.kind().name(), key.reason(), key.sku(), key.courier(), windowNo, Db.utc(from),
                        Db.utc(noticedAt), cases).update();
        return jdbc.sql("SELECT id FROM cluster_alarm WHERE shop = ? AND kind = ? AND reason = ? AND sku = ? AND courier = ? AND window_no = ?")
                .params(key.shop(), key.kind().name(), key.reason(), key.sku(), key.courier(), windowNo).query(Long.class).single();
    }

    List<Cluster> newest(int most) {
        return jdbc.sql("SELECT * FROM cluster_alarm ORDER BY id DESC LIMIT " + most).query(ClusterTable::map).list();
    }

    /** Locked until the transaction ends. @throws Problem 404 when there is none */
    Cluster lock(long id) {
        return jdbc.sql("SELECT * FROM cluster_alarm WHERE id = ? FOR UPDATE").param(id).query(ClusterTable::map).optional()
                .orElseThrow(() -> Problem.notFound("cluster", id));
    }

    Optional<Cluster> find(long id) {
        return jdbc.sql("SELECT * FROM cluster_alarm WHERE id = ?").param(id).query(ClusterTable::map).optional();
    }

    void becomes(long id, long incidentId) {
        jdbc.sql("UPDATE cluster_alarm SET incident_id = ? WHERE id = ?").params(incidentId, id).update();
    }

    private static Cluster map(ResultSet row, int n) throws SQLException {
        return new Cluster(row.getLong("id"), row.getString("shop"), Cluster.Kind.valueOf(row.getString("kind")),
                row.getString("reason"), row.getString("sku"), row.getString("courier"), Db.instant(row, "from_at"),
                Db.instant(row, "noticed_at"), row.getInt("cases"), Db.nullableLong(row, "incident_id"));
    }
}

package org.shouhou.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The facts of cases, how they change the sums, and the sums of the days. */
@Repository
class FigureTable {

    private static final String COLUMNS = "case_id, measure, on_day, currency, n, total, shop, type, reason, sku, courier, responsible, agent";
    private static final String PLACES = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** A change of the sums not folded yet. */
    record Delta(long seq, Fact fact) {
    }

    /** How far the cases that were there before are counted. */
    record Build(long done, long last) {
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    FigureTable(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Whoever counts a case has it alone until the transaction ends: two who changed it at once count one after the other. */
    void lock(long caseId) {
        String mine = "SELECT case_id FROM figure_case WHERE case_id = ? FOR UPDATE";
        if (jdbc.sql(mine).param(caseId).query(Long.class).optional().isEmpty()) {
            jdbc.sql("INSERT IGNORE INTO figure_case (case_id) VALUES (?)").param(caseId).update();
            jdbc.sql(mine).param(caseId).query(Long.class).single();
        }
    }

    Map<Fact.Key, Fact> of(long caseId) {
        Map<Fact.Key, Fact> facts = new java.util.LinkedHashMap<>();
        jdbc.sql("SELECT * FROM figure_fact WHERE case_id = ?").param(caseId).query(Fact::map).list().forEach(fact -> facts.put(fact.key(), fact));
        return facts;
    }

    /** The case counts as this from now on. */
    void change(long caseId, List<Fact> gone, List<Fact> come) {
        template.batchUpdate("DELETE FROM figure_fact WHERE case_id = ? AND measure = ? AND on_day = ? AND currency = ?", gone.stream().map(fact ->
                new Object[] {caseId, fact.key().measure().name(), fact.key().day(), fact.key().currency()}).toList());
        template.batchUpdate("INSERT INTO figure_fact (" + COLUMNS + ") VALUES " + PLACES, come.stream().map(fact -> row(caseId, fact, 1)).toList());
        List<Object[]> deltas = new ArrayList<>();
        gone.forEach(fact -> deltas.add(row(caseId, fact, -1)));
        come.forEach(fact -> deltas.add(row(caseId, fact, 1)));
        template.batchUpdate("INSERT INTO figure_delta (" + COLUMNS + ") VALUES " + PLACES, deltas);
    }

    private static Object[] row(long caseId, Fact fact, int sign) {
        Fact.Marks marks = fact.marks();
        return new Object[] {caseId, fact.key().measure().name(), fact.key().day(), fact.key().currency(), sign * fact.n(), sign * fact.total(),
            marks.shop(), marks.type(), marks.reason(), marks.sku(), marks.courier(), marks.responsible(), marks.agent()};
    }

    // the days

    boolean anyDelta() {
        return jdbc.sql("SELECT seq FROM figure_delta ORDER BY seq LIMIT 1").query(Long.class).optional().isPresent();
    }

    List<Delta> deltas(int most) {
        return jdbc.sql("SELECT * FROM figure_delta ORDER BY seq LIMIT " + most).query((row, n) -> new Delta(row.getLong("seq"), Fact.map(row, n))).list();
    }

    /** Adds changes to the sums of their days; the caller is the only one who folds. */
    void fold(List<Delta> deltas) {
        Map<String, Object[]> cells = new TreeMap<>();
        deltas.forEach(delta -> cells(delta.fact(), cells));
        template.batchUpdate("INSERT INTO figure_day (measure, cut, on_day, shop, currency, value_a, value_b, n, total) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                + "ON DUPLICATE KEY UPDATE n = n + VALUES(n), total = total + VALUES(total)",
                cells.values().stream().filter(cell -> (long) cell[7] != 0 || (long) cell[8] != 0).toList());
        template.batchUpdate("DELETE FROM figure_delta WHERE seq = ?", deltas.stream().map(delta -> new Object[] {delta.seq()}).toList());
    }

    private static void cells(Fact fact, Map<String, Object[]> cells) {
        cell(fact, Dimension.ALL, "", "", cells);
        for (Dimension dimension : Dimension.values()) {
            cell(fact, dimension.name(), fact.marks().of(dimension), "", cells);
        }
        if (fact.key().measure() == Measure.INTAKE) {
            Dimension.pairs().forEach(pair -> cell(fact, Dimension.cut(pair[0], pair[1]), fact.marks().of(pair[0]), fact.marks().of(pair[1]), cells));
        }
    }

    private static void cell(Fact fact, String cut, String one, String other, Map<String, Object[]> cells) {
        Fact.Key key = fact.key();
        String name = String.join("\u0000", key.measure().name(), cut, key.day().toString(), fact.marks().shop(), key.currency(), one, other);
        Object[] cell = cells.computeIfAbsent(name, none -> new Object[] {key.measure().name(), cut, key.day(), fact.marks().shop(), key.currency(), one, other, 0L, 0L});
        cell[7] = (long) cell[7] + fact.n();
        cell[8] = (long) cell[8] + fact.total();
    }

    // one who folds, one who counts what was there before

    Build build() {
        return jdbc.sql("SELECT done_case, last_case FROM figure_build WHERE id = 1").query((row, n) -> new Build(row.getLong(1), row.getLong(2))).single();
    }

    /** As {@link #build()}; whoever folds or counts anew does so alone. */
    Build lockBuild() {
        return jdbc.sql("SELECT done_case, last_case FROM figure_build WHERE id = 1 FOR UPDATE").query((row, n) -> new Build(row.getLong(1), row.getLong(2))).single();
    }

    List<Long> cases(Build build, int most) {
        return jdbc.sql("SELECT id FROM case_file WHERE id > ? AND id <= ? ORDER BY id LIMIT " + most).params(build.done(), build.last()).query(Long.class).list();
    }

    void built(long upTo) {
        jdbc.sql("UPDATE figure_build SET done_case = ? WHERE id = 1").param(upTo).update();
    }

    /** Every case there is now is counted anew. */
    void buildAnew() {
        jdbc.sql("UPDATE figure_build SET done_case = 0, last_case = (SELECT COALESCE(MAX(id), 0) FROM case_file) WHERE id = 1").update();
    }
}

package org.shouhou.tracing;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.tracing.Fact.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The index of facts and amounts. A fact that is known already is no news. */
@Repository
class FactTable {

    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final Orders orders;

    FactTable(JdbcClient jdbc, CaseFiles cases, Orders orders) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.orders = orders;
    }

    void add(long caseId, Collection<Fact> facts) {
        facts.forEach(fact -> jdbc.sql("INSERT IGNORE INTO audit_fact (kind, code, opened_at, case_id) SELECT ?, ?, opened_at, id FROM case_file WHERE id = ?")
                .params(fact.kind().name(), fact.code(), caseId).update());
    }

    void add(long caseId, Set<Long> amounts) {
        amounts.forEach(minor -> jdbc.sql("INSERT IGNORE INTO audit_amount (case_id, amount_minor, opened_at) SELECT id, ?, opened_at FROM case_file WHERE id = ?")
                .params(minor, caseId).update());
    }

    /** What the case itself is found by. */
    void addCase(CaseFile file) {
        Set<Fact> facts = new LinkedHashSet<>(List.of(new Fact(Kind.ANY, ""), new Fact(Kind.TYPE, file.type()), new Fact(Kind.REASON, file.reason()),
                new Fact(Kind.CHANNEL, file.channel()), new Fact(Kind.SHOP, file.shop())));
        orders.byId(file.orderId()).ifPresent(order -> facts.addAll(ofOrder(order, cases.lines(file.id()))));
        add(file.id(), facts);
        if (file.amountMinor() != null) {
            add(file.id(), Set.of(file.amountMinor()));
        }
    }

    /** @param about the lines the case is about; none for the whole order */
    private static Set<Fact> ofOrder(Order order, List<Long> about) {
        Set<Fact> facts = new LinkedHashSet<>();
        if (order.courier() != null && !order.courier().isBlank()) {
            facts.add(new Fact(Kind.COURIER, order.courier()));
        }
        order.lines().stream().filter(line -> about.isEmpty() || about.contains(line.id())).map(Line::sku)
                .filter(sku -> sku != null && !sku.isBlank()).forEach(sku -> facts.add(new Fact(Kind.SKU, sku)));
        return facts;
    }

    /** The facts of one kind that are known of a case, among those asked for. */
    List<String> known(long caseId, Kind kind, Collection<String> codes) {
        return codes.isEmpty() ? List.of() : jdbc.sql("SELECT f.code FROM case_file c JOIN audit_fact f ON f.kind = :kind AND f.code IN (:codes) "
                + "AND f.opened_at = c.opened_at AND f.case_id = c.id WHERE c.id = :id ORDER BY f.code")
                .param("kind", kind.name()).param("codes", codes).param("id", caseId).query(String.class).list();
    }
}

package org.shouhou.queue;

import org.shouhou.buyer.BuyerFlags;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseUrgency;
import org.shouhou.order.Orders;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which work comes first whatever is due: urgent cases (R39) and those of important buyers (R44). */
@Component
class Precedence {

    /** Lower comes first, so that one index serves both this and the due time. */
    static final int FIRST = 1;
    static final int USUAL = 2;

    private final CaseFiles cases;
    private final CaseUrgency urgency;
    private final BuyerFlags flags;
    private final Orders orders;
    private final JdbcClient jdbc;

    Precedence(CaseFiles cases, CaseUrgency urgency, BuyerFlags flags, Orders orders, JdbcClient jdbc) {
        this.cases = cases;
        this.urgency = urgency;
        this.flags = flags;
        this.orders = orders;
        this.jdbc = jdbc;
    }

    int of(CaseFile file) {
        boolean important = orders.byId(file.orderId()).filter(order -> flags.is(BuyerFlags.Kind.IMPORTANT, order)).isPresent();
        return important || urgency.urgent(file.id()) ? FIRST : USUAL;
    }

    @EventListener
    void urgent(CaseUrgency.Raised raised) {
        jdbc.sql("UPDATE queue_entry SET priority = ? WHERE case_id = ?").params(FIRST, raised.caseId()).update();
    }

    @EventListener
    void known(BuyerFlags.Changed buyer) {
        jdbc.sql("SELECT DISTINCT case_id FROM queue_entry WHERE shop = ? AND buyer = ?").params(buyer.shop(), buyer.buyer())
                .query(Long.class).list().forEach(caseId -> jdbc.sql("UPDATE queue_entry SET priority = ? WHERE case_id = ?")
                        .params(of(cases.get(caseId)), caseId).update());
    }
}

package org.shouhou.messaging;

import org.shouhou.common.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what letters and channels need of a case. */
@Component
class CaseLookup {

    private final JdbcClient jdbc;
    private final ShopChoices choices;

    CaseLookup(JdbcClient jdbc, ShopChoices choices) {
        this.jdbc = jdbc;
        this.choices = choices;
    }

    /** @throws Problem 404 when there is no such case */
    CaseFacts of(long caseId) {
        return jdbc.sql("SELECT c.id, c.number, c.shop, c.order_no, c.currency, o.buyer, o.recipient, o.phone, o.email"
                        + " FROM case_file c JOIN shop_order o ON o.id = c.order_id WHERE c.id = ?")
                .param(caseId)
                .query((row, n) -> new CaseFacts(row.getLong("id"),
                        row.getString("number") == null ? String.valueOf(caseId) : row.getString("number"),
                        row.getString("shop"), row.getString("order_no"), row.getString("currency"),
                        row.getString("buyer"), row.getString("recipient"), row.getString("phone"), row.getString("email"),
                        choices.zone(row.getString("shop"))))
                .optional().orElseThrow(() -> Problem.notFound("case", caseId));
    }
}

package org.shouhou.refund;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where a payment stands: what is open, where to pay to, what people paid by hand. Of a refund and of a compensation alike. */
@Repository
class PaymentWork {

    /**
     * @param openMinor what still has to be settled, minor units
     * @param handBy    who says it was paid by hand; {@code handConfirmedBy} the second person
     */
    record State(long openMinor, String payee, int reminders, String handReference, String handReceipt, String handBy,
            String handConfirmedBy) {
    }

    private final JdbcClient jdbc;
    private final RefundWork refunds;

    PaymentWork(JdbcClient jdbc, RefundWork refunds) {
        this.jdbc = jdbc;
        this.refunds = refunds;
    }

    /** What is noted for a payment; begins empty. */
    State of(Payment payment) {
        return jdbc.sql("SELECT * FROM " + table(payment)).param(key(payment)).query((row, n) -> new State(row.getLong("open_minor"),
                row.getString("payee"), row.getInt("reminders"), row.getString("hand_reference"), row.getString("hand_receipt"),
                row.getString("hand_by"), row.getString("hand_confirmed_by"))).optional().orElseGet(() -> {
                    begin(payment);
                    return of(payment);
                });
    }

    private void begin(Payment payment) {
        if (payment.compensationId() == null) {
            refunds.of(payment.caseId());
        } else {
            jdbc.sql("INSERT INTO payment_work (compensation_id) VALUES (?)").param(payment.compensationId()).update();
        }
    }

    void open(Payment payment, long amountMinor) {
        of(payment);
        set(payment, "open_minor = ?", amountMinor);
    }

    void payee(Payment payment, String payee) {
        of(payment);
        set(payment, "payee = ?", payee);
    }

    void reminded(Payment payment, int times) {
        set(payment, "reminders = ?", times);
    }

    void saidPaidByHand(Payment payment, String reference, String receipt, String by) {
        set(payment, "hand_reference = ?, hand_receipt = ?, hand_by = ?, hand_confirmed_by = NULL", reference, receipt, by);
    }

    void confirmedByHand(Payment payment, String by) {
        set(payment, "hand_confirmed_by = ?", by);
    }

    void forgetByHand(Payment payment) {
        set(payment, "hand_reference = NULL, hand_receipt = NULL, hand_by = NULL, hand_confirmed_by = NULL");
    }

    private void set(Payment payment, String assignments, Object... values) {
        String[] tableAndKey = table(payment).split(" ", 2);
        var statement = jdbc.sql("UPDATE " + tableAndKey[0] + " SET " + assignments + " " + tableAndKey[1]);
        for (Object value : values) {
            statement = statement.param(value);
        }
        statement.param(key(payment)).update();
    }

    private static String table(Payment payment) {
        return payment.compensationId() == null ? "refund_work WHERE case_id = ?" : "payment_work WHERE compensation_id = ?";
    }

    private static long key(Payment payment) {
        return payment.compensationId() == null ? payment.caseId() : payment.compensationId();
    }
}

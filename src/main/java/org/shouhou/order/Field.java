package org.shouhou.order;

import java.util.Arrays;
import java.util.Optional;

/** What a column of an order file can hold. The code is the column's name in the standard format and in profiles. */
enum Field {
    ORDER_NO("orderNo"),
    CURRENCY("currency"),
    TOTAL("total"),
    /** What the buyer paid before any refund. */
    PAID("paid"),
    /** What the buyer paid less what was refunded. */
    NET_PAID("netPaid"),
    REFUNDED("refunded"),
    CREATED_AT("createdAt"),
    /** Empty: unpaid. */
    PAID_AT("paidAt"),
    BUYER("buyer"),
    BUYER_FLAG("buyerFlag"),
    RECIPIENT("recipient"),
    PHONE("phone"),
    EMAIL("email"),
    REGION("region"),
    ADDRESS("address"),
    COURIER("courier"),
    WAYBILL("waybill"),
    SHIPPED_AT("shippedAt"),
    RECEIVED_AT("receivedAt"),
    SHIP_BY("shipBy"),
    LINE_NO("lineNo", true),
    SKU("sku", true),
    /** The production batch of the article (R37). */
    BATCH("batch", true),
    TITLE("title", true),
    QUANTITY("quantity", true),
    /** What the buyer paid for the line before any refund. */
    LINE_PAID("linePaid", true);

    private final String code;
    private final boolean ofLine;

    Field(String code) {
        this(code, false);
    }

    Field(String code, boolean ofLine) {
        this.code = code;
        this.ofLine = ofLine;
    }

    String code() {
        return code;
    }

    /** Whether each line of an order has its own, so that an order may take several rows. */
    boolean ofLine() {
        return ofLine;
    }

    static Optional<Field> named(String code) {
        return Arrays.stream(values()).filter(field -> field.code.equals(code)).findFirst();
    }
}

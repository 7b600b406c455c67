package org.shouhou.changes.web;

import java.util.Arrays;
import java.util.List;
import org.shouhou.settings.Figure;

/** What figures are about, so that people find them. */
enum Matter {
    HOURS("shop.", "staffed.", "slot.", "warehouse.", "phoneRound."),
    WORK("firstReply.", "heldOrder.", "task.", "inspection.", "askCustomer.", "urgent.", "list.", "bulk."),
    LIMITS("refund.limit.", "compensation.", "consent."),
    REFUNDS("refund.", "intercept.", "payee.", "payment."),
    RETURNS("return."),
    PARCELS("shipment.", "parcel.", "packing.", "courier.", "address."),
    COMPLAINTS("complaint.", "alert.", "platform."),
    CUSTOMERS("promise.", "callBack.", "customer.", "buyerFlag."),
    SALE("stock.", "oversold.", "incident.", "cluster."),
    REASONS("reasons."),
    DESK();

    private final List<String> beginnings;

    Matter(String... beginnings) {
        this.beginnings = List.of(beginnings);
    }

    /** The first that fits; what fits nowhere is about the desk itself. */
    static Matter of(Figure figure) {
        return Arrays.stream(values()).filter(matter -> matter.beginnings.stream().anyMatch(figure.code()::startsWith)).findFirst().orElse(DESK);
    }

    List<Figure> figures() {
        return Arrays.stream(Figure.values()).filter(figure -> of(figure) == this).toList();
    }
}

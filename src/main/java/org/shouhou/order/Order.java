package org.shouhou.order;

import java.time.Instant;
import java.util.List;

/**
 * An order as the shop's platform told it. What is not known is null.
 *
 * @param currency      ISO 4217
 * @param totalMinor    the order's price in minor units
 * @param paidMinor     what the buyer paid before any refund; 0 while unpaid; always the sum of the lines
 * @param paidAt        null while unpaid
 * @param buyerFlag     EXTORTION, IMPORTANT or null (R44)
 * @param shipBy        the platform's own ship-by time
 * @param shippingKnown whether the source tells about shipping at all
 * @param lines         in order of their number, at least one
 */
public record Order(long id, String shop, String orderNo, String currency, long totalMinor, long paidMinor,
                    Instant createdAt, Instant paidAt, String buyer, String buyerFlag, String recipient, String phone,
                    String email, String region, String address, String courier, String waybill, Instant shippedAt,
                    Instant receivedAt, Instant shipBy, boolean shippingKnown, List<Line> lines) {

    public Order {
        lines = List.copyOf(lines);
    }

    /** An unpaid order is pre-sale work and never an after-sale case (R1). */
    public boolean paid() {
        return paidAt != null;
    }

    /** Whether the parcel has left. */
    public Shipped shipped() {
        if (shippedAt != null || receivedAt != null) {
            return Shipped.YES;
        }
        return shippingKnown ? Shipped.NO : Shipped.UNKNOWN;
    }

    Order withLines(List<Line> theirs) {
        return new Order(id, shop, orderNo, currency, totalMinor, paidMinor, createdAt, paidAt, buyer, buyerFlag, recipient,
                phone, email, region, address, courier, waybill, shippedAt, receivedAt, shipBy, shippingKnown, theirs);
    }
}

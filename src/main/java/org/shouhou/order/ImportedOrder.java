package org.shouhou.order;

import java.time.Instant;
import java.util.List;
import org.shouhou.common.Json;

/**
 * An order as a file tells it. What the file does not tell is null.
 *
 * @param line          where its first row begins
 * @param refundedMinor what the file says was refunded, or is requested
 */
record ImportedOrder(long line, Facts facts, long refundedMinor) {

    /**
     * @param paidMinor     before any refund; the sum of the lines, if there are any
     * @param shippingKnown whether the file tells about shipping at all
     * @param lines         empty when the format knows no lines
     */
    record Facts(String orderNo, String currency, long totalMinor, long paidMinor, Instant createdAt, Instant paidAt,
                 String buyer, String buyerFlag, String recipient, String phone, String email, String region,
                 String address, String courier, String waybill, Instant shippedAt, Instant receivedAt, Instant shipBy,
                 boolean shippingKnown, List<ImportedLine> lines) {
    }

    record ImportedLine(int lineNo, String sku, String batch, String title, int quantity, long paidMinor) {
    }

    String orderNo() {
        return facts.orderNo();
    }

    /** The same rows give the same hash. */
    String hash() {
        return Json.hash(List.of(facts, refundedMinor));
    }

    /** The order's lines; one with the whole amount when the format knows none. */
    List<ImportedLine> linesOrWhole() {
        return facts.lines().isEmpty() ? List.of(new ImportedLine(1, null, null, null, 1, facts.paidMinor())) : facts.lines();
    }
}

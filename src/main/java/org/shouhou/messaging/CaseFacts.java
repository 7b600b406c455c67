package org.shouhou.messaging;

import java.time.ZoneId;

/**
 * What letters and channels need of a case and its order.
 *
 * @param number the readable case number
 * @param buyer  the buyer's name on the marketplace, or null
 * @param zone   the shop's zone
 */
record CaseFacts(long caseId, String number, String shop, String orderNo, String currency, String buyer, String recipient,
        String phone, String email, ZoneId zone) {

    String customerName() {
        return recipient != null && !recipient.isBlank() ? recipient : buyer;
    }
}

package org.shouhou.tracing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.shouhou.audit.CaseHistory;

/**
 * Money of a story up to a moment, in minor units.
 *
 * @param asked     what the customer asks for now
 * @param approved  refunds on their way or paid by us, and compensations in money that were agreed
 * @param paid      what left, refunds made elsewhere and paid by hand included
 * @param recovered what couriers gave back
 */
record MoneySums(long asked, long approved, long paid, long recovered) {

    /** What a case cost in the end. */
    public long cost() {
        return paid - recovered;
    }

    /** Adds event after event. */
    static final class Running {

        private static final Set<String> IN_MONEY = Set.of("CASH", "FREIGHT");
        private final Map<Long, Long> asked = new HashMap<>();
        private long approved;
        private long paid;
        private long recovered;

        /** @return whether the event moved any money, or asked for it */
        boolean add(CaseHistory.Event event) {
            MoneySums before = sums();
            Map<String, Object> data = event.data();
            switch (event.kind()) {
                case "CASE_OPENED" -> asked.put(event.caseId(), minor(data.get("amountMinor")));
                case "REQUEST_CHANGED" -> {
                    if (data.get("after") instanceof Map<?, ?> after && after.get("amountMinor") != null) {
                        asked.put(event.caseId(), minor(after.get("amountMinor")));
                    }
                }
                case "REFUND_RESERVED" -> approved += minor(data.get("amountMinor"));
                case "REFUND_DECLINED", "REFUND_CANCELLED" -> approved -= minor(data.get("amountMinor"));
                case "REFUND_PAID", "REFUND_EXTERNAL", "COMPENSATION_PAID" -> paid += minor(data.get("amountMinor"));
                case "COMPENSATION_AGREED" -> approved += inMoney(data);
                case "COMPENSATION_NOT_GIVEN" -> approved -= agreedBefore(data);
                case "COURIER_CLAIM_ENDED" -> recovered += minor(data.get("recoveredMinor"));
                default -> {
                    return false;
                }
            }
            return !sums().equals(before);
        }

        private final Map<Object, Long> agreed = new HashMap<>();

        private long inMoney(Map<String, Object> data) {
            long minor = IN_MONEY.contains(data.get("compensation")) ? minor(data.get("amountMinor")) : 0;
            agreed.put(String.valueOf(data.get("compensationId")), minor);
            return minor;
        }

        /** What was never agreed to takes nothing back. */
        private long agreedBefore(Map<String, Object> data) {
            Long minor = agreed.remove(String.valueOf(data.get("compensationId")));
            return minor == null ? 0 : minor;
        }

        MoneySums sums() {
            return new MoneySums(asked.values().stream().mapToLong(Long::longValue).sum(), approved, paid, recovered);
        }

        private static long minor(Object value) {
            return value instanceof Number number ? number.longValue() : 0;
        }
    }
}

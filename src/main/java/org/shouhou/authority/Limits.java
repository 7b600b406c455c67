package org.shouhou.authority;

import java.util.Optional;
import java.util.stream.Stream;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/**
 * Whose limit covers a compensation (R10). The limits are figures by role and kind with validity dates, so that one can be
 * widened for a dated promotion; the rules over them are the table {@code compensationAuthority}.
 */
@Component
class Limits {

    /** The levels, smallest first; what is BEYOND the manager's takes a second manager. */
    enum Level { AGENT, SUPERVISOR, MANAGER, BEYOND }

    private final Settings settings;

    Limits(Settings settings) {
        this.settings = settings;
    }

    /** The smallest level whose limit covers the amount, in minor units. */
    Level levelOf(Kind kind, long amountMinor, String shop) {
        if (amountMinor <= settings.number(kind.agent(), shop)) {
            return Level.AGENT;
        }
        if (amountMinor <= settings.number(kind.supervisor(), shop)) {
            return Level.SUPERVISOR;
        }
        return amountMinor <= settings.number(kind.manager(), shop) ? Level.MANAGER : Level.BEYOND;
    }

    /** The limit an amount is beyond: that of the largest role it is too much for; empty when it is within everybody's. */
    Optional<Long> limitBelow(Kind kind, long amountMinor, String shop) {
        return Stream.of(kind.manager(), kind.supervisor(), kind.agent()).map(limit -> settings.number(limit, shop))
                .filter(limit -> amountMinor > limit).findFirst();
    }

    /** What a gift counts for where nobody says what it is worth. */
    long giftValue(int quantity, String shop) {
        return Math.max(1, quantity * settings.number(Figure.COMPENSATION_GIFT_VALUE, shop));
    }

    /** R13: what an order may get in all of a kind that is money, in minor units. */
    long perOrder(Kind kind, String shop) {
        return settings.number(kind == Kind.FREIGHT ? Figure.COMPENSATION_FREIGHT_PER_ORDER : Figure.COMPENSATION_CASH_PER_ORDER, shop);
    }
}

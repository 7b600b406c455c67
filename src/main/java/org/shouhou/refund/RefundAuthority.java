package org.shouhou.refund;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.shouhou.authority.FourEyes;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** Whose limit covers an amount (R10, R13). The limits are figures with validity dates; the rules over them are DMN. */
@Component
class RefundAuthority {

    /** The levels, smallest first. */
    enum Level { AUTOMATIC, AGENT, SUPERVISOR, MANAGER }

    private final Settings settings;
    private final FourEyes fourEyes;

    RefundAuthority(Settings settings, FourEyes fourEyes) {
        this.settings = settings;
        this.fourEyes = fourEyes;
    }

    /** The smallest level whose limit covers the amount, in minor units; the manager's has no end. */
    Level levelOf(long amountMinor, String shop) {
        if (amountMinor <= settings.number(Figure.REFUND_LIMIT_AUTOMATIC, shop)) {
            return Level.AUTOMATIC;
        }
        if (amountMinor <= settings.number(Figure.REFUND_LIMIT_AGENT, shop)) {
            return Level.AGENT;
        }
        return amountMinor <= settings.number(Figure.REFUND_LIMIT_SUPERVISOR, shop) ? Level.SUPERVISOR : Level.MANAGER;
    }

    /** The limit an amount is beyond: that of the largest role it is too much for; empty when it is within everybody's. */
    Optional<Long> limitBelow(long amountMinor, String shop) {
        return Stream.of(Figure.REFUND_LIMIT_SUPERVISOR, Figure.REFUND_LIMIT_AGENT, Figure.REFUND_LIMIT_AUTOMATIC)
                .map(limit -> settings.number(limit, shop)).filter(limit -> amountMinor > limit).findFirst();
    }

    /** Whether an active manager other than this person could consent; with none, what a manager proposes counts as approved. */
    boolean otherManager(String name) {
        return fourEyes.otherManager(List.of(name));
    }

    /** The level a person proposes at. */
    static String proposerRole(Actor actor) {
        return FourEyes.level(actor);
    }
}

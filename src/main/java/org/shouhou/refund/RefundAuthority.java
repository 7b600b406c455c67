package org.shouhou.refund;

import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** Whose limit covers an amount (R10, R13). The limits are figures with validity dates; the rules over them are DMN. */
@Component
class RefundAuthority {

    /** The levels, smallest first. */
    enum Level { AUTOMATIC, AGENT, SUPERVISOR, MANAGER }

    private final Settings settings;

    RefundAuthority(Settings settings) {
        this.settings = settings;
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

    /** The level a person proposes at. */
    static String proposerRole(Actor actor) {
        return actor.isSystem() ? "AUTO" : actor.mayDo(Role.MANAGER) ? "MANAGER"
                : actor.mayDo(Role.SUPERVISOR) ? "SUPERVISOR" : "AGENT";
    }
}

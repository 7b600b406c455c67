package org.shouhou.authority;

import java.util.Arrays;
import java.util.Optional;
import org.shouhou.settings.Figure;

/** What is given beyond what is owed. */
public enum Kind {
    /** Money. */
    CASH(Figure.COMPENSATION_CASH_AGENT, Figure.COMPENSATION_CASH_SUPERVISOR, Figure.COMPENSATION_CASH_MANAGER),
    /** The cost of sending something back. */
    FREIGHT(Figure.COMPENSATION_FREIGHT_AGENT, Figure.COMPENSATION_FREIGHT_SUPERVISOR, Figure.COMPENSATION_FREIGHT_MANAGER),
    /** A coupon of the shop. */
    COUPON(Figure.COMPENSATION_COUPON_AGENT, Figure.COMPENSATION_COUPON_SUPERVISOR, Figure.COMPENSATION_COUPON_MANAGER),
    /** Pieces of a SKU. */
    GIFT(Figure.COMPENSATION_GIFT_AGENT, Figure.COMPENSATION_GIFT_SUPERVISOR, Figure.COMPENSATION_GIFT_MANAGER);

    private final Figure agent;
    private final Figure supervisor;
    private final Figure manager;

    Kind(Figure agent, Figure supervisor, Figure manager) {
        this.agent = agent;
        this.supervisor = supervisor;
        this.manager = manager;
    }

    public static Optional<Kind> find(String code) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(code)).findFirst();
    }

    /** Whether it is paid, and so stands in the ledger as a kind of its own (R13). */
    public boolean money() {
        return this == CASH || this == FREIGHT;
    }

    Figure agent() {
        return agent;
    }

    Figure supervisor() {
        return supervisor;
    }

    Figure manager() {
        return manager;
    }
}

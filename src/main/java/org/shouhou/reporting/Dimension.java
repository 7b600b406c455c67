package org.shouhou.reporting;

import java.util.ArrayList;
import java.util.List;

/**
 * By what figures are told apart. A case about several goods stands under the dearest of them, so that parts add up to the
 * whole; AGENT is who completed its last task, nobody where others caused it (R41).
 */
public enum Dimension {
    TYPE, REASON, SKU, COURIER, RESPONSIBLE, AGENT;

    /** What two of them may be crossed with each other. */
    static final List<Dimension> CROSSED = List.of(REASON, SKU, COURIER, RESPONSIBLE);
    static final String ALL = "ALL";

    /** The column of a fact. */
    String column() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The name of the sums by two of them, whichever is named first. */
    static String cut(Dimension one, Dimension other) {
        return first(one, other).name() + "_" + (first(one, other) == one ? other : one).name();
    }

    static Dimension first(Dimension one, Dimension other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Every pair, in the order their sums are named. */
    static List<Dimension[]> pairs() {
        List<Dimension[]> pairs = new ArrayList<>();
        for (int i = 0; i < CROSSED.size(); i++) {
            for (int j = i + 1; j < CROSSED.size(); j++) {
                pairs.add(new Dimension[] {CROSSED.get(i), CROSSED.get(j)});
            }
        }
        return pairs;
    }
}

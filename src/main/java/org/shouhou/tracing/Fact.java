package org.shouhou.tracing;

/**
 * Something true of a case that it is found by, once true always found: a case that was converted is found by both kinds.
 *
 * @param code a code, a name or a number, at most 100 characters
 */
record Fact(Kind kind, String code) {

    /**
     * ANY holds for every case. AGENT: whoever did anything on it. DECIDED: whoever completed a task or gave consent.
     * RULE: a decision table ({@code refundRoute}), its row ({@code refundRoute/3}), {@code standing}, {@code refused},
     * or {@code consent} with what follows it.
     */
    enum Kind { ANY, AGENT, DECIDED, MISSED, RULE, TYPE, REASON, OUTCOME, CHANNEL, SHOP, SKU, COURIER, RESPONSIBLE }

    private static final int LONGEST = 100;

    Fact {
        code = code.length() <= LONGEST ? code : code.substring(0, LONGEST);
    }
}

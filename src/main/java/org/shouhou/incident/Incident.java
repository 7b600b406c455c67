package org.shouhou.incident;

import java.time.Instant;
import org.shouhou.casefile.CaseFile;

/**
 * One event that hits many orders (R37).
 *
 * @param number      what people say: {@code INC-12-3}, the last digit checks the others
 * @param state       OPEN (nothing decided yet), DECIDED (a decision is in force), CLOSED
 * @param scope       which cases belong to it
 * @param decisionNo  the decision in force; 0 while there is none
 * @param budgetMinor what it may cost in all, in minor units of {@code currency}
 * @param spentMinor  what was promised to cases so far
 */
public record Incident(long id, String number, String title, State state, Scope scope, String currency, int decisionNo,
        long budgetMinor, long spentMinor, String openedBy, Instant openedAt, Instant closedAt) {

    /** Where an incident stands. */
    public enum State { OPEN, DECIDED, CLOSED }

    /**
     * Which orders are hit; null means any, an empty shop all shops. At least one of sku, batch, courier and region is given.
     *
     * @param region the province or what the address begins with
     * @param reason a coded reason of cases
     * @param from   paid since then; for a courier or a region shipped since then, or paid if it has not left
     * @param to     up to then
     */
    public record Scope(String shop, String sku, String batch, String courier, String region, String reason, Instant from,
            Instant to) {

        boolean ofParcels() {
            return courier != null || region != null;
        }
    }

    boolean closed() {
        return state == State.CLOSED;
    }

    static String numberOf(long id) {
        return CaseFile.numberOf(id).replace("SH-", "INC-");
    }

    /** Its name as a business key and a subject of tasks. */
    static final String KIND = "incident";
}

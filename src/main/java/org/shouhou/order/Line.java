package org.shouhou.order;

/**
 * A line of an order. An order whose source names no lines has one line with the whole amount.
 *
 * @param lineNo    1 and up, as people count
 * @param sku       null when the source names none
 * @param batch     the production batch, null when the source names none
 * @param quantity  at least 1
 * @param paidMinor what the buyer paid for the whole line, in minor units of the order's currency
 */
public record Line(long id, int lineNo, String sku, String batch, String title, int quantity, long paidMinor) {
}

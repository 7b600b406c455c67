package org.shouhou.order;

/** Published in the transaction that changes what people find an order by, or who carries it: buyer, phone, courier, waybill; or what is in it. */
public record OrderChanged(long orderId) {
}

package org.shouhou.messaging;

/** Who a message is for; decides the wording around it and what happens when it cannot be delivered. */
public enum Audience {
    CUSTOMER, STAFF
}

package org.shouhou.gateway;

/** The sides we act on; the name is what the tables and the API show. */
public enum Gateway {
    PAYMENT("payment", "finance"),
    ORDER("order", "agent"),
    WAREHOUSE("warehouse", "warehouse"),
    COURIER("courier", "agent");

    private final String id;
    private final String role;

    Gateway(String id, String role) {
        this.id = id;
        this.role = role;
    }

    /** Lower case, as in configuration and in {@code /hooks/{source}}. */
    public String id() {
        return id;
    }

    /** The role whose people carry its effects out by hand (a higher role may, too). */
    public String role() {
        return role;
    }
}

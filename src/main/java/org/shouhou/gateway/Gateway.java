package org.shouhou.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The sides we act on; the name is what the tables and the API show. */
public enum Gateway {
    PAYMENT("payment", "finance"),
    ORDER("order", "agent"),
    WAREHOUSE("warehouse", "warehouse", "agent"),
    COURIER("courier", "agent");

    private final String id;
    private final List<String> roles;

    Gateway(String id, String... roles) {
        this.id = id;
        this.roles = List.of(roles);
    }

    /** Lower case, as in configuration and in {@code /hooks/{source}}. */
    public String id() {
        return id;
    }

    /** The roles whose people carry its effects out by hand, by group id (a higher role may, too). */
    public List<String> roles() {
        return roles;
    }

    /** The gateway of that lower-case name. */
    public static Optional<Gateway> ofId(String id) {
        return Arrays.stream(values()).filter(gateway -> gateway.id.equals(id)).findFirst();
    }
}

package org.shouhou.identity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What people are in the shop. The order is that of authority, highest first. */
public enum Role {
    MANAGER, SUPERVISOR, AGENT, FINANCE, WAREHOUSE, PRESALE, OPERATOR, AUDITOR;

    /** The lower-case name, which is also the group id in the models: {@code agent}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a group id; empty when there is none. */
    public static Optional<Role> ofId(String id) {
        for (Role role : values()) {
            if (role.id().equals(id)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /**
     * The other roles whose work this one may do as well. A higher role may do a lower one's tasks; nobody stands in
     * for the auditor or the operator, and these two for nobody.
     */
    public Set<Role> alsoMayDo() {
        return switch (this) {
            case MANAGER -> EnumSet.of(SUPERVISOR, AGENT, FINANCE, WAREHOUSE, PRESALE);
            case SUPERVISOR -> EnumSet.of(AGENT, WAREHOUSE, PRESALE);
            case AGENT -> EnumSet.of(PRESALE);
            default -> EnumSet.noneOf(Role.class);
        };
    }

    /** Whether this role may do the other one's work. */
    public boolean mayDo(Role other) {
        return this == other || alsoMayDo().contains(other);
    }
}

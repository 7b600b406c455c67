package org.shouhou.complaint;

import java.util.Optional;
import org.shouhou.identity.Role;

/** Who answers a complaint (R29), lowest first. */
enum Level {
    AGENT(Role.AGENT), SUPERVISOR(Role.SUPERVISOR), MANAGER(Role.MANAGER);

    private final Role role;

    Level(Role role) {
        this.role = role;
    }

    Role role() {
        return role;
    }

    /** Empty above the manager. */
    Optional<Level> above() {
        return this == MANAGER ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
    }
}

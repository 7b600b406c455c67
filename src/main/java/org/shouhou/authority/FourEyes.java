package org.shouhou.authority;

import java.util.Collection;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.Users;
import org.springframework.stereotype.Component;

/** Nobody approves what they themselves proposed; whether somebody else is there who could (R10). */
@Component
public class FourEyes {

    private final Users users;

    FourEyes(Users users) {
        this.users = users;
    }

    /** Whether an active manager other than these could consent; with none, what a manager proposes counts as approved. */
    public boolean otherManager(Collection<String> than) {
        return users.inRole(Role.MANAGER.id()).stream().anyMatch(manager -> !than.contains(manager.name()));
    }

    /** The level a person proposes at: AUTO, AGENT, SUPERVISOR or MANAGER. */
    public static String level(Actor actor) {
        return actor.isSystem() ? "AUTO" : actor.mayDo(Role.MANAGER) ? "MANAGER"
                : actor.mayDo(Role.SUPERVISOR) ? "SUPERVISOR" : "AGENT";
    }
}

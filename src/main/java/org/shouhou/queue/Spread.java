package org.shouhou.queue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.shouhou.identity.Role;
import org.shouhou.identity.User;

/**
 * Gives tasks out evenly: each to whoever of those on duty may do it and has least. Whose very role it is goes before who may
 * stand in, so that agents' work does not land with managers while an agent is there.
 */
final class Spread {

    private final List<User> onDuty;
    private final Map<String, Long> open;

    /** @param open how many tasks each has now, by user name */
    Spread(List<User> onDuty, Map<String, Long> open) {
        this.onDuty = onDuty;
        this.open = new HashMap<>(open);
    }

    /** Who gets it; empty when nobody on duty may do it. @param not who has it now, or null */
    Optional<String> next(QueueEntry entry, String not) {
        List<User> may = onDuty.stream().filter(user -> !user.name().equals(not) && entry.allowedTo(user.actor())).toList();
        Predicate<User> theirs = user -> holds(user, entry.role()) || holds(user, entry.otherRole());
        List<User> first = may.stream().anyMatch(theirs) ? may.stream().filter(theirs).toList() : may;
        return first.stream().map(User::name).min(Comparator.comparing((String name) -> open.getOrDefault(name, 0L)).thenComparing(name -> name));
    }

    private static boolean holds(User user, String roleId) {
        return roleId != null && Role.ofId(roleId).filter(user.roles()::contains).isPresent();
    }

    /** It went there. */
    void gave(String name) {
        open.merge(name, 1L, Long::sum);
    }
}

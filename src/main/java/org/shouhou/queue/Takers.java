package org.shouhou.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.shouhou.duty.OnDuty;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** To whom some tasks can be given: allowed at least one of them by role, four eyes and R6, and on duty unless nobody is (R45). */
@Component
public class Takers {

    /**
     * One of them.
     *
     * @param may    how many of the tasks
     * @param of     of how many
     * @param notFor case numbers of those this person may not do
     */
    public record Taker(String user, String displayName, int may, int of, Set<String> notFor) {
    }

    private final Users users;
    private final OnDuty duty;
    private final JdbcClient jdbc;

    Takers(Users users, OnDuty duty, JdbcClient jdbc) {
        this.users = users;
        this.duty = duty;
        this.jdbc = jdbc;
    }

    /** Who may do most of them first, then by name. @param taskIds of open tasks @param not whose work it is, or null */
    public List<Taker> of(Collection<String> taskIds, String not) {
        if (taskIds.isEmpty()) {
            return List.of();
        }
        List<QueueEntry> entries = jdbc.sql("SELECT * FROM queue_entry WHERE task_id IN (:ids) ORDER BY task_id").param("ids", taskIds)
                .query(QueueEntry::map).list();
        List<Taker> takers = new ArrayList<>();
        for (User user : users.all()) {
            if (user.active() && !user.name().equals(not)) {
                Set<String> notFor = new LinkedHashSet<>();
                entries.stream().filter(entry -> !entry.allowedTo(user.actor())).forEach(entry -> notFor.add(entry.caseNumber()));
                int may = (int) entries.stream().filter(entry -> entry.allowedTo(user.actor())).count();
                if (may > 0) {
                    takers.add(new Taker(user.name(), user.displayName(), may, entries.size(), notFor));
                }
            }
        }
        if (takers.stream().anyMatch(taker -> duty.on(taker.user()))) {
            takers.removeIf(taker -> !duty.on(taker.user()));
        }
        takers.sort(Comparator.comparing(Taker::may).reversed().thenComparing(Taker::user));
        return takers;
    }
}

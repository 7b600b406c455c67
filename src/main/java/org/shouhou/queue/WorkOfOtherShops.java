package org.shouhou.queue;

import java.util.List;
import org.shouhou.identity.Users.ShopsChanged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is kept to shops from now on has nothing of others: it goes back to the pool, so that somebody sees it. */
@Component
class WorkOfOtherShops {

    private final QueueEntries entries;
    private final Matters matters;
    private final ChangingHands hands;
    private final JdbcClient jdbc;

    WorkOfOtherShops(QueueEntries entries, Matters matters, ChangingHands hands, JdbcClient jdbc) {
        this.entries = entries;
        this.matters = matters;
        this.hands = hands;
        this.jdbc = jdbc;
    }

    @EventListener
    void changed(ShopsChanged changed) {
        List<String> theirs = jdbc.sql("SELECT task_id FROM queue_entry WHERE owner = ? ORDER BY case_id, task_id").param(changed.userName())
                .query(String.class).list();
        for (String taskId : theirs) {
            entries.find(taskId).filter(entry -> !changed.shops().include(entry.shop())).ifPresent(matters::lock);
            entries.find(taskId).filter(entry -> changed.userName().equals(entry.owner()) && !changed.shops().include(entry.shop()))
                    .ifPresent(entry -> hands.own(entry, null, "TASK_RETURNED", changed.by(), null));
        }
    }
}

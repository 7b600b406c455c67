package org.shouhou.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.shouhou.common.Db;
import org.shouhou.engine.LiveWork;
import org.shouhou.operation.Finding.Kind;
import org.shouhou.operation.Finding.Seen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every task in the lists: is it there at all. */
@Component
class ListedTasks implements Part {

    private static final int PORTION = 500;

    private record Listed(String id, Long caseId, String key) {
    }

    private final JdbcClient jdbc;
    private final LiveWork work;
    private final UndisturbedCases undisturbed;

    ListedTasks(JdbcClient jdbc, LiveWork work, UndisturbedCases undisturbed) {
        this.jdbc = jdbc;
        this.work = work;
        this.undisturbed = undisturbed;
    }

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public Portion look(String after) {
        List<Listed> found = jdbc.sql("SELECT task_id, case_id, task_key FROM queue_entry WHERE task_id > ? ORDER BY task_id LIMIT ?")
                .params(after == null ? "" : after, PORTION)
                .query((row, n) -> new Listed(row.getString(1), Db.nullableLong(row, "case_id"), row.getString(3))).list();
        Set<String> there = work.tasks(found.stream().map(Listed::id).toList());
        List<Seen> seen = new ArrayList<>();
        found.stream().filter(one -> !there.contains(one.id())).collect(Collectors.toList()).forEach(one -> {
            if ((one.caseId() == null || undisturbed.lock(one.caseId())) && stillListed(one.id()) && work.tasks(List.of(one.id())).isEmpty()) {
                seen.add(new Seen(Kind.TASK_GONE, "task:" + one.id(), one.caseId(), one.key()));
            }
        });
        return new Portion(found.size() < PORTION ? null : found.get(PORTION - 1).id(), found.size(), seen);
    }

    private boolean stillListed(String taskId) {
        return jdbc.sql("SELECT COUNT(*) FROM queue_entry WHERE task_id = ?").param(taskId).query(Long.class).single() > 0;
    }
}

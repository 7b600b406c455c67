package org.shouhou.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.engine.BusinessKey;
import org.shouhou.engine.LiveWork;
import org.shouhou.operation.Finding.Kind;
import org.shouhou.operation.Finding.Seen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Everything that runs: is it the flow of a case that is closed. What goes on beside a closed case (calling the customer
 * back, claiming from the courier, a promise) is as it should be.
 */
@Component
class FlowsOfClosed implements Part {

    private static final int PORTION = 500;

    private final JdbcClient jdbc;
    private final LiveWork work;
    private final UndisturbedCases undisturbed;

    FlowsOfClosed(JdbcClient jdbc, LiveWork work, UndisturbedCases undisturbed) {
        this.jdbc = jdbc;
        this.work = work;
        this.undisturbed = undisturbed;
    }

    @Override
    public String name() {
        return "flows";
    }

    @Override
    public Portion look(String after) {
        List<LiveWork.Root> roots = work.roots(after == null ? "" : after, PORTION);
        Map<String, Long> cases = new HashMap<>();
        for (LiveWork.Root root : roots) {
            if (root.key() != null && BusinessKey.of(root.key()).ofCase()) {
                cases.put(root.id(), BusinessKey.of(root.key()).id());
            }
        }
        List<Seen> seen = new ArrayList<>();
        closedWith(cases).forEach(caseId -> {
            if (undisturbed.lock(caseId) && closedAndRunning(caseId)) {
                seen.add(Seen.ofCase(Kind.CLOSED_RUNS, caseId, null));
            }
        });
        return new Portion(roots.size() < PORTION ? null : roots.get(PORTION - 1).id(), roots.size(), seen);
    }

    private List<Long> closedWith(Map<String, Long> cases) {
        if (cases.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("SELECT id, instance_id FROM case_file WHERE status = 'CLOSED' AND id IN (:ids)").param("ids", cases.values().stream().distinct().toList())
                .query((row, n) -> Map.entry(row.getLong(1), String.valueOf(row.getString(2)))).list().stream()
                .filter(one -> cases.containsKey(one.getValue())).map(Map.Entry::getKey).toList();
    }

    private boolean closedAndRunning(long caseId) {
        return jdbc.sql("SELECT instance_id FROM case_file WHERE id = ? AND status = 'CLOSED' AND instance_id IS NOT NULL").param(caseId)
                .query(String.class).optional().filter(instance -> work.of(List.of(instance)).get(instance).runs()).isPresent();
    }
}

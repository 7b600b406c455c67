package org.shouhou.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.shouhou.casefile.CaseType;
import org.shouhou.engine.LiveWork;
import org.shouhou.operation.Finding.Kind;
import org.shouhou.operation.Finding.Seen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every open case: does its flow run, will anything move it, do its timers and the clocks of its tasks run, are its tasks
 * in the lists. Closed cases are never read, however many there are. Whatever looks wrong is looked at again with the
 * case locked.
 */
@Component
class LiveCases implements Part {

    private static final int PORTION = 100;

    private record Live(long id, String instance) {
    }

    private final JdbcClient jdbc;
    private final LiveWork work;
    private final UndisturbedCases undisturbed;
    private final List<String> ranges;

    LiveCases(JdbcClient jdbc, LiveWork work, UndisturbedCases undisturbed, List<CaseType> types) {
        this.jdbc = jdbc;
        this.work = work;
        this.undisturbed = undisturbed;
        this.ranges = Stream.of("OPEN", "WAITING").flatMap(status -> types.stream().map(type -> status + "/" + type.name())).sorted().toList();
    }

    @Override
    public String name() {
        return "cases";
    }

    /** Along the index by state, kind and id: {@code OPEN/refund/17} was the last one seen. */
    @Override
    public Portion look(String after) {
        String[] at = (after == null ? ranges.get(0) + "/0" : after).split("/");
        List<Live> found = jdbc.sql("SELECT id, instance_id FROM case_file WHERE status = ? AND type = ? AND id > ? ORDER BY id LIMIT ?")
                .params(at[0], at[1], Long.parseLong(at[2]), PORTION)
                .query((row, n) -> new Live(row.getLong(1), row.getString(2))).list();
        List<Seen> confirmed = new ArrayList<>();
        Set<Long> suspects = new HashSet<>();
        among(found).forEach(seen -> suspects.add(seen.caseId()));
        for (Live one : found) {
            if (suspects.contains(one.id()) && undisturbed.lock(one.id())) {
                confirmed.addAll(among(again(one.id())));
            }
        }
        return new Portion(next(at, found), found.size(), confirmed);
    }

    private String next(String[] at, List<Live> found) {
        if (found.size() == PORTION) {
            return at[0] + "/" + at[1] + "/" + found.get(PORTION - 1).id();
        }
        int range = ranges.indexOf(at[0] + "/" + at[1]) + 1;
        return range < ranges.size() ? ranges.get(range) + "/0" : null;
    }

    private List<Live> again(long caseId) {
        return jdbc.sql("SELECT id, instance_id FROM case_file WHERE id = ? AND status <> 'CLOSED'").param(caseId)
                .query((row, n) -> new Live(row.getLong(1), row.getString(2))).list();
    }

    private List<Seen> among(List<Live> cases) {
        if (cases.isEmpty()) {
            return List.of();
        }
        Map<String, LiveWork.Found> works = work.of(cases.stream().map(Live::instance).filter(id -> id != null).toList());
        List<Long> ids = cases.stream().map(Live::id).toList();
        Map<Long, Set<String>> listed = tasks("SELECT case_id, task_id FROM queue_entry WHERE case_id IN (:ids)", ids);
        Map<Long, Set<String>> clocks = tasks("SELECT case_id, task_id FROM deadline WHERE case_id IN (:ids) AND state = 'RUNNING' AND task_id IS NOT NULL", ids);
        List<Seen> seen = new ArrayList<>();
        for (Live one : cases) {
            LiveWork.Found found = one.instance() == null ? null : works.get(one.instance());
            if (found == null || !found.runs()) {
                seen.add(Seen.ofCase(Kind.NO_FLOW, one.id(), null));
                continue;
            }
            if (found.tasks().isEmpty() && found.willGoOn() == 0 && found.failed() == 0) {
                seen.add(Seen.ofCase(Kind.NOTHING_MOVES, one.id(), null));
            }
            found.timersMissing().forEach(timer -> seen.add(new Seen(Kind.TIMER_MISSING, "case:" + one.id() + "/" + cut(timer), one.id(), timer)));
            found.tasks().stream().filter(task -> !listed.getOrDefault(one.id(), Set.of()).contains(task))
                    .forEach(task -> seen.add(new Seen(Kind.TASK_UNLISTED, "task:" + task, one.id(), null)));
            found.tasks().stream().filter(task -> !clocks.getOrDefault(one.id(), Set.of()).contains(task))
                    .forEach(task -> seen.add(new Seen(Kind.CLOCK_MISSING, "task:" + task, one.id(), null)));
        }
        return seen;
    }

    private Map<Long, Set<String>> tasks(String sql, Collection<Long> ids) {
        Map<Long, Set<String>> tasks = new HashMap<>();
        jdbc.sql(sql).param("ids", ids).query(row -> {
            tasks.computeIfAbsent(row.getLong(1), id -> new HashSet<>()).add(row.getString(2));
        });
        return tasks;
    }

    private static String cut(String step) {
        return step.length() <= 70 ? step : step.substring(0, 70);
    }
}

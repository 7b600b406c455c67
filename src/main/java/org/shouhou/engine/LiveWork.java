package org.shouhou.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What will move instances on, for many of them at once: read from the engine's own tables by their keys, which its
 * queries cannot do. For watching alone; nothing that people wait for reads this.
 */
@Service
public class LiveWork {

    /**
     * What there is of an instance and of all it called.
     *
     * @param runs          false when nothing of it is there any more
     * @param tasks         ids of the tasks of people
     * @param willGoOn      timers, and calls outside, that will be tried by themselves
     * @param failed        work that used up its tries
     * @param timersMissing names, in the models' English, of timers that must run and do not
     */
    public record Found(boolean runs, List<String> tasks, int willGoOn, int failed, List<String> timersMissing) {

        static final Found NOTHING = new Found(false, List.of(), 0, 0, List.of());
    }

    /** An instance nobody called. @param key the text of its {@link BusinessKey} */
    public record Root(String id, String key) {
    }

    private record Part(String instance, String root, String definition) {
    }

    private static final class Counts {
        final List<String> tasks = new ArrayList<>();
        final Set<String> timers = new HashSet<>();
        final List<String> missing = new ArrayList<>();
        int willGoOn;
        int failed;
    }

    private final JdbcClient jdbc;
    private final WatchedModels models;

    LiveWork(JdbcClient jdbc, WatchedModels models) {
        this.jdbc = jdbc;
        this.models = models;
    }

    /** By the instance's id, for each one asked for. @param instances ids of instances nobody called, at most some hundreds */
    public Map<String, Found> of(Collection<String> instances) {
        Map<String, Found> found = new LinkedHashMap<>();
        instances.forEach(id -> found.put(id, Found.NOTHING));
        List<Part> parts = instances.isEmpty() ? List.of() : jdbc.sql("""
                        SELECT PROC_INST_ID_, ROOT_PROC_INST_ID_, PROC_DEF_ID_ FROM ACT_RU_EXECUTION
                        WHERE ROOT_PROC_INST_ID_ IN (:ids)""").param("ids", instances)
                .query((row, n) -> new Part(row.getString(1), row.getString(2), row.getString(3))).list();
        if (parts.isEmpty()) {
            return found;
        }
        Map<String, Counts> counts = new HashMap<>();
        Map<String, Counts> byInstance = new HashMap<>();
        Map<String, String> definitions = new HashMap<>();
        for (Part part : parts) {
            byInstance.put(part.instance(), counts.computeIfAbsent(part.root(), root -> new Counts()));
            definitions.put(part.instance(), part.definition());
        }
        count(byInstance);
        missing(byInstance, definitions);
        counts.forEach((root, of) -> found.put(root, new Found(true, of.tasks, of.willGoOn, of.failed, of.missing)));
        return found;
    }

    private void count(Map<String, Counts> byInstance) {
        jdbc.sql("SELECT PROC_INST_ID_, ID_ FROM ACT_RU_TASK WHERE PROC_INST_ID_ IN (:ids)").param("ids", byInstance.keySet())
                .query(row -> {
                    byInstance.get(row.getString(1)).tasks.add(row.getString(2));
                });
        jdbc.sql("SELECT PROCESS_INSTANCE_ID_, HANDLER_CFG_, RETRIES_, SUSPENSION_STATE_ FROM ACT_RU_JOB WHERE PROCESS_INSTANCE_ID_ IN (:ids)")
                .param("ids", byInstance.keySet()).query(row -> {
                    Counts counts = byInstance.get(row.getString(1));
                    counts.timers.add(row.getString(1) + " " + step(row.getString(2)));
                    if (row.getInt(4) != 1) {
                        return;
                    }
                    if (row.getInt(3) > 0) {
                        counts.willGoOn++;
                    } else {
                        counts.failed++;
                    }
                });
        // by the executions of the instance: what is inside a part of it does not say which root it belongs to
        jdbc.sql("""
                        SELECT t.PROC_INST_ID_, t.RETRIES_ FROM ACT_RU_EXECUTION e JOIN ACT_RU_EXT_TASK t ON t.EXECUTION_ID_ = e.ID_
                        WHERE e.PROC_INST_ID_ IN (:ids)""").param("ids", byInstance.keySet())
                .query(row -> {
                    Counts counts = byInstance.get(row.getString(1));
                    int left = row.getInt(2);
                    if (left > 0 || row.wasNull()) {
                        counts.willGoOn++;
                    } else {
                        counts.failed++;
                    }
                });
    }

    private void missing(Map<String, Counts> byInstance, Map<String, String> definitions) {
        jdbc.sql("SELECT DISTINCT PROC_INST_ID_, ACT_ID_ FROM ACT_HI_ACTINST WHERE PROC_INST_ID_ IN (:ids) AND END_TIME_ IS NULL")
                .param("ids", byInstance.keySet()).query(row -> {
                    String instance = row.getString(1);
                    Counts counts = byInstance.get(instance);
                    models.of(definitions.get(instance)).getOrDefault(row.getString(2), List.of()).stream()
                            .filter(timer -> !counts.timers.contains(instance + " " + timer))
                            .forEach(timer -> counts.missing.add(models.name(definitions.get(instance), timer)));
                });
    }

    /** A job's configuration begins with the id of its step. */
    private static String step(String configuration) {
        int more = configuration == null ? -1 : configuration.indexOf('$');
        return more < 0 ? configuration : configuration.substring(0, more);
    }

    /** Instances nobody called, in order of their ids. @param after only greater ids; empty text for the first ones */
    public List<Root> roots(String after, int most) {
        return jdbc.sql("SELECT ID_, BUSINESS_KEY_ FROM ACT_RU_EXECUTION WHERE ID_ > ? AND PARENT_ID_ IS NULL AND SUPER_EXEC_ IS NULL"
                + " ORDER BY ID_ LIMIT ?").params(after, most).query((row, n) -> new Root(row.getString(1), row.getString(2))).list();
    }

    /** Which of these pieces of work outside used up their tries. */
    public Set<String> failed(Collection<String> externalTasks) {
        return externalTasks.isEmpty() ? Set.of() : new HashSet<>(jdbc.sql("SELECT ID_ FROM ACT_RU_EXT_TASK WHERE RETRIES_ = 0 AND ID_ IN (:ids)")
                .param("ids", externalTasks).query(String.class).list());
    }

    /** Which of these tasks of people are there. */
    public Set<String> tasks(Collection<String> ids) {
        return ids.isEmpty() ? Set.of() : new HashSet<>(jdbc.sql("SELECT ID_ FROM ACT_RU_TASK WHERE ID_ IN (:ids)")
                .param("ids", ids).query(String.class).list());
    }
}

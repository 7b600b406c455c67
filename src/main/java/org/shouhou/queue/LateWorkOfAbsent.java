package org.shouhou.queue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.BackgroundWork;
import org.shouhou.common.Db;
import org.shouhou.duty.OnDuty;
import org.shouhou.engine.Commands;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** R45: what lies with someone off duty and is past due goes back to the pool, with the list of what is open (R4). */
@Component
class LateWorkOfAbsent implements BackgroundWork {

    private final QueueEntries entries;
    private final OpenPoints openPoints;
    private final Matters matters;
    private final OnDuty duty;
    private final Commands commands;
    private final JdbcClient jdbc;
    private final Clock clock;

    LateWorkOfAbsent(QueueEntries entries, OpenPoints openPoints, Matters matters, OnDuty duty, Commands commands, JdbcClient jdbc,
            Clock clock) {
        this.entries = entries;
        this.openPoints = openPoints;
        this.matters = matters;
        this.duty = duty;
        this.commands = commands;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "late-work-of-absent";
    }

    @Override
    public boolean workOnce() {
        List<String> owners = jdbc.sql("SELECT DISTINCT owner FROM queue_entry WHERE owner IS NOT NULL AND due_at < ?")
                .param(Db.utc(clock.instant())).query(String.class).list();
        boolean did = false;
        for (String owner : owners) {
            if (duty.of(owner).state() == OnDuty.State.OFF) {
                List<String> late = jdbc.sql("SELECT task_id FROM queue_entry WHERE owner = ? AND due_at < ? ORDER BY due_at, task_id LIMIT 50")
                        .params(owner, Db.utc(clock.instant())).query(String.class).list();
                for (String taskId : late) {
                    did |= commands.run(() -> giveBack(taskId, owner));
                }
            }
        }
        return did;
    }

    /** Whoever was faster is respected: it is looked at again with its case locked. */
    private boolean giveBack(String taskId, String owner) {
        Optional<QueueEntry> seen = entries.find(taskId);
        seen.ifPresent(matters::lock);
        Optional<QueueEntry> entry = entries.find(taskId).filter(now -> owner.equals(now.owner()));
        entry.ifPresent(now -> {
            entries.own(now, null);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("task", now.key());
            facts.put("before", owner);
            facts.putAll(openPoints.of(now));
            matters.record(now, CaseHistory.SYSTEM, "TASK_RETURNED", facts);
        });
        return entry.isPresent();
    }

    @Override
    public Optional<Instant> nextDue() {
        Optional<Instant> late = jdbc.sql("""
                SELECT MIN(q.due_at) FROM queue_entry q WHERE q.due_at >= ? AND (q.owner IN (SELECT username FROM duty_change)
                  OR q.owner IN (SELECT username FROM duty_shift))""").param(Db.utc(clock.instant()))
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDateTime.class))).single()
                .map(utc -> utc.toInstant(ZoneOffset.UTC).plusSeconds(1));
        return Stream.of(late, duty.nextEnd()).flatMap(Optional::stream).min(Instant::compareTo);
    }
}

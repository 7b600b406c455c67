package org.shouhou.deadline;

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
import org.shouhou.common.CaseLock;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.messaging.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the supervisors once before a running clock is up and once when it is past, and writes both on the case's
 * timeline. A clock found past its time after an outage is told as missed, without a warning that comes too late. The end
 * of a contact slot is only noted: who missed it is in the evening's list (R23).
 */
@Component
class DeadlineWatch implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
    private static final int PORTION = 20;
    private static final String SUPERVISORS = "supervisor";

    /**
     * R37: the single follow-ups of a case that is handled together with others rest; what they missed is told when they
     * go on. The answer a platform or the law waits for never rests.
     */
    private static final String RESTS = "kind <> 'REFUND_ANSWER' AND kind <> 'PLATFORM' AND EXISTS "
            + "(SELECT 1 FROM case_file c WHERE c.id = deadline.case_id AND c.quiet = TRUE)";
    private static final String PAST = "state = 'RUNNING' AND told_at IS NULL AND due_at < :now AND NOT (" + RESTS + ")";
    private static final String TO_WARN = "state = 'RUNNING' AND warned_at IS NULL AND told_at IS NULL AND warn_at <= :now AND due_at >= :now"
            + " AND NOT (" + RESTS + ")";

    private enum Notice {
        MISSED(PAST, "told_at", "DEADLINE_MISSED"), WARNED(TO_WARN, "warned_at", "DEADLINE_WARNED");

        private final String due;
        private final String column;
        private final String event;

        Notice(String due, String column, String event) {
            this.due = due;
            this.column = column;
            this.event = event;
        }
    }

    /** @param caseId null when the clock's task belongs to no case */
    private record Found(Notice notice, long id, Long caseId) {
    }

    private record Told(String kind, String taskId, Instant due, Map<String, Object> why, String task, String owner,
            String number) {
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final CaseLock caseLock;
    private final CaseHistory history;
    private final Messages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DeadlineWatch(JdbcClient jdbc, PlatformTransactionManager transactions, CaseLock caseLock, CaseHistory history,
            Messages messages, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.caseLock = caseLock;
        this.history = history;
        this.messages = messages;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "deadline-watch";
    }

    @Override
    public boolean workOnce() {
        boolean did = false;
        RuntimeException failed = null;
        for (Found found : Stream.of(Notice.values()).flatMap(notice -> find(notice).stream()).toList()) {
            try {
                did |= Boolean.TRUE.equals(transaction.execute(status -> tell(found)));
            } catch (RuntimeException e) {
                LOG.warn("The notice of deadline {} of case {} failed and will be tried again", found.id(), found.caseId(), e);
                failed = e;
            }
        }
        if (failed != null && !did) {
            throw failed;
        }
        return did;
    }

    /** A clock is past its time one second after it: what is due is in time up to and with that second. */
    @Override
    public Optional<Instant> nextDue() {
        Optional<Instant> past = earliest("SELECT MIN(due_at) FROM deadline WHERE state = 'RUNNING' AND told_at IS NULL AND due_at >= :now")
                .map(due -> due.plusSeconds(1));
        Optional<Instant> warning = earliest("SELECT MIN(warn_at) FROM deadline WHERE state = 'RUNNING' AND warned_at IS NULL "
                + "AND told_at IS NULL AND warn_at > :now");
        return Stream.of(past, warning).flatMap(Optional::stream).min(Instant::compareTo);
    }

    private Optional<Instant> earliest(String sql) {
        return jdbc.sql(sql).param("now", now()).query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDateTime.class))).single()
                .map(utc -> utc.toInstant(ZoneOffset.UTC));
    }

    private List<Found> find(Notice notice) {
        return jdbc.sql("SELECT id, case_id FROM deadline WHERE " + notice.due + " ORDER BY due_at LIMIT " + PORTION)
                .param("now", now()).query((row, n) -> new Found(notice, row.getLong("id"), Db.nullableLong(row, "case_id"))).list();
    }

    /** Whoever locks the case second finds it told, stopped or moved. */
    private boolean tell(Found found) {
        if (found.caseId() != null) {
            caseLock.lock(found.caseId());
        }
        Notice notice = found.notice();
        int mine = jdbc.sql("UPDATE deadline SET " + notice.column + " = :now WHERE id = :id AND " + notice.due)
                .param("now", now()).param("id", found.id()).update();
        if (mine == 0) {
            return false;
        }
        Told told = jdbc.sql("SELECT d.kind, d.task_id, d.due_at, d.why, q.task_key, q.owner, q.case_number FROM deadline d "
                + "LEFT JOIN queue_entry q ON q.task_id = d.task_id WHERE d.id = ?").param(found.id())
                .query((row, n) -> new Told(row.getString("kind"), row.getString("task_id"), Db.instant(row, "due_at"),
                        Json.readMap(row.getString("why")), row.getString("task_key"), row.getString("owner"),
                        row.getString("case_number"))).single();
        if (found.caseId() != null) {
            history.record(found.caseId(), CaseHistory.SYSTEM, notice.event, facts(told));
        } else {
            events.publishEvent(new TaskNoticed(told.taskId(), notice.event, facts(told)));
        }
        String key = "deadline-" + found.id() + "-" + notice.column + "-" + told.due().getEpochSecond();
        if (!told.kind().equals(Deadlines.SLOT)) {
            String template = notice == Notice.MISSED ? "deadline-missed" : "deadline-warning";
            messages.toRole(SUPERVISORS, found.caseId(), template, letter(told), key);
        } else if (notice == Notice.WARNED) {
            messages.toRole(SUPERVISORS, found.caseId(), "slot-alarm", slotLetter(told), key);
        }
        return true;
    }

    private static Map<String, Object> facts(Told told) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", told.kind());
        facts.put("due", told.due().toString());
        putIfKnown(facts, "taskId", told.taskId());
        putIfKnown(facts, "task", told.task());
        putIfKnown(facts, "owner", told.owner());
        return facts;
    }

    private static Map<String, Object> letter(Told told) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", told.kind());
        data.put("due", told.due());
        putIfKnown(data, "task", told.task());
        putIfKnown(data, "owner", told.owner());
        putIfKnown(data, "caseNumber", told.number());
        return data;
    }

    private static Map<String, Object> slotLetter(Told told) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("ends", told.due());
        putIfKnown(data, "part", told.why().get("part"));
        return data;
    }

    private static void putIfKnown(Map<String, Object> data, String name, Object known) {
        if (known != null) {
            data.put(name, known);
        }
    }

    private LocalDateTime now() {
        return Db.utc(clock.instant());
    }
}

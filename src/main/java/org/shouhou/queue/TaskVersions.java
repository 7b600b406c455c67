package org.shouhou.queue;

import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.CaseLock;
import org.shouhou.engine.BusinessKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Work whose process is moved to another version of its model: its lists show the form of the version it runs on. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class TaskVersions {

    private final Matters matters;
    private final CaseLock cases;
    private final CaseHistory history;
    private final JdbcClient jdbc;

    TaskVersions(Matters matters, CaseLock cases, CaseHistory history, JdbcClient jdbc) {
        this.matters = matters;
        this.cases = cases;
        this.history = history;
        this.jdbc = jdbc;
    }

    /** Locks what the instance belongs to. */
    public void lock(BusinessKey of) {
        if (of.ofCase()) {
            cases.lock(of.id());
        } else {
            matters.of(of.subject()).lock(of.id());
        }
    }

    /** Its open tasks belong to the other version now; its history says so. */
    public void moved(BusinessKey of, String fromDefinition, String toDefinition, String by, Map<String, ?> facts) {
        jdbc.sql("UPDATE queue_entry SET definition_id = ?, revision = revision + 1 WHERE definition_id = ? AND "
                        + (of.ofCase() ? "case_id = ?" : "subject = ? AND subject_id = ?"))
                .params(of.ofCase() ? new Object[] {toDefinition, fromDefinition, of.id()}
                        : new Object[] {toDefinition, fromDefinition, of.subject(), of.id()}).update();
        if (of.ofCase()) {
            history.record(of.id(), by, "PROCESS_MIGRATED", facts);
        } else {
            matters.of(of.subject()).record(of.id(), by, "PROCESS_MIGRATED", facts);
        }
    }
}

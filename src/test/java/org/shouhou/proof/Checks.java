package org.shouhou.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must hold for a case, wherever it stands, and when it is over. */
final class Checks {

    private Checks() {
    }

    /** After every step: engine and tables agree, nothing failed, and something will move the case. */
    static void underWay(CaseRun run, World world) {
        String key = Long.toString(run.caseId);
        Set<String> inEngine = new TreeSet<>(world.texts("SELECT t.ID_ FROM ACT_RU_TASK t JOIN ACT_RU_EXECUTION r"
                + " ON t.PROC_INST_ID_ = r.ID_ WHERE r.BUSINESS_KEY_ = ?", key));
        Set<String> inQueue = new TreeSet<>(world.texts("SELECT task_id FROM queue_entry WHERE case_id = ?", run.caseId));
        if (!inEngine.equals(inQueue)) {
            throw new AssertionError("Tasks of the engine " + inEngine + " and of the queue " + inQueue + " differ: " + run);
        }
        if (world.count("SELECT COUNT(*) FROM ACT_RU_INCIDENT") > 0 || world.count("SELECT COUNT(*) FROM ACT_RU_JOB WHERE RETRIES_ < 7") > 0) {
            throw new AssertionError("Failed work: " + world.texts("SELECT CONCAT(INCIDENT_MSG_, ' at ', ACTIVITY_ID_) FROM ACT_RU_INCIDENT")
                    + world.texts("SELECT EXCEPTION_MSG_ FROM ACT_RU_JOB WHERE RETRIES_ < 7") + run);
        }
        boolean closed = world.texts("SELECT status FROM case_file WHERE id = ?", run.caseId).get(0).equals("CLOSED");
        if (run.over()) {
            assertThat(closed).as("nothing runs any more, and the case is open: %s", run).isTrue();
        } else if (!closed && inQueue.isEmpty() && !run.callsWait() && !run.goesOn()
                && run.moves(false).stream().noneMatch(move -> move.kind() == Move.Kind.TELL)) {
            throw new AssertionError("Nothing will ever move this case: " + run);
        }
    }

    /** When nothing of the case runs any more. */
    static void atTheEnd(CaseRun run) {
        World world = run.world();
        long id = run.caseId;
        world.settle();
        if (!settled(run)) {
            // what was sent to people or the outside gets its time
            world.pass(Duration.ofHours(12));
        }
        List<String> wrong = new ArrayList<>();
        String[] file = world.jdbc.sql("SELECT status, outcome FROM case_file WHERE id = ?").param(id)
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)}).single();
        if (!file[0].equals("CLOSED") || file[1] == null) {
            wrong.add("is " + file[0] + " with outcome " + file[1]);
        }
        none(wrong, run, "tasks in the queue", "SELECT COUNT(*) FROM queue_entry WHERE case_id = ?", id);
        none(wrong, run, "running clocks", "SELECT COUNT(*) FROM deadline WHERE case_id = ? AND state = 'RUNNING'", id);
        none(wrong, run, "open effects", "SELECT COUNT(*) FROM outside_effect WHERE case_id = ? AND (open_task IS NOT NULL OR state IN ('INTENT', 'SENT', 'PENDING', 'UNKNOWN'))", id);
        none(wrong, run, "jobs", "SELECT COUNT(*) FROM ACT_RU_JOB j JOIN ACT_RU_EXECUTION r ON j.PROCESS_INSTANCE_ID_ = r.ID_ WHERE r.BUSINESS_KEY_ = ?", Long.toString(id));
        none(wrong, run, "messages waiting for money", "SELECT COUNT(*) FROM message_fact WHERE case_id = ? AND state = 'DEFERRED'", id);
        // what the outside refused to let go was told to a supervisor instead
        if (run.kindsOf("SHIPMENT_REFUSED") == 0) {
            none(wrong, run, "shipments still stopped by the case", "SELECT COUNT(*) FROM held_shipment h JOIN shop_order o ON o.id = h.order_id WHERE h.case_id = ? AND h.state = 'HELD' AND o.shipped_at IS NULL", id);
            none(wrong, run, "shipments still stopped outside", "SELECT COUNT(*) FROM sandbox_shipment WHERE order_no = ? AND state = 'HELD'", run.orderNo);
        }
        money(wrong, run);
        if (!settled(run)) {
            wrong.add("is not settled");
        }
        assertThat(wrong).as("%s", run).isEmpty();
    }

    private static void money(List<String> wrong, CaseRun run) {
        World world = run.world();
        none(wrong, run, "payments on their way", "SELECT COUNT(*) FROM refund WHERE case_id = ? AND state IN ('RESERVED', 'SENT', 'UNKNOWN')", run.caseId);
        none(wrong, run, "effects done twice", "SELECT COUNT(*) FROM (SELECT idem_key FROM sandbox_payment WHERE order_no = ? GROUP BY idem_key HAVING COUNT(*) > 1) twice", run.orderNo);
        long outside = world.count("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?", run.orderNo);
        long ledger = world.count("SELECT COALESCE(SUM(amount_minor), 0) FROM refund WHERE case_id = ? AND state = 'SUCCEEDED'"
                + " AND idem_key IN (SELECT idem_key FROM sandbox_payment)", run.caseId);
        if (outside != ledger) {
            wrong.add("the gateway paid " + outside + ", the ledger says " + ledger);
        }
        none(wrong, run, "money reserved, or balances that differ from the ledger", """
                SELECT COUNT(*) FROM order_balance b JOIN case_file c ON c.order_id = b.order_id WHERE c.id = ?
                  AND (b.reserved_minor <> 0 OR b.refunded_minor + b.elsewhere_minor <> (SELECT COALESCE(SUM(r.amount_minor), 0)
                       FROM refund r WHERE r.order_id = b.order_id AND r.kind = 'REFUND' AND r.state IN ('SUCCEEDED', 'EXTERNAL')))""", run.caseId);
        long ours = world.count("SELECT b.paid_minor - b.refunded_minor FROM order_balance b JOIN case_file c ON c.order_id = b.order_id WHERE c.id = ?", run.caseId);
        if (ours < 0) {
            wrong.add("we paid " + -ours + " more than was paid");
        }
    }

    private static boolean settled(CaseRun run) {
        return Boolean.TRUE.equals(run.world().as("auditor1").get("/api/cases/" + run.caseId).is(200).json().get("settled"));
    }

    private static void none(List<String> wrong, CaseRun run, String what, String sql, Object param) {
        long count = run.world().count(sql, param);
        if (count > 0) {
            wrong.add(count + " " + what);
        }
    }
}

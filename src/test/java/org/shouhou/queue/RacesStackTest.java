package org.shouhou.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens at the same moment: many hands on one request, one task, one order's money. */
class RacesStackTest extends StackTest {

    private static final int MANY = 20;

    @Autowired
    private PlatformTransactionManager transactions;

    /** Runs all at once, as nearly as threads can. */
    private <T> List<T> atOnce(int times, IntFunction<T> action) {
        return atOnce(java.util.stream.IntStream.range(0, times).<Callable<T>>mapToObj(i -> () -> action.apply(i)).toList());
    }

    private <T> List<T> atOnce(List<Callable<T>> actions) {
        ExecutorService pool = Executors.newFixedThreadPool(actions.size());
        try {
            CountDownLatch ready = new CountDownLatch(actions.size());
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> action : actions) {
                running.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return action.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> one : running) {
                answers.add(one.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private String underReview(String orderNo, Object... more) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        for (int i = 0; i < more.length; i += 2) {
            wanted.put((String) more[i], more[i + 1]);
        }
        String caseId = as("presale1").opens(wanted);
        settle();
        return caseId;
    }

    private String shippedOrder(String... paid) {
        var draft = order();
        for (int i = 0; i < paid.length; i++) {
            draft.line("SKU-" + i, 1, paid[i]);
        }
        return draft.shipped("SF1").imported();
    }

    private long sum(String sql, Object... params) {
        return jdbc.sql(sql).params(params).query(Long.class).single();
    }

    private static List<Integer> statuses(List<Desk.Answer> answers) {
        return answers.stream().map(Desk.Answer::status).sorted().toList();
    }

    private void noClaims() {
        // tasks other tests left behind are somebody's, so that only this test's are free
        jdbc.sql("UPDATE queue_entry SET owner = 'agent1' WHERE owner IS NULL").update();
    }

    @Test
    void the_same_request_twenty_times_at_once_is_one_case() {
        Map<String, Object> wanted = Map.of("requestId", id(), "type", "refund", "orderNo", shippedOrder("300.00"), "reason", "QUALITY",
                "channel", "CHAT", "text", "x");
        List<Desk.Answer> answers = atOnce(MANY, i -> as("presale1").post("/api/cases", wanted));
        assertThat(statuses(answers).subList(0, MANY - 1)).as(answers.toString()).containsOnly(200);
        assertThat(statuses(answers).get(MANY - 1)).isEqualTo(201);
        Set<Object> ids = answers.stream().map(answer -> answer.json().get("caseId")).collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        settle();
        String caseId = (String) ids.iterator().next();
        assertThat(kinds(caseId)).filteredOn("CASE_OPENED"::equals).hasSize(1);
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("reviewRefund"));
    }

    @Test
    void different_requests_with_one_id_at_once_are_one_case_and_conflicts() {
        String orderNo = shippedOrder("300.00");
        String requestId = id();
        List<Desk.Answer> answers = atOnce(8, i -> as("presale1").post("/api/cases", Map.of("requestId", requestId, "type", "refund",
                "orderNo", orderNo, "reason", "QUALITY", "channel", "CHAT", "text", "words " + i)));
        assertThat(statuses(answers)).as(answers.toString()).isEqualTo(List.of(201, 409, 409, 409, 409, 409, 409, 409));
    }

    @Test
    void the_same_message_twenty_times_at_once_is_said_once() {
        String caseId = underReview(shippedOrder("300.00"));
        Map<String, Object> said = Map.of("messageId", id(), "name", "customerWithdrew", "data", Map.of("reason", "不退了"));
        List<Desk.Answer> answers = atOnce(MANY, i -> as("agent1").post("/api/cases/" + caseId + "/messages", said));
        assertThat(statuses(answers)).as(answers.toString()).containsOnly(200);
        settle();
        assertThat(kinds(caseId)).filteredOn("MESSAGE_RECEIVED"::equals).hasSize(1);
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "WITHDRAWN");
    }

    @Test
    void a_double_click_completes_once_and_both_clicks_are_told_so() {
        String orderNo = shippedOrder("300.00");
        String caseId = underReview(orderNo);
        String task = (String) as("agent1").task(caseId, "reviewRefund").get("taskId");
        Object revision = as("agent1").post("/api/tasks/" + task + "/claim", null).json().get("revision");
        Map<String, Object> click = Map.of("requestId", id(), "revision", revision, "data", Map.of("decision", "APPROVE"));
        List<Desk.Answer> answers = atOnce(8, i -> as("agent1").post("/api/tasks/" + task + "/complete", click));
        assertThat(statuses(answers)).as(answers.toString()).containsOnly(204);
        settle();
        assertThat(kinds(caseId)).filteredOn("TASK_COMPLETED"::equals).hasSize(1);
        assertThat(sum("SELECT COUNT(*) FROM sandbox_payment WHERE order_no = ?", orderNo)).isEqualTo(1);
    }

    @Test
    void two_decisions_at_once_about_one_task_are_one_decision_and_a_conflict() {
        String caseId = underReview(shippedOrder("300.00"));
        String task = (String) as("agent1").task(caseId, "reviewRefund").get("taskId");
        Object revision = as("agent1").post("/api/tasks/" + task + "/claim", null).json().get("revision");
        List<Desk.Answer> answers = atOnce(6, i -> as("agent1").post("/api/tasks/" + task + "/complete", Map.of("requestId", id(),
                "revision", revision, "data", Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", "x" + i))));
        assertThat(statuses(answers)).as(answers.toString()).isEqualTo(List.of(204, 409, 409, 409, 409, 409));
        answers.stream().filter(answer -> answer.status() == 409).forEach(answer -> answer.isProblem(409, "task-gone"));
    }

    @Test
    void twenty_agents_taking_the_next_task_get_twenty_different_ones() {
        noClaims();
        for (int i = 0; i < MANY; i++) {
            underReview(shippedOrder("300.00"));
        }
        List<Desk.Answer> answers = atOnce(MANY, i -> as(i % 2 == 0 ? "agent1" : "agent2").post("/api/tasks/next", null));
        assertThat(statuses(answers)).as(answers.toString()).containsOnly(200);
        assertThat(answers.stream().map(answer -> answer.json().get("taskId")).distinct()).hasSize(MANY);
        as("agent1").post("/api/tasks/next", null).is(204);
    }

    @Test
    void more_agents_than_tasks_and_nobody_gets_anothers() {
        noClaims();
        for (int i = 0; i < 3; i++) {
            underReview(shippedOrder("300.00"));
        }
        List<Desk.Answer> answers = atOnce(10, i -> as(i % 2 == 0 ? "agent1" : "agent2").post("/api/tasks/next", null));
        assertThat(statuses(answers)).as(answers.toString()).isEqualTo(List.of(200, 200, 200, 204, 204, 204, 204, 204, 204, 204));
    }

    @Test
    void two_agents_claiming_one_task_one_wins_and_the_other_reads_who() {
        for (int round = 0; round < 5; round++) {
            String caseId = underReview(shippedOrder("300.00"));
            String task = (String) as("agent1").task(caseId, "reviewRefund").get("taskId");
            List<Desk.Answer> answers = atOnce(2, i -> as("agent" + (i + 1)).post("/api/tasks/" + task + "/claim", null));
            int winner = answers.get(0).status() == 200 ? 0 : 1;
            answers.get(winner).is(200);
            answers.get(1 - winner).isProblem(409, "claimed-by-other");
            assertThat(answers.get(1 - winner).json()).containsEntry("owner", "agent" + (winner + 1));
        }
    }

    @Test
    void claiming_and_taking_next_at_once_is_one_owner() {
        noClaims();
        String caseId = underReview(shippedOrder("300.00"));
        String task = (String) as("agent1").task(caseId, "reviewRefund").get("taskId");
        List<Desk.Answer> answers = atOnce(List.of(() -> as("agent1").post("/api/tasks/" + task + "/claim", null),
                () -> as("agent2").post("/api/tasks/next", null)));
        boolean claimed = answers.get(0).status() == 200;
        answers.get(0).is(claimed ? 200 : 409);
        answers.get(1).is(claimed ? 204 : 200);
    }

    @Test
    void who_claims_what_somebody_else_is_just_taking_waits_and_reads_whose_it_is() throws Exception {
        String caseId = underReview(shippedOrder("300.00"));
        String task = (String) as("agent1").task(caseId, "reviewRefund").get("taskId");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<Desk.Answer> claim = new TransactionTemplate(transactions).execute(taking -> {
                // as taking the next task does: the entry changes hands, the case is not locked
                jdbc.sql("UPDATE queue_entry SET owner = 'agent2', revision = revision + 1 WHERE task_id = ?").param(task).update();
                Future<Desk.Answer> other = pool.submit(() -> as("agent1").post("/api/tasks/" + task + "/claim", null));
                assertThatThrownBy(() -> other.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                return other;
            });
            Desk.Answer answer = claim.get(60, TimeUnit.SECONDS);
            answer.isProblem(409, "claimed-by-other");
            assertThat(answer.json()).containsEntry("owner", "agent2");
            assertThat(as("agent2").task(caseId, "reviewRefund")).containsEntry("owner", "agent2");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void r13_two_cases_that_both_want_everything_never_get_more_than_was_paid() {
        for (int round = 0; round < 4; round++) {
            String orderNo = shippedOrder("300.00", "100.00");
            List<String> cases = List.of(underReview(orderNo), underReview(orderNo));
            List<Desk.Answer> answers = atOnce(2, i -> as("agent" + (i + 1)).tries(cases.get(i), "reviewRefund", Map.of("decision", "APPROVE")));
            assertThat(answers).as(answers.toString()).allMatch(answer -> answer.status() == 204 || answer.status() == 422);
            settle();
            assertThat(sum("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?", orderNo)).isEqualTo(40000);
            List<Object> outcomes = cases.stream().map(caseId -> as("auditor1").sees(caseId).get("outcome")).toList();
            assertThat(outcomes).containsExactlyInAnyOrder("REFUNDED", null);
            String loser = cases.get(outcomes.indexOf(null));
            // a person sees it: the task is back, with nothing left to approve
            Map<String, Object> task = as("agent1").task(loser, "reviewRefund");
            Desk.Answer shown = as("agent1").get("/api/tasks/" + task.get("taskId"));
            assertThat(((Map<?, ?>) shown.json().get("data")).get("leftMinor")).isEqualTo(0);
        }
    }

    @Test
    void r13_two_parts_at_once_that_fit_together_are_both_paid() {
        for (int round = 0; round < 4; round++) {
            String orderNo = shippedOrder("100.00", "100.00");
            List<String> cases = List.of(underReview(orderNo, "amount", Map.of("minor", 10000, "currency", "CNY")),
                    underReview(orderNo, "amount", Map.of("minor", 10000, "currency", "CNY")));
            List<Desk.Answer> answers = atOnce(2, i -> as("agent" + (i + 1)).tries(cases.get(i), "reviewRefund", Map.of("decision", "APPROVE")));
            assertThat(statuses(answers)).as(answers.toString()).containsOnly(204);
            settle();
            cases.forEach(caseId -> assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "REFUNDED"));
            assertThat(sum("SELECT refunded_minor FROM order_balance b JOIN shop_order o ON o.id = b.order_id WHERE o.order_no = ?", orderNo))
                    .isEqualTo(20000);
        }
    }

    @Test
    void completing_and_withdrawing_at_once_end_in_one_clear_way() {
        for (int round = 0; round < 6; round++) {
            String orderNo = shippedOrder("300.00");
            String caseId = underReview(orderNo);
            String task = (String) as("agent1").task(caseId, "reviewRefund").get("taskId");
            Object revision = as("agent1").post("/api/tasks/" + task + "/claim", null).json().get("revision");
            Map<String, Object> approval = Map.of("requestId", id(), "revision", revision, "data", Map.of("decision", "APPROVE"));
            List<Desk.Answer> answers = atOnce(List.of(() -> as("agent1").post("/api/tasks/" + task + "/complete", approval),
                    () -> as("agent2").post("/api/cases/" + caseId + "/messages",
                            Map.of("messageId", id(), "name", "customerWithdrew", "data", Map.of("reason", "x")))));
            assertThat(answers.get(1).status()).as(answers.toString()).isEqualTo(200);
            assertThat(answers.get(0).status()).as(answers.toString()).isIn(204, 409);
            settle();
            Map<String, Object> seen = as("auditor1").sees(caseId);
            long paid = sum("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?", orderNo);
            assertThat(seen).as(kinds(caseId).toString()).containsEntry("status", "CLOSED").containsEntry("outcome", paid == 0 ? "WITHDRAWN" : "REFUNDED");
            assertThat(sum("SELECT refunded_minor FROM order_balance b JOIN shop_order o ON o.id = b.order_id WHERE o.order_no = ?", orderNo))
                    .isEqualTo(paid);
            assertThat(sum("SELECT reserved_minor FROM order_balance b JOIN shop_order o ON o.id = b.order_id WHERE o.order_no = ?", orderNo)).isZero();
        }
    }

    @Test
    void the_platforms_decision_and_the_payment_at_once_never_pay_twice_from_us() {
        for (int round = 0; round < 6; round++) {
            String orderNo = shippedOrder("300.00");
            String caseId = underReview(orderNo);
            as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
            String name = round % 2 == 0 ? "platformDecided" : "customerWithdrew";
            Map<String, Object> data = round % 2 == 0 ? Map.of("decision", "REFUND", "amount", 30000) : Map.of("reason", "x");
            List<Object> answers = atOnce(List.of(() -> {
                settle();
                return 200;
            }, () -> as("supervisor1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", name, "data", data)).status()));
            assertThat(answers).containsOnly(200);
            settle();
            long paid = sum("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?", orderNo);
            Map<String, Object> seen = as("auditor1").sees(caseId);
            assertThat(seen).as(kinds(caseId).toString()).containsEntry("status", "CLOSED");
            if (name.equals("platformDecided")) {
                assertThat(paid).isEqualTo(30000);
            } else {
                assertThat(seen).containsEntry("outcome", paid == 0 ? "WITHDRAWN" : "REFUNDED");
            }
            assertThat(sum("SELECT refunded_minor FROM order_balance b JOIN shop_order o ON o.id = b.order_id WHERE o.order_no = ?", orderNo))
                    .isEqualTo(paid);
            assertThat(sum("SELECT reserved_minor FROM order_balance b JOIN shop_order o ON o.id = b.order_id WHERE o.order_no = ?", orderNo)).isZero();
        }
    }

    @Test
    void notes_messages_and_claims_of_one_case_at_once_all_arrive() {
        String caseId = underReview(shippedOrder("300.00"));
        List<Desk.Answer> answers = atOnce(MANY, i -> switch (i % 4) {
            case 0 -> as("agent1").post("/api/cases/" + caseId + "/notes", Map.of("text", "note " + i));
            case 1 -> as("agent2").post("/api/cases/" + caseId + "/messages",
                    Map.of("messageId", id(), "name", "customerResponded", "data", Map.of("channel", "CHAT", "text", "said " + i)));
            case 2 -> as("agent1").post("/api/cases/" + caseId + "/contacts", Map.of("channel", "PHONE", "outcome", "REACHED"));
            default -> as("agent2").post("/api/cases/" + caseId + "/messages",
                    Map.of("messageId", id(), "name", "escalationRequested", "data", Map.of("reason", "r" + i)));
        });
        assertThat(answers).as(answers.toString()).allMatch(answer -> answer.status() == 200 || answer.status() == 204);
        assertThat(as("supervisor1").tasks(caseId)).containsExactlyInAnyOrder("reviewRefund", "handleEscalation");
        assertThat(kinds(caseId)).filteredOn("NOTE"::equals).hasSize(5);
        assertThat(kinds(caseId)).filteredOn("CONTACT"::equals).hasSize(5);
        assertThat(kinds(caseId)).filteredOn("MESSAGE_RECEIVED"::equals).hasSize(10);
    }
}

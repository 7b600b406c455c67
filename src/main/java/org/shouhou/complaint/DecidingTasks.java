package org.shouhou.complaint;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.casefile.Responsibilities;
import org.shouhou.casefile.Responsible;
import org.shouhou.deadline.Deadlines;
import org.shouhou.order.Line;
import org.shouhou.order.Orders;
import org.shouhou.queue.TaskHandler;
import org.shouhou.refund.RefusalReason;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Answering a complaint, on three levels: the same decisions, the same facts; nobody is above the manager. */
@Component
class DecidingTasks {

    private final CaseFiles cases;
    private final Orders orders;
    private final ComplaintBook book;
    private final Remedies remedies;
    private final Responsibilities responsibilities;
    private final MessageFacts facts;

    DecidingTasks(CaseFiles cases, Orders orders, ComplaintBook book, Remedies remedies, Responsibilities responsibilities,
            MessageFacts facts) {
        this.cases = cases;
        this.orders = orders;
        this.book = book;
        this.remedies = remedies;
        this.responsibilities = responsibilities;
        this.facts = facts;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        TaskHandler investigateComplaintHandler(DecidingTasks tasks) {
            return tasks.handler("investigateComplaint");
        }

        @Bean
        TaskHandler takeOverComplaintHandler(DecidingTasks tasks) {
            return tasks.handler("takeOverComplaint");
        }

        @Bean
        TaskHandler decideComplaintHandler(DecidingTasks tasks) {
            return tasks.handler("decideComplaint");
        }
    }

    private TaskHandler handler(String key) {
        return new TaskHandler() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public Map<String, Object> data(long caseId) {
                return DecidingTasks.this.data(caseId);
            }

            @Override
            public String deadlineKind() {
                return Deadlines.COMPLAINT_ANSWER;
            }

            /** R29: half of its time over, it warns. */
            @Override
            public Instant warnAt(long caseId, Instant due) {
                Instant since = book.of(caseId).levelSince();
                return since == null ? null : Deadlines.halfTime(since, due);
            }

            @Override
            public Map<String, Object> why(long caseId, Instant due) {
                Map<String, Object> why = book.of(caseId).why();
                return why.isEmpty() ? null : why;
            }

            @Override
            public List<String> values(String list, long caseId) {
                return list.equals("reasonCodes") ? RefusalReason.codes() : List.of();
            }

            @Override
            public Map<String, Object> complete(Decision decision) {
                return DecidingTasks.this.complete(decision);
            }
        };
    }

    private Map<String, Object> data(long caseId) {
        CaseFile file = cases.get(caseId);
        ComplaintBook.Work work = book.of(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("complaint", file.reason());
        data.put("level", work.level().name());
        data.put("complainedOf", work.complainedOf());
        data.put("requestedMinor", file.amountMinor());
        data.put("currency", file.currency());
        data.put("leftMinor", remedies.left(file));
        data.put("lines", orders.byId(file.orderId()).orElseThrow().lines().stream().map(DecidingTasks::line).toList());
        data.put("cameBack", work.cameBack());
        data.put("cameBackDecision", work.cameBack() == null ? null : work.decision());
        data.put("given", work.given());
        // R41: somebody is named at the end; whoever decides takes what the rule says, or puts it right
        data.put("responsible", responsibilities.of(caseId).map(named -> named.responsible().name())
                .orElseGet(() -> responsibilities.suggested(file.reason(), CaseFile.Outcome.ANSWERED).name()));
        return data;
    }

    private static Map<String, Object> line(Line line) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("lineNo", line.lineNo());
        shown.put("sku", line.sku());
        shown.put("title", line.title());
        shown.put("quantity", line.quantity());
        return shown;
    }

    private Map<String, Object> complete(TaskHandler.Decision decision) {
        long caseId = decision.caseId();
        // what the customer said until now is known to whoever decides
        facts.seen(caseId, MessageName.CUSTOMER_RESPONDED);
        if (decision.decision().equals("PASS_UP")) {
            book.goesUp(caseId, "PASSED_UP", decision.text("reason"));
            return Map.of();
        }
        Map<String, Object> called = remedies.plan(decision);
        book.decided(caseId, decision.decision(), decision.actor().name(), decision.text("reasonCode"), decision.text("evidence"));
        if (decision.text("responsible") != null) {
            responsibilities.decided(caseId, Responsible.valueOf(decision.text("responsible")), decision.actor());
        }
        return called;
    }
}

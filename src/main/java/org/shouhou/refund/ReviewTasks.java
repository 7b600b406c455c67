package org.shouhou.refund;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseIntake;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.common.Money;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.order.OrderBalances;
import org.shouhou.queue.TaskHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Reviewing a refund, in time by an agent or late by a supervisor: the same decisions, the same facts. */
@Component
class ReviewTasks {

    private final CaseFiles cases;
    private final RefundWork work;
    private final RefundCase refunds;
    private final OrderBalances balances;
    private final CaseMessages messages;
    private final CaseIntake intake;
    private final MessageFacts facts;

    ReviewTasks(CaseFiles cases, RefundWork work, RefundCase refunds, OrderBalances balances, CaseMessages messages,
            CaseIntake intake, MessageFacts facts) {
        this.cases = cases;
        this.work = work;
        this.refunds = refunds;
        this.balances = balances;
        this.messages = messages;
        this.intake = intake;
        this.facts = facts;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        TaskHandler reviewRefundHandler(ReviewTasks tasks) {
            return tasks.handler("reviewRefund");
        }

        @Bean
        TaskHandler decideOverdueRefundHandler(ReviewTasks tasks) {
            return tasks.handler("decideOverdueRefund");
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
                return ReviewTasks.this.data(caseId);
            }

            @Override
            public List<String> values(String list, long caseId) {
                return ReviewTasks.this.values(list, caseId);
            }

            @Override
            public Map<String, Object> complete(Decision decision) {
                return ReviewTasks.this.complete(decision);
            }
        };
    }

    private Map<String, Object> data(long caseId) {
        CaseFile file = cases.get(caseId);
        RefundWork.Work now = work.of(caseId);
        OrderBalances.Balance balance = balances.of(file.orderId());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("requestedMinor", file.amountMinor());
        data.put("currency", file.currency());
        data.put("paidMinor", balance.paid());
        data.put("leftMinor", refunds.amountLeft(caseId).orElse(0L));
        data.put("route", now.route());
        data.put("routeWhy", now.routeWhy());
        data.put("sentBackWhy", now.sentBackWhy());
        data.put("inspection", now.inspection());
        return data;
    }

    private List<String> values(String list, long caseId) {
        return switch (list) {
            case "reasonCodes" -> RefusalReason.codes();
            case "conversionTypes" -> intake.typesOpenTo(cases.get(caseId));
            default -> List.of();
        };
    }

    private Map<String, Object> complete(TaskHandler.Decision decision) {
        long caseId = decision.caseId();
        CaseFile file = cases.get(caseId);
        // what the customer said until now is known to the reviewer; only what comes after a question answers it
        facts.seen(caseId, MessageName.CUSTOMER_RESPONDED);
        switch (decision.decision()) {
            case "APPROVE", "INTERCEPT" -> propose(decision, file.amountMinor());
            case "APPROVE_PART" -> proposePart(decision, file);
            case "REFUSE" -> {
                work.refuse(caseId, decision.text("reasonCode"), decision.text("evidence"));
                refunds.tellRefused(caseId);
            }
            case "ASK_CUSTOMER" -> work.ask(caseId, decision.text("question"));
            case "CONVERT" -> messages.decidedToConvert(caseId, decision.taskId(), decision.text("toType"),
                    decision.note(), decision.actor().name());
            default -> throw new IllegalStateException(decision.decision());
        }
        return Map.of();
    }

    private void proposePart(TaskHandler.Decision decision, CaseFile file) {
        long part = decision.number("amountMinor");
        if (part >= file.amountMinor()) {
            throw Problem.fields(List.of(new FieldProblem("amountMinor", "A part is less than the "
                    + file.amount() + " that was asked for; approve the whole instead.")));
        }
        propose(decision, part);
    }

    private void propose(TaskHandler.Decision decision, long amountMinor) {
        long left = refunds.amountLeft(decision.caseId()).orElse(0L);
        if (amountMinor > left) {
            String currency = cases.get(decision.caseId()).currency();
            throw Problem.unprocessable("more-than-left", "Only " + new Money(left, currency)
                    + " is left to refund. Approve a part, or refuse.").with("leftMinor", left);
        }
        work.propose(decision.caseId(), amountMinor, decision.actor());
    }
}

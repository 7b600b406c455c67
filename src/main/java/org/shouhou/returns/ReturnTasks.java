package org.shouhou.returns;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseIntake;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.queue.TaskHandler;
import org.shouhou.refund.RefusalReason;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What agents decide about a return: whether it is agreed, and what becomes of a parcel that does not arrive. */
@Component
class ReturnTasks {

    private static final String KEEP = "KEEP_PART_REFUND";
    private static final long LONGEST_WAIT_DAYS = 30;

    private final CaseFiles cases;
    private final ReturnBook book;
    private final ReturnMoney money;
    private final Returns returns;
    private final ReturnLetters letters;
    private final CaseMessages messages;
    private final CaseIntake intake;
    private final MessageFacts facts;
    private final CaseHistory history;
    private final Clock clock;

    ReturnTasks(CaseFiles cases, ReturnBook book, ReturnMoney money, Returns returns, ReturnLetters letters,
            CaseMessages messages, CaseIntake intake, MessageFacts facts, CaseHistory history, Clock clock) {
        this.cases = cases;
        this.book = book;
        this.money = money;
        this.returns = returns;
        this.letters = letters;
        this.messages = messages;
        this.intake = intake;
        this.facts = facts;
        this.history = history;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        TaskHandler reviewReturnHandler(ReturnTasks tasks) {
            return tasks.new Review();
        }

        @Bean
        TaskHandler chaseReturnParcelHandler(ReturnTasks tasks) {
            return tasks.new Chase();
        }
    }

    /** {@code reviewReturn}. */
    private final class Review implements TaskHandler {

        @Override
        public String key() {
            return "reviewReturn";
        }

        @Override
        public Map<String, Object> data(long caseId) {
            return returns.facts(caseId);
        }

        /** Only a return itself becomes another kind of case; one that another kind called does not. */
        @Override
        public List<String> values(String list, long caseId) {
            CaseFile file = cases.get(caseId);
            return switch (list) {
                case "reasonCodes" -> RefusalReason.codes();
                case "conversionTypes" -> file.type().equals(ReturnCase.NAME) ? intake.typesOpenTo(file) : List.of();
                default -> List.of();
            };
        }

        @Override
        public Map<String, Object> complete(Decision decision) {
            long caseId = decision.caseId();
            // what the customer said and chose until now is known to the reviewer; only what comes after answers a question
            facts.seen(caseId, MessageName.CUSTOMER_RESPONDED);
            facts.seen(caseId, MessageName.OPTION_CHOSEN);
            book.reviewed(caseId, decision.actor().name());
            switch (decision.decision()) {
                case "AUTHORISE" -> book.freight(caseId, decision.text("freight"));
                case "OFFER_OPTIONS" -> offer(decision);
                case "KEEP_AND_PART_REFUND" -> {
                    keep(caseId, decision.number("amountMinor"), "amountMinor");
                    money.propose(caseId, decision.number("amountMinor"), decision.actor());
                    return Map.of("refundFor", "KEEP");
                }
                case "REFUSE" -> {
                    book.refused(caseId, decision.text("reasonCode"), decision.text("evidence"));
                    letters.refused(caseId, decision.text("reasonCode"));
                }
                case "ASK_CUSTOMER" -> book.asked(caseId, decision.text("question"));
                case "CONVERT" -> messages.decidedToConvert(caseId, decision.taskId(), decision.text("toType"),
                        decision.note(), decision.actor().name());
                default -> throw new IllegalStateException(decision.decision());
            }
            return Map.of();
        }
    }

    /** R15: exactly two, and not the same twice. */
    private void offer(TaskHandler.Decision decision) {
        String first = decision.text("firstOption");
        String second = decision.text("secondOption");
        Long keep = decision.number("keepMinor");
        if (first.equals(second)) {
            throw Problem.fields(List.of(new FieldProblem("secondOption", "Must be another one than the first.")));
        }
        boolean keeping = first.equals(KEEP) || second.equals(KEEP);
        if (keeping && keep == null) {
            throw Problem.fields(List.of(new FieldProblem("keepMinor", "Is required.")));
        }
        if (!keeping && keep != null) {
            throw Problem.fields(List.of(new FieldProblem("keepMinor", "Belongs to keeping the goods, which is not offered.")));
        }
        if (keeping) {
            keep(decision.caseId(), keep, "keepMinor");
        }
        book.offered(decision.caseId(), first, second, keep);
        Map<String, Object> told = new HashMap<>(Map.of("firstOption", first, "secondOption", second));
        if (keep != null) {
            told.put("keepMinor", keep);
        }
        history.record(decision.caseId(), decision.actor().name(), "OPTIONS_OFFERED", told);
    }

    private void keep(long caseId, long amountMinor, String field) {
        CaseFile file = cases.get(caseId);
        if (file.amountMinor() != null && amountMinor >= file.amountMinor()) {
            throw Problem.fields(List.of(new FieldProblem(field, "Is a part, so less than the " + file.amount() + " that was asked for.")));
        }
        money.checkLeft(caseId, amountMinor);
    }

    /** {@code chaseReturnParcel}. */
    private final class Chase implements TaskHandler {

        @Override
        public String key() {
            return "chaseReturnParcel";
        }

        @Override
        public Map<String, Object> data(long caseId) {
            return returns.facts(caseId);
        }

        @Override
        public Map<String, Object> complete(Decision decision) {
            long caseId = decision.caseId();
            switch (decision.decision()) {
                case "WAIT" -> {
                    long days = decision.number("days");
                    if (days > LONGEST_WAIT_DAYS) {
                        throw Problem.fields(List.of(new FieldProblem("days", "Is more than " + LONGEST_WAIT_DAYS + ".")));
                    }
                    return Map.of("arrivalDue", Date.from(clock.instant().plus(Duration.ofDays(days))));
                }
                case "LOST_REFUND" -> {
                    money.checkLeft(caseId, 1);
                    money.propose(caseId, money.asked(caseId), decision.actor());
                    return Map.of("refundFor", "LOST");
                }
                case "LAPSE" -> {
                    returns.lapsed(caseId);
                    return Map.of();
                }
                default -> throw new IllegalStateException(decision.decision());
            }
        }
    }
}

package org.shouhou.reship;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.queue.TaskHandler;
import org.shouhou.reship.ParcelTraces.Trace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What people decide about a parcel: where it is, whether it is damaged, what was packed. */
@Component
class ReshipTasks {

    private static final List<String> NOT_CONFIRMED = List.of("NO_EVIDENCE", "USED_OR_DAMAGED", "OUTSIDE_OF_TERMS", "ALREADY_SETTLED");

    private final CaseFiles cases;
    private final Orders orders;
    private final ReshipCase reships;
    private final ReshipRefunds refunds;
    private final ParcelTraces traces;

    ReshipTasks(CaseFiles cases, Orders orders, ReshipCase reships, ReshipRefunds refunds, ParcelTraces traces) {
        this.cases = cases;
        this.orders = orders;
        this.reships = reships;
        this.refunds = refunds;
        this.traces = traces;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        TaskHandler followParcelHandler(ReshipTasks tasks) {
            return tasks.new Follow();
        }

        @Bean
        TaskHandler confirmDamageHandler(ReshipTasks tasks) {
            return tasks.new Damage();
        }

        @Bean
        TaskHandler checkPackingHandler(ReshipTasks tasks) {
            return tasks.new Packing();
        }
    }

    private Map<String, Object> facts(long caseId) {
        CaseFile file = cases.get(caseId);
        Order order = orders.byId(file.orderId()).orElseThrow();
        Trace trace = traces.of(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("courier", order.courier());
        data.put("waybill", order.waybill());
        data.put("tracking", trace.tracking());
        data.put("cause", trace.cause());
        data.put("lastEventAt", trace.lastEvent().toString());
        data.put("words", Stream.of(file.words(), trace.words()).filter(text -> text != null && !text.isBlank()).collect(Collectors.joining(" · ")));
        data.put("items", reships.lines(file).stream().map(line -> line.lineNo() + ": " + (line.sku() == null ? line.title() : line.sku())
                + " × " + line.quantity()).collect(Collectors.joining(", ")));
        data.put("packing", trace.packing());
        data.put("evidence", trace.evidence());
        return data;
    }

    /** {@code followParcel}: what the courier or the customer said, or how the matter ends. */
    private final class Follow implements TaskHandler {

        @Override
        public String key() {
            return "followParcel";
        }

        @Override
        public Map<String, Object> data(long caseId) {
            return facts(caseId);
        }

        @Override
        public Map<String, Object> complete(Decision decision) {
            long caseId = decision.caseId();
            boolean packedRight = "PACKED_RIGHT".equals(traces.of(caseId).packing());
            String next = switch (decision.decision()) {
                case "LOST" -> "RESEND";
                case "DELIVERED" -> packedRight ? "REFUSE" : "DELIVERED";
                case "REFUND_INSTEAD" -> "REFUND";
                default -> "FOLLOW";
            };
            if (packedRight && (next.equals("RESEND") || next.equals("FOLLOW"))) {
                throw Problem.unprocessable("packed-right", "The parcel arrived and was packed right, as the warehouse shows: "
                        + "it is delivered, or money is given instead.");
            }
            if (next.equals("REFUND") && refunds.left(caseId) == 0) {
                throw Problem.unprocessable("nothing-left", "Nothing of these lines is left to refund.");
            }
            if (next.equals("REFUSE")) {
                traces.refusal(caseId, "PACKED_RIGHT");
            }
            if (!next.equals("FOLLOW")) {
                traces.decidedBy(caseId, decision.actor().name());
            }
            return Map.of("personAtIt", false, "next", next);
        }
    }

    /** {@code confirmDamage}. */
    private final class Damage implements TaskHandler {

        @Override
        public String key() {
            return "confirmDamage";
        }

        @Override
        public Map<String, Object> data(long caseId) {
            return facts(caseId);
        }

        @Override
        public List<String> values(String list, long caseId) {
            return list.equals("reasonCodes") ? NOT_CONFIRMED : List.of();
        }

        @Override
        public Map<String, Object> complete(Decision decision) {
            traces.decidedBy(decision.caseId(), decision.actor().name());
            if (decision.decision().equals("CONFIRMED")) {
                traces.photos(decision.caseId(), decision.text("photos"));
            } else {
                traces.refusal(decision.caseId(), decision.text("reasonCode"));
            }
            return Map.of();
        }
    }

    /** {@code checkPacking}: weight and video tell what was in the parcel (R36). */
    private final class Packing implements TaskHandler {

        @Override
        public String key() {
            return "checkPacking";
        }

        @Override
        public Map<String, Object> data(long caseId) {
            return facts(caseId);
        }

        @Override
        public Map<String, Object> complete(Decision decision) {
            String lines = decision.text("lines");
            if (lines != null) {
                Order order = orders.byId(cases.get(decision.caseId()).orderId()).orElseThrow();
                Set<Integer> known = order.lines().stream().map(Line::lineNo).collect(Collectors.toSet());
                List<Integer> named = lines.matches("\\d{1,4}(\\s*,\\s*\\d{1,4})*")
                        ? Stream.of(lines.split("\\s*,\\s*")).map(Integer::valueOf).distinct().sorted().toList() : List.of();
                if (named.isEmpty() || !known.containsAll(named)) {
                    throw Problem.fields(List.of(new FieldProblem("lines", "Name lines of the order, of "
                            + known.stream().sorted().toList() + ", such as 1,3.")));
                }
                lines = named.stream().map(String::valueOf).collect(Collectors.joining(","));
            }
            traces.packing(decision.caseId(), decision.decision(), lines, decision.text("evidence"));
            return Map.of();
        }
    }
}

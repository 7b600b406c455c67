package org.shouhou.slowreview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.EffectTask;
import org.shouhou.order.Orders;
import org.shouhou.refund.RefundedLines;
import org.shouhou.shipment.ReleasedLines;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What a held order asks outside for: stock, a new address, other goods. */
@Component
class HeldOrderEffects implements ReleasedLines, RefundedLines {

    private final CaseFiles cases;
    private final Orders orders;
    private final HeldOrders held;
    private final SlowReview reviews;
    private final CaseHistory history;

    HeldOrderEffects(CaseFiles cases, Orders orders, HeldOrders held, SlowReview reviews, CaseHistory history) {
        this.cases = cases;
        this.orders = orders;
        this.held = held;
        this.reviews = reviews;
        this.history = history;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        EffectHandler askStock(HeldOrderEffects all) {
            return all.new Stock();
        }

        @Bean
        EffectHandler changeAddress(HeldOrderEffects all) {
            return all.new Change("order-address", "change-address");
        }

        @Bean
        EffectHandler swapGoods(HeldOrderEffects all) {
            return all.new Change("order-swap", "swap");
        }
    }

    /** A decision releases the lines it named; any other end what is not refunded by then. */
    @Override
    public Optional<List<Integer>> of(long caseId, String elementId) {
        CaseFile file = cases.get(caseId);
        if (!file.type().equals(reviews.name())) {
            return Optional.empty();
        }
        return elementId.equals("service_releaseOrder") ? Optional.ofNullable(held.of(caseId).shipLines())
                : reviews.notRefunded(file);
    }

    @Override
    public List<Long> of(long caseId) {
        CaseFile file = cases.get(caseId);
        return file.type().equals(reviews.name()) ? reviews.refundedLines(file) : List.of();
    }

    private final class Stock implements EffectHandler {

        @Override
        public String topic() {
            return "warehouse-stock";
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            Map<String, Object> payload = base(task);
            payload.put("lines", orders.byId(cases.get(task.caseId()).orderId()).orElseThrow().lines().stream().map(line -> {
                Map<String, Object> asked = new LinkedHashMap<>();
                asked.put("lineNo", line.lineNo());
                asked.put("sku", line.sku());
                asked.put("quantity", line.quantity());
                return asked;
            }).toList());
            return new EffectRequest("WAREHOUSE", "stock", "stock-" + task.externalTaskId(), payload);
        }

        /** A warehouse that will not say counts as having nothing: a supervisor looks. */
        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            Map<String, Object> pieces = answer instanceof Answer.Succeeded succeeded ? succeeded.data() : Map.of();
            return new EffectResult.Complete(Map.of("stock", reviews.noteStock(task.caseId(), pieces)));
        }
    }

    private final class Change implements EffectHandler {

        private final String topic;
        private final String operation;

        private Change(String topic, String operation) {
            this.topic = topic;
            this.operation = operation;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            HeldOrders.Held now = held.of(task.caseId());
            Map<String, Object> payload = base(task);
            if (operation.equals("swap")) {
                payload.put("lineNo", now.swapLine());
                payload.put("sku", now.swapSku());
                payload.put("quantity", now.swapQuantity());
            } else {
                payload.put("oldAddress", now.oldAddress());
                payload.put("newAddress", now.newAddress());
            }
            return new EffectRequest("ORDER", operation, operation + "-" + task.externalTaskId(), payload);
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            CaseFile file = cases.get(task.caseId());
            HeldOrders.Held now = held.of(file.id());
            if (answer instanceof Answer.Declined declined) {
                history.record(file.id(), CaseHistory.SYSTEM, "ORDER_CHANGE_REFUSED",
                        Map.of("operation", operation, "why", declined.code() + " " + declined.text()));
                return new EffectResult.BusinessError("orderRefused", Map.of());
            }
            if (operation.equals("swap")) {
                orders.noteSwap(file.orderId(), now.swapLine(), now.swapSku(), now.swapQuantity());
            } else {
                orders.noteAddress(file.orderId(), now.newAddress());
            }
            return new EffectResult.Complete(Map.of());
        }
    }

    private Map<String, Object> base(EffectTask task) {
        CaseFile file = cases.get(task.caseId());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("shop", file.shop());
        payload.put("orderNo", file.orderNo());
        payload.put("caseNumber", file.number());
        return payload;
    }
}

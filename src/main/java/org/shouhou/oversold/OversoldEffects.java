package org.shouhou.oversold;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.EffectTask;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Line;
import org.shouhou.order.Orders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What an oversold order asks outside for: its stock, the stock set to zero, the goods off sale, a substitute. */
@Component
class OversoldEffects {

    private final OversoldCase oversold;
    private final OversoldTable table;
    private final CaseFiles cases;
    private final Orders orders;
    private final CaseHistory history;
    private final Messages messages;

    OversoldEffects(OversoldCase oversold, OversoldTable table, CaseFiles cases, Orders orders, CaseHistory history, Messages messages) {
        this.oversold = oversold;
        this.table = table;
        this.cases = cases;
        this.orders = orders;
        this.history = history;
        this.messages = messages;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        EffectHandler oversoldStock(OversoldEffects all) {
            return all.new Stock();
        }

        @Bean
        EffectHandler oversoldSubstitute(OversoldEffects all) {
            return all.new Substitute();
        }

        @Bean
        EffectHandler oversoldZeroStock(OversoldEffects all) {
            return all.new OffSale("oversold-zero-stock", "WAREHOUSE", "zero-stock");
        }

        @Bean
        EffectHandler oversoldDelist(OversoldEffects all) {
            return all.new OffSale("oversold-delist", "ORDER", "delist");
        }

        @Bean
        EffectHandler oversoldSwap(OversoldEffects all) {
            return all.new Swap();
        }
    }

    /** A warehouse that will not say counts as having nothing: a person looks. */
    private final class Stock implements EffectHandler {

        @Override
        public String topic() {
            return "oversold-stock";
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            return stock(task, oversold.lines(task.caseId()).stream()
                    .map(line -> asked(line.lineNo(), line.sku(), line.quantity())).toList());
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            Map<String, Object> pieces = answer instanceof Answer.Succeeded succeeded ? succeeded.data() : Map.of();
            boolean inStock = oversold.lines(task.caseId()).stream().allMatch(line -> OversoldCase.enough(pieces, line.lineNo(), line.quantity()));
            table.stock(task.caseId(), pieces, inStock);
            history.record(task.caseId(), CaseHistory.SYSTEM, "STOCK_ANSWERED", Map.of("pieces", pieces));
            return new EffectResult.Complete(Map.of("inStock", inStock));
        }
    }

    /** R20: the substitute is asked for before anything is promised. */
    private final class Substitute implements EffectHandler {

        @Override
        public String topic() {
            return "oversold-substitute";
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            OversoldTable.Oversold now = table.of(task.caseId());
            return stock(task, List.of(asked(now.swapLine(), now.swapSku(), now.swapQuantity())));
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            OversoldTable.Oversold now = table.of(task.caseId());
            if (now.swapSku() == null) {
                // the remedy is chosen anew since: nobody waits for this answer any more
                return new EffectResult.Complete(Map.of("inStock", false));
            }
            Map<String, Object> pieces = answer instanceof Answer.Succeeded succeeded ? succeeded.data() : Map.of();
            boolean there = OversoldCase.enough(pieces, now.swapLine(), now.swapQuantity());
            history.record(task.caseId(), CaseHistory.SYSTEM, "STOCK_ANSWERED", Map.of("sku", now.swapSku(), "pieces", pieces));
            return new EffectResult.Complete(Map.of("inStock", there));
        }
    }

    /** R26: so that it cannot happen again. What the outside refuses, a supervisor sees to; the customer does not wait for it. */
    private final class OffSale implements EffectHandler {

        private final String topic;
        private final String gateway;
        private final String operation;

        private OffSale(String topic, String gateway, String operation) {
            this.topic = topic;
            this.gateway = gateway;
            this.operation = operation;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            Map<String, Object> payload = base(task);
            payload.put("skus", skus(task.caseId()));
            return new EffectRequest(gateway, operation, operation + "-" + task.externalTaskId(), payload);
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            if (answer instanceof Answer.Declined declined) {
                String why = declined.code() + " " + declined.text();
                history.record(task.caseId(), CaseHistory.SYSTEM, "OFF_SALE_REFUSED", Map.of("operation", operation, "why", why));
                messages.toRole("supervisor", task.caseId(), "effect-failed", Map.of("operation", operation, "why", why), "refused-" + effect.key());
            } else {
                history.record(task.caseId(), CaseHistory.SYSTEM, "TAKEN_OFF_SALE", Map.of("operation", operation, "skus", skus(task.caseId())));
            }
            if (operation.equals("delist")) {
                table.delisted(task.caseId());
                return new EffectResult.Complete(Map.of("delisted", true));
            }
            return new EffectResult.Complete(Map.of());
        }
    }

    private final class Swap implements EffectHandler {

        @Override
        public String topic() {
            return "oversold-swap";
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            OversoldTable.Oversold now = table.of(task.caseId());
            Map<String, Object> payload = base(task);
            payload.put("lineNo", now.swapLine());
            payload.put("sku", now.swapSku());
            payload.put("quantity", now.swapQuantity());
            return new EffectRequest("ORDER", "swap", "swap-" + task.externalTaskId(), payload);
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            if (answer instanceof Answer.Declined declined) {
                history.record(task.caseId(), CaseHistory.SYSTEM, "ORDER_CHANGE_REFUSED",
                        Map.of("operation", "swap", "why", declined.code() + " " + declined.text()));
                return new EffectResult.BusinessError("orderRefused", Map.of());
            }
            OversoldTable.Oversold now = table.of(task.caseId());
            orders.noteSwap(cases.get(task.caseId()).orderId(), now.swapLine(), now.swapSku(), now.swapQuantity());
            return new EffectResult.Complete(Map.of());
        }
    }

    private EffectRequest stock(EffectTask task, List<Map<String, Object>> lines) {
        Map<String, Object> payload = base(task);
        payload.put("lines", lines);
        return new EffectRequest("WAREHOUSE", "stock", "stock-" + task.externalTaskId(), payload);
    }

    private static Map<String, Object> asked(int lineNo, String sku, int quantity) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("lineNo", lineNo);
        asked.put("sku", sku);
        asked.put("quantity", quantity);
        return asked;
    }

    /** The articles there are too few of. */
    private List<String> skus(long caseId) {
        return oversold.missing(caseId).stream().map(Line::sku).filter(Objects::nonNull).distinct().toList();
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

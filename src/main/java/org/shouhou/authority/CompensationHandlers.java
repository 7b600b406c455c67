package org.shouhou.authority;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.engine.Processes;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.EffectTask;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Coupons and gifts are given outside: by the shop's platform, by the warehouse. */
@Component
class CompensationHandlers {

    private final CompensationTable table;
    private final CaseFiles cases;
    private final Orders orders;
    private final Processes processes;
    private final Messages messages;

    CompensationHandlers(CompensationTable table, CaseFiles cases, Orders orders, Processes processes, Messages messages) {
        this.table = table;
        this.cases = cases;
        this.orders = orders;
        this.processes = processes;
        this.messages = messages;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        EffectHandler couponHandler(CompensationHandlers handlers) {
            return handlers.new Given("order-coupon", "ORDER", "coupon", "couponDeclined");
        }

        @Bean
        EffectHandler giftHandler(CompensationHandlers handlers) {
            return handlers.new Given("warehouse-gift", "WAREHOUSE", "ship-gift", "giftDeclined");
        }
    }

    private final class Given implements EffectHandler {

        private final String topic;
        private final String gateway;
        private final String operation;
        private final String declined;

        private Given(String topic, String gateway, String operation, String declined) {
            this.topic = topic;
            this.gateway = gateway;
            this.operation = operation;
            this.declined = declined;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            long id = (Long) processes.instanceVariable(task.processInstanceId(), "compensationId");
            Compensation one = table.find(id).orElseThrow();
            CaseFile file = cases.get(task.caseId());
            Order order = orders.byId(file.orderId()).orElseThrow();
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("shop", file.shop());
            payload.put("orderNo", file.orderNo());
            payload.put("caseNumber", file.number());
            payload.put("compensationId", id);
            if (one.kind() == Kind.GIFT) {
                payload.put("sku", one.sku());
                payload.put("quantity", one.quantity());
                payload.put("recipient", order.recipient());
                payload.put("phone", order.phone());
                payload.put("address", order.address());
            } else {
                payload.put("amountMinor", one.amountMinor());
                payload.put("currency", one.currency());
                payload.put("buyer", file.buyer());
            }
            return new EffectRequest(gateway, operation, operation + "-" + id, payload);
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            long id = ((Number) effect.request().get("compensationId")).longValue();
            if (answer instanceof Answer.Succeeded succeeded) {
                table.reference(id, succeeded.reference());
                return new EffectResult.Complete(Map.of());
            }
            Answer.Declined refusal = (Answer.Declined) answer;
            String why = refusal.code() + (refusal.text() == null ? "" : ": " + refusal.text());
            table.why(id, why);
            messages.toRole("supervisor", task.caseId(), "effect-failed", Map.of("operation", operation, "why", why), "refused-" + effect.key());
            return new EffectResult.BusinessError(declined, Map.of());
        }
    }
}

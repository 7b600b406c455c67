package org.shouhou.shipment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.EffectTask;
import org.shouhou.gateway.Effects;
import org.shouhou.messaging.Messages;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Holding, releasing and cancelling an order's shipment on the platform. */
@Component
class ShipmentHandlers {

    /** Service tasks whose refusal by the platform has a path in their model; elsewhere a person is told instead. */
    private static final Set<String> WITH_PATH = Set.of("slowReview/service_releaseOrder", "slowReview/service_cancelOrder");

    private final CaseFiles cases;
    private final HeldShipments held;
    private final Effects effects;
    private final CaseHistory history;
    private final Messages messages;
    private final ObjectProvider<ReleasedLines> releasedLines;

    ShipmentHandlers(CaseFiles cases, HeldShipments held, Effects effects, CaseHistory history, Messages messages,
            ObjectProvider<ReleasedLines> releasedLines) {
        this.cases = cases;
        this.held = held;
        this.effects = effects;
        this.history = history;
        this.messages = messages;
        this.releasedLines = releasedLines;
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        EffectHandler holdShipment(ShipmentHandlers all) {
            return all.new Hold();
        }

        @Bean
        EffectHandler releaseShipment(ShipmentHandlers all) {
            return all.new End("order-release", "release", "RELEASED");
        }

        @Bean
        EffectHandler cancelShipment(ShipmentHandlers all) {
            return all.new End("order-cancel", "cancel", "CANCELLED");
        }
    }

    private final class Hold implements EffectHandler {

        @Override
        public String topic() {
            return "order-hold";
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            return request(task, "hold", Map.of());
        }

        /** A refusal means it has left already: the case goes on as shipped. */
        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            boolean stopped = answer instanceof Answer.Succeeded;
            CaseFile file = cases.get(task.caseId());
            if (stopped) {
                held.note(file.id(), file.orderId(), "HELD");
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("orderNo", file.orderNo());
            if (answer instanceof Answer.Declined declined) {
                facts.put("why", declined.code() + " " + declined.text());
            }
            history.record(file.id(), CaseHistory.SYSTEM, stopped ? "SHIPMENT_HELD" : "SHIPMENT_NOT_HELD", facts);
            return new EffectResult.Complete(Map.of("held", stopped));
        }
    }

    private final class End implements EffectHandler {

        private final String topic;
        private final String operation;
        private final String state;

        private End(String topic, String operation, String state) {
            this.topic = topic;
            this.operation = operation;
            this.state = state;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            Map<String, Object> more = new LinkedHashMap<>();
            if (operation.equals("release")) {
                releasedLines.ifAvailable(lines -> lines.of(task.caseId(), task.elementId()).ifPresent(some -> more.put("lines", some)));
            }
            return done(task).orElseGet(() -> request(task, operation, more));
        }

        /** An order is cancelled once: what the platform confirmed for the case is the same effect, and asked for no more. */
        private Optional<EffectRequest> done(EffectTask task) {
            return !operation.equals("cancel") ? Optional.empty() : effects.of(task.caseId()).stream()
                    .filter(effect -> effect.operation().equals(operation) && effect.state() == EffectRecord.State.SUCCEEDED)
                    .findFirst().map(effect -> new EffectRequest(effect.gateway(), operation, effect.key(), effect.request()));
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            CaseFile file = cases.get(task.caseId());
            if (answer instanceof Answer.Succeeded) {
                held.note(file.id(), file.orderId(), state);
                history.record(file.id(), CaseHistory.SYSTEM, "SHIPMENT_" + state, Map.of("orderNo", file.orderNo()));
                if (state.equals("CANCELLED") && file.type().equals("slowReview")) {
                    messages.toCustomer(file.id(), "held-order-cancelled", Map.of(), "cancelled-" + file.id());
                }
                return new EffectResult.Complete(Map.of("held", false));
            }
            Answer.Declined declined = (Answer.Declined) answer;
            history.record(file.id(), CaseHistory.SYSTEM, "SHIPMENT_REFUSED",
                    Map.of("operation", operation, "why", declined.code() + " " + declined.text()));
            messages.toRole("supervisor", file.id(), "effect-failed",
                    Map.of("operation", operation, "why", declined.code() + " " + declined.text()), "refused-" + effect.key());
            return WITH_PATH.contains(file.type() + "/" + task.elementId())
                    ? new EffectResult.BusinessError("orderRefused", Map.of())
                    : new EffectResult.Complete(Map.of());
        }
    }

    private EffectRequest request(EffectTask task, String operation, Map<String, Object> more) {
        CaseFile file = cases.get(task.caseId());
        Map<String, Object> payload = new LinkedHashMap<>(more);
        payload.put("shop", file.shop());
        payload.put("orderNo", file.orderNo());
        payload.put("caseNumber", file.number());
        return new EffectRequest("ORDER", operation, operation + "-" + task.externalTaskId(), payload);
    }
}

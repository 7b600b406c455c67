package org.shouhou.reship;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.EffectTask;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What a case about a parcel asks its courier: where the parcel is, and to bring the second one back. */
@Component
class TraceEffects {

    private final CaseFiles cases;
    private final Orders orders;
    private final ReshipFlow flow;
    private final SecondParcels parcels;
    private final CaseHistory history;

    TraceEffects(CaseFiles cases, Orders orders, ReshipFlow flow, SecondParcels parcels, CaseHistory history) {
        this.cases = cases;
        this.orders = orders;
        this.flow = flow;
        this.parcels = parcels;
        this.history = history;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        EffectHandler courierTrace(TraceEffects all) {
            return all.new Trace();
        }

        @Bean
        EffectHandler secondParcelRecall(TraceEffects all) {
            return all.new Recall();
        }
    }

    private final class Trace implements EffectHandler {

        @Override
        public String topic() {
            return "courier-trace";
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            Order order = orders.byId(cases.get(task.caseId()).orderId()).orElseThrow();
            return request(task, "trace", order.courier(), order.waybill());
        }

        /** A courier that will not say told nothing: the time without an event goes on counting. */
        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            flow.traced(task.caseId(), answer instanceof Answer.Succeeded told ? TraceReport.of(told.data()).orElse(null) : null);
            return new EffectResult.Complete(Map.of());
        }
    }

    private final class Recall implements EffectHandler {

        @Override
        public String topic() {
            return "second-parcel-recall";
        }

        @Override
        public EffectRequest prepare(EffectTask task) {
            SecondParcels.Parcel second = parcels.newest(task.caseId()).orElseThrow();
            return request(task, "intercept", second.courier(), second.waybill());
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            if (answer instanceof Answer.Declined declined) {
                history.record(task.caseId(), CaseHistory.SYSTEM, "RECALL_REFUSED", Map.of("why", declined.code() + " " + declined.text()));
                return new EffectResult.BusinessError("recallRefused", Map.of());
            }
            history.record(task.caseId(), CaseHistory.SYSTEM, "SECOND_PARCEL_RECALLED", Map.of("waybill", String.valueOf(effect.request().get("waybill"))));
            return new EffectResult.Complete(Map.of());
        }
    }

    private EffectRequest request(EffectTask task, String operation, String courier, String waybill) {
        CaseFile file = cases.get(task.caseId());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("shop", file.shop());
        payload.put("orderNo", file.orderNo());
        payload.put("caseNumber", file.number());
        payload.put("courier", courier);
        payload.put("waybill", waybill);
        return new EffectRequest("COURIER", operation, operation + "-" + task.externalTaskId(), payload);
    }
}

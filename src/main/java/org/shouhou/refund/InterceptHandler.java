package org.shouhou.refund;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
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
import org.springframework.stereotype.Component;

/** Asks the courier to intercept a parcel on its way (R35). Whether it worked comes as a message. */
@Component
class InterceptHandler implements EffectHandler {

    private final CaseFiles cases;
    private final Orders orders;
    private final RefundWork work;
    private final RefundCase refunds;

    InterceptHandler(CaseFiles cases, Orders orders, RefundWork work, RefundCase refunds) {
        this.cases = cases;
        this.orders = orders;
        this.work = work;
        this.refunds = refunds;
    }

    @Override
    public String topic() {
        return "courier-intercept";
    }

    @Override
    public EffectRequest prepare(EffectTask task) {
        CaseFile file = cases.get(task.caseId());
        Order order = orders.byId(file.orderId()).orElseThrow();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("shop", file.shop());
        payload.put("orderNo", file.orderNo());
        payload.put("caseNumber", file.number());
        payload.put("courier", order.courier());
        payload.put("waybill", order.waybill());
        return new EffectRequest("COURIER", "intercept", "intercept-" + task.externalTaskId(), payload);
    }

    @Override
    public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
        if (answer instanceof Answer.Declined declined) {
            work.sentBack(task.caseId(), "INTERCEPT_REFUSED");
            return new EffectResult.BusinessError("interceptRefused", Map.of());
        }
        return new EffectResult.Complete(Map.of("interceptUntil", Date.from(refunds.interceptUntil(task.caseId()))));
    }
}

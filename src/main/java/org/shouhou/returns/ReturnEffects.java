package org.shouhou.returns;

import java.util.LinkedHashMap;
import java.util.List;
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
import org.shouhou.order.Orders;
import org.springframework.stereotype.Component;

/** Tells the warehouse which goods come back and under which number. */
@Component
class ReturnEffects implements EffectHandler {

    private final CaseFiles cases;
    private final Orders orders;
    private final ReturnBook book;
    private final CaseHistory history;

    ReturnEffects(CaseFiles cases, Orders orders, ReturnBook book, CaseHistory history) {
        this.cases = cases;
        this.orders = orders;
        this.book = book;
        this.history = history;
    }

    @Override
    public String topic() {
        return "warehouse-expect-return";
    }

    @Override
    public EffectRequest prepare(EffectTask task) {
        CaseFile file = cases.get(task.caseId());
        List<Long> about = cases.lines(file.id());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("shop", file.shop());
        payload.put("orderNo", file.orderNo());
        payload.put("caseNumber", file.number());
        payload.put("authorisation", book.of(file.id()).authorisation());
        payload.put("lines", orders.byId(file.orderId()).orElseThrow().lines().stream()
                .filter(line -> about.isEmpty() || about.contains(line.id())).map(line -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("lineNo", line.lineNo());
                    one.put("sku", line.sku());
                    one.put("quantity", line.quantity());
                    return one;
                }).toList());
        return new EffectRequest("WAREHOUSE", "expect-return", "expect-return-" + task.externalTaskId(), payload);
    }

    /** A warehouse that will not note it takes the parcel all the same, or finds it among those nobody expected. */
    @Override
    public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
        if (answer instanceof Answer.Declined declined) {
            history.record(task.caseId(), CaseHistory.SYSTEM, "RETURN_NOT_ANNOUNCED",
                    Map.of("why", declined.code() + " " + declined.text()));
        }
        return new EffectResult.Complete(Map.of());
    }
}

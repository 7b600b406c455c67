package org.shouhou.oversold;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.order.Order;
import org.shouhou.order.OrderShippedListener;
import org.shouhou.order.Shipped;
import org.springframework.stereotype.Component;

/** An import that says an oversold order has left tells its case, as the warehouse's own event would. */
@Component
class ShippedOversold implements OrderShippedListener {

    private final CaseFiles cases;
    private final CaseMessages messages;
    private final OversoldCase kind;

    ShippedOversold(CaseFiles cases, CaseMessages messages, OversoldCase kind) {
        this.cases = cases;
        this.messages = messages;
        this.kind = kind;
    }

    @Override
    public void shipped(Order order) {
        if (order.shipped() != Shipped.YES) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("waybill", order.waybill() == null ? "-" : order.waybill());
        if (order.shippedAt() != null) {
            data.put("at", order.shippedAt().toString());
        }
        cases.ofOrder(order.id()).stream().filter(file -> file.type().equals(kind.name()) && !file.closed())
                .forEach(file -> messages.send(file.id(), "import-shipped-" + order.id(), "orderShipped", data, "import"));
    }
}

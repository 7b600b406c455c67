package org.shouhou.slowreview;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.order.Order;
import org.shouhou.order.OrderShippedListener;
import org.springframework.stereotype.Component;

/** An import that says an order has left tells its held-order case, as the warehouse's own event would. */
@Component
class ShippedOrders implements OrderShippedListener {

    private final CaseFiles cases;
    private final CaseMessages messages;

    ShippedOrders(CaseFiles cases, CaseMessages messages) {
        this.cases = cases;
        this.messages = messages;
    }

    @Override
    public void shipped(Order order) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("waybill", order.waybill() == null ? "-" : order.waybill());
        if (order.shippedAt() != null) {
            data.put("at", order.shippedAt().toString());
        }
        cases.ofOrder(order.id()).stream().filter(file -> file.type().equals("slowReview") && !file.closed())
                .forEach(file -> messages.send(file.id(), "import-shipped-" + order.id(), "orderShipped", data, "import"));
    }
}

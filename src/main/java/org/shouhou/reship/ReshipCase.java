package org.shouhou.reship;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.NewCase;
import org.shouhou.common.Problem;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.order.Shipped;
import org.shouhou.refund.RefundedLines;
import org.springframework.stereotype.Component;

/** The case about a parcel that went wrong: lost, damaged, incomplete, or nobody knows where (R17, R18, R36). */
@Component
class ReshipCase implements CaseType, RefundedLines {

    private final ParcelTraces traces;
    private final CaseFiles cases;
    private final Orders orders;
    private final Clock clock;

    ReshipCase(ParcelTraces traces, CaseFiles cases, Orders orders, Clock clock) {
        this.traces = traces;
        this.cases = cases;
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reship";
    }

    /** Shipping itself belongs to the warehouse (R1): what has not left is no parcel that went wrong. */
    @Override
    public Long check(NewCase wanted, Order order, List<Long> lines) {
        checkShipped(order);
        return null;
    }

    @Override
    public void checkBecoming(CaseFile file, Order order, List<Long> lines) {
        checkShipped(order);
    }

    private static void checkShipped(Order order) {
        if (order.shipped() == Shipped.NO) {
            throw Problem.unprocessable("not-shipped-yet", "Order " + order.orderNo()
                    + " has not been shipped; ask why as an inquiry, or hold it back by a slow review.");
        }
    }

    @Override
    public void opened(CaseFile opened, Order order) {
        Instant now = clock.instant();
        Instant left = order.shippedAt() == null || order.shippedAt().isAfter(now) ? opened.openedAt() : order.shippedAt();
        traces.begin(opened.id(), left);
    }

    /** What the warehouse found, else what the case is about, else the whole order. */
    List<Line> lines(CaseFile file) {
        List<Line> all = orders.byId(file.orderId()).orElseThrow().lines();
        List<Integer> found = traces.of(file.id()).lineNumbers();
        List<Long> about = cases.lines(file.id());
        return all.stream().filter(line -> !found.isEmpty() ? found.contains(line.lineNo()) : about.isEmpty() || about.contains(line.id())).toList();
    }

    @Override
    public List<Long> of(long caseId) {
        CaseFile file = cases.get(caseId);
        return !file.type().equals(name()) || traces.find(caseId).map(trace -> trace.lineNumbers().isEmpty()).orElse(true)
                ? List.of() : lines(file).stream().map(Line::id).toList();
    }
}

package org.shouhou.oversold;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.NewCase;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.common.SystemText;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.order.Shipped;
import org.shouhou.promise.Promises;
import org.shouhou.refund.RefundCase;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/** An order of which more was sold than there is (R26). */
@Service
public class OversoldCase implements CaseType {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);
    private final OversoldTable table;
    private final CaseFiles cases;
    private final Orders orders;
    private final Promises promises;
    private final RefundCase refunds;
    private final Messages messages;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    OversoldCase(OversoldTable table, CaseFiles cases, Orders orders, Promises promises, RefundCase refunds, Messages messages,
            CaseHistory history, Settings settings, Clock clock) {
        this.table = table;
        this.cases = cases;
        this.orders = orders;
        this.promises = promises;
        this.refunds = refunds;
        this.messages = messages;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "oversold";
    }

    @Override
    public Long check(NewCase wanted, Order order, List<Long> lines) {
        if (wanted.amount() != null) {
            throw Problem.fields(List.of(new FieldProblem("amount", "Does not go with an oversold order; the remedy is chosen later.")));
        }
        checkThere(order);
        return null;
    }

    @Override
    public void checkBecoming(CaseFile file, Order order, List<Long> lines) {
        checkThere(order);
    }

    private static void checkThere(Order order) {
        if (order.shipped() == Shipped.YES) {
            throw Problem.unprocessable("already-shipped", "Order " + order.orderNo() + " has left; it is not oversold.");
        }
    }

    @Override
    public void opened(CaseFile opened, Order order) {
        table.begin(opened.id());
    }

    /** The lines the case is about, all of the order's where it names none. */
    List<Line> lines(long caseId) {
        List<Long> named = cases.lines(caseId);
        return order(caseId).lines().stream().filter(line -> named.isEmpty() || named.contains(line.id())).toList();
    }

    Order order(long caseId) {
        return orders.byId(cases.get(caseId).orderId()).orElseThrow();
    }

    /** Lines the warehouse has too little of, by its last answer. */
    List<Line> missing(long caseId) {
        Map<String, Object> stock = table.of(caseId).stock();
        return lines(caseId).stream().filter(line -> !enough(stock, line.lineNo(), line.quantity())).toList();
    }

    static boolean enough(Map<String, Object> stock, int lineNo, int quantity) {
        return stock.get(Integer.toString(lineNo)) instanceof Number pieces && pieces.intValue() >= quantity;
    }

    /** The customer waits for a stated date: a promise, kept when the order has left. */
    public void promiseShipment(long caseId) {
        OversoldTable.Oversold now = table.of(caseId);
        String text = SystemText.SHIPS_BY.about(now.shipsOn().toString());
        table.promised(caseId, promises.makeForWait(caseId, text, endOf(caseId, now.shipsOn()), now.decidedBy(), now.decidedBy()));
    }

    /** The last second of a day in the shop's zone. */
    Instant endOf(long caseId, LocalDate day) {
        return day.atTime(END_OF_DAY).atZone(settings.zone(cases.get(caseId).shop())).toInstant();
    }

    /** @return when the stock is looked at again if the order has not left: after the date promised, else after the usual time */
    public Instant expectShipment(long caseId) {
        OversoldTable.Oversold now = table.of(caseId);
        Instant usual = clock.instant().plus(settings.duration(Figure.SHIPMENT_ALARM_AFTER, cases.get(caseId).shop()));
        Instant again = "WAIT".equals(now.remedy()) && endOf(caseId, now.shipsOn()).isAfter(usual) ? endOf(caseId, now.shipsOn()).plusSeconds(1) : usual;
        history.record(caseId, CaseHistory.SYSTEM, "SHIPMENT_EXPECTED", Map.of("again", again.toString()));
        return again;
    }

    /** It has not left in time: the supervisors hear it, and the stock is asked again. */
    public void lookAgain(long caseId) {
        history.record(caseId, CaseHistory.SYSTEM, "NOT_SHIPPED_ALARM", Map.of());
        messages.toRole("supervisor", caseId, "not-shipped-alarm", Map.of(), "oversold-" + caseId + "-" + clock.instant().getEpochSecond());
    }

    /** What was to be given besides was refused: it is not asked for again. */
    public void notGranted(long caseId) {
        table.giftRefused(caseId);
    }

    /** Whether nothing of the order is left that could ship. */
    public boolean nothingLeft(long caseId) {
        return order(caseId).shipped() != Shipped.YES && refunds.nothingLeft(caseId);
    }
}

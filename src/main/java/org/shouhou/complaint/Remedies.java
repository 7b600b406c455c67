package org.shouhou.complaint;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.authority.Compensations;
import org.shouhou.authority.Kind;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Money;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.OrderBalances;
import org.shouhou.order.Orders;
import org.shouhou.queue.TaskHandler.Decision;
import org.shouhou.refund.RefundWork;
import org.shouhou.reship.SecondParcels;
import org.shouhou.returns.Returns;
import org.springframework.stereotype.Component;

/**
 * What a complaint can end with for the customer. Each is planned here and carried out by the process that does it for
 * every kind of case, within the limits of whoever decided (R10).
 */
@Component
class Remedies {

    private final CaseFiles cases;
    private final Orders orders;
    private final OrderBalances balances;
    private final RefundWork refunds;
    private final Compensations compensations;
    private final SecondParcels parcels;
    private final Returns returns;
    private final ComplaintBook book;

    Remedies(CaseFiles cases, Orders orders, OrderBalances balances, RefundWork refunds, Compensations compensations,
            SecondParcels parcels, Returns returns, ComplaintBook book) {
        this.cases = cases;
        this.orders = orders;
        this.balances = balances;
        this.refunds = refunds;
        this.compensations = compensations;
        this.parcels = parcels;
        this.returns = returns;
        this.book = book;
    }

    /** @throws Problem when a rule forbids it; nothing is changed then @return variables the remedy's process is called with */
    Map<String, Object> plan(Decision decision) {
        CaseFile file = cases.get(decision.caseId());
        return switch (decision.decision()) {
            case "REFUND" -> refund(file, decision.number("amountMinor"), decision.actor());
            case "RETURN" -> {
                returns.begin(file.id(), decision.actor());
                yield Map.of();
            }
            case "RESHIP" -> reship(file, decision);
            case "COMPENSATE" -> compensate(file, decision);
            default -> Map.of();
        };
    }

    /** R13: never more than is left. */
    private Map<String, Object> refund(CaseFile file, long amountMinor, Actor by) {
        long left = left(file);
        if (amountMinor > left) {
            throw Problem.unprocessable("more-than-left", "Only " + new Money(left, file.currency())
                    + " is left to refund.").with("leftMinor", left);
        }
        refunds.propose(file.id(), amountMinor, by);
        return Map.of();
    }

    long left(CaseFile file) {
        List<Long> lines = cases.lines(file.id());
        long ofOrder = balances.of(file.orderId()).left();
        return lines.isEmpty() ? ofOrder : Math.min(ofOrder, balances.ofLines(file.orderId()).entrySet().stream()
                .filter(line -> lines.contains(line.getKey())).mapToLong(line -> line.getValue().left()).sum());
    }

    private Map<String, Object> reship(CaseFile file, Decision decision) {
        Order order = orders.byId(file.orderId()).orElseThrow();
        String text = decision.text("lines");
        Set<Integer> wanted = new LinkedHashSet<>();
        if (text.matches("\\d{1,4}(\\s*,\\s*\\d{1,4})*")) {
            Arrays.stream(text.split(",")).map(part -> Integer.valueOf(part.strip())).forEach(wanted::add);
        }
        List<Line> lines = order.lines().stream().filter(line -> wanted.contains(line.lineNo())).toList();
        if (wanted.isEmpty() || lines.size() < wanted.size()) {
            throw Problem.fields(List.of(new FieldProblem("lines", "Name some of the lines "
                    + order.lines().stream().map(Line::lineNo).toList() + ", such as 1,3.")));
        }
        long parcelId = parcels.plan(file.id(), SecondParcels.Purpose.RESHIP, lines.stream()
                .map(line -> new SecondParcels.PlannedLine(line.id(), line.sku(), line.quantity())).toList(), decision.actor().name());
        book.parcel(file.id(), parcelId);
        return Map.of("parcelId", parcelId);
    }

    private Map<String, Object> compensate(CaseFile file, Decision decision) {
        Kind kind = Kind.find(decision.text("kind")).orElseThrow();
        Long quantity = decision.number("quantity");
        boolean gift = kind == Kind.GIFT;
        if (gift && decision.text("sku") == null) {
            throw Problem.fields(List.of(new FieldProblem("sku", "Is required for a gift.")));
        }
        if (!gift && decision.number("amountMinor") == null) {
            throw Problem.fields(List.of(new FieldProblem("amountMinor", "Is required.")));
        }
        if (quantity != null && quantity > 1000) {
            throw Problem.fields(List.of(new FieldProblem("quantity", "At most 1000.")));
        }
        long id = compensations.propose(file.id(), kind, decision.number("amountMinor"), gift ? decision.text("sku") : null,
                gift ? quantity == null ? 1 : quantity.intValue() : null, file.reason(), decision.actor());
        book.compensation(file.id(), id);
        return Map.of("compensationId", id);
    }

    /** R20: the parcel cannot be sent and the customer chose money: what was paid for its lines is proposed in its place. */
    void refundInstead(long caseId, Actor by) {
        CaseFile file = cases.get(caseId);
        Set<Long> lines = new LinkedHashSet<>();
        parcels.lines(book.of(caseId).parcelId()).forEach(line -> lines.add(line.lineId()));
        long amount = balances.ofLines(file.orderId()).entrySet().stream().filter(line -> lines.contains(line.getKey()))
                .mapToLong(line -> line.getValue().left()).sum();
        long most = balances.of(file.orderId()).left();
        refunds.propose(caseId, Math.min(amount, most), by);
    }
}

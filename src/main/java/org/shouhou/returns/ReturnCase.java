package org.shouhou.returns;

import java.util.List;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.NewCase;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.order.Order;
import org.shouhou.order.Shipped;
import org.shouhou.refund.RefundCase;
import org.springframework.stereotype.Service;

/** Goods back for money, or for other goods: what such a case needs at intake, and its clocks. */
@Service
class ReturnCase implements CaseType {

    static final String NAME = "return";

    private final ReturnBook book;
    private final RefundCase refunds;

    ReturnCase(ReturnBook book, RefundCase refunds) {
        this.book = book;
        this.refunds = refunds;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** R13: never more than is left. What has not been shipped cannot come back. */
    @Override
    public Long check(NewCase wanted, Order order, List<Long> lines) {
        checkShipped(order);
        boolean oneLine = lines.size() == 1 || lines.isEmpty() && order.lines().size() == 1;
        if (wanted.sku() != null && !oneLine) {
            throw Problem.fields(List.of(new FieldProblem("sku", "Name the one line it is exchanged for.")));
        }
        return refunds.check(wanted, order, lines);
    }

    @Override
    public void checkBecoming(CaseFile file, Order order, List<Long> lines) {
        checkShipped(order);
        refunds.checkBecoming(file, order, lines);
    }

    private static void checkShipped(Order order) {
        if (order.shipped() == Shipped.NO) {
            throw Problem.unprocessable("not-shipped", "Order " + order.orderNo()
                    + " has not been shipped: nothing can come back. Open a refund instead.");
        }
    }

    @Override
    public void asked(CaseFile opened, NewCase wanted) {
        book.wants(opened.id(), "EXCHANGE".equals(wanted.wants()) ? "EXCHANGE" : "REFUND", wanted.sku());
    }

    /** Goods that are on their way or here (a late waybill took the case up again) need no second review and no clock for it. */
    @Override
    public void opened(CaseFile opened, Order order) {
        if (book.of(opened.id()).goods() == ReturnBook.Goods.AT_CUSTOMER) {
            book.startOver(opened.id());
            refunds.opened(opened, order);
        }
    }
}

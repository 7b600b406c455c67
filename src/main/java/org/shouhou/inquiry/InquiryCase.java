package org.shouhou.inquiry;

import java.util.List;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.NewCase;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.order.Order;
import org.springframework.stereotype.Component;

/** A question about an order (R47): why it is not shipped, the price of a promotion, an invoice, a review. */
@Component
class InquiryCase implements CaseType {

    @Override
    public String name() {
        return "inquiry";
    }

    /** No money is asked for in a question. */
    @Override
    public Long check(NewCase wanted, Order order, List<Long> lines) {
        if (wanted.amount() != null) {
            throw Problem.fields(List.of(new FieldProblem("amount", "Does not go with a question; ask for a refund instead.")));
        }
        return null;
    }

    @Override
    public void opened(CaseFile opened, Order order) {
        // the clock of the first reply is every case's
    }
}

package org.shouhou.refund;

import org.shouhou.casefile.CaseIntake;
import org.shouhou.casefile.NewCase;
import org.shouhou.common.Money;
import org.shouhou.order.Order;
import org.shouhou.order.RequestedRefunds;
import org.springframework.stereotype.Component;

/** Opens a refund case for a request an order report carries; once per order, however often the report is imported. */
@Component
class ImportedRefunds implements RequestedRefunds {

    private final CaseIntake intake;

    ImportedRefunds(CaseIntake intake) {
        this.intake = intake;
    }

    @Override
    public boolean open(Order order, long amountMinor, String actor) {
        return intake.open(new NewCase("import/" + order.shop() + "/" + order.orderNo(), "refund", order.shop(),
                order.orderNo(), null, "IMPORTED", new Money(amountMinor, order.currency()), null, null, "IMPORT", null),
                actor).created();
    }
}

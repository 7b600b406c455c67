package org.shouhou.refund;

import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.CompensationMoney;
import org.shouhou.authority.Compensations;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.springframework.stereotype.Service;

/**
 * Paying a compensation or freight by the same way a refund is paid. In the ledger they are kinds of their own, with limits
 * of their own, and use up nothing of what was paid for the order (R13).
 */
@Service
public class CompensationPayments implements CompensationMoney {

    private final CaseFiles cases;
    private final Compensations compensations;
    private final PaymentWork work;
    private final RefundLedger ledger;
    private final MessageFacts facts;
    private final CaseHistory history;

    CompensationPayments(CaseFiles cases, Compensations compensations, PaymentWork work, RefundLedger ledger, MessageFacts facts,
            CaseHistory history) {
        this.cases = cases;
        this.compensations = compensations;
        this.work = work;
        this.ledger = ledger;
        this.facts = facts;
        this.history = history;
    }

    /** Checks that it was consented to and writes the intent. @param first not a new try of the same payment */
    public RefundPayments.Reserved reserve(Payment payment, boolean first) {
        CaseFile file = cases.get(payment.caseId());
        Compensations.Payable what = compensations.payable(payment.compensationId());
        if (first) {
            work.open(payment, what.amountMinor());
        }
        facts.latest(file.id(), MessageName.PAYEE_PROVIDED)
                .ifPresent(fact -> work.payee(payment, fact.data().get("payee").toString()));
        PaymentWork.State now = work.of(payment);
        String why = !what.agreed() ? "CONSENT_MISSING"
                : ledger.reserve(file, what, now.openMinor(), now.payee()).isEmpty() ? "BEYOND_ORDER" : null;
        if (why == null) {
            return RefundPayments.Reserved.YES;
        }
        compensations.notPaid(what.id(), why);
        return RefundPayments.Reserved.SENT_BACK;
    }

    /** The money has arrived; the compensation itself tells the customer. @return false: nothing is left open */
    public boolean paid(Payment payment) {
        work.open(payment, 0);
        return false;
    }

    /** Records what a person paid outside, once a second person confirmed it. @return false while it is not confirmed */
    public boolean recordPaidByHand(Payment payment) {
        PaymentWork.State now = work.of(payment);
        if (now.handConfirmedBy() == null) {
            return false;
        }
        ledger.paidByHand(cases.get(payment.caseId()), compensations.payable(payment.compensationId()), now.openMinor(),
                now.handReference(), now.handBy(), now.handConfirmedBy());
        work.open(payment, 0);
        return true;
    }

    /** Nothing is paid. @return false: no part of it was paid before */
    public boolean giveUp(Payment payment) {
        history.record(payment.caseId(), CaseHistory.SYSTEM, "COMPENSATION_GIVEN_UP",
                Map.of("amountMinor", work.of(payment).openMinor(), "compensationId", payment.compensationId()));
        work.open(payment, 0);
        return false;
    }

    @Override
    public void cancelUnsent(long compensationId) {
        Payment payment = new Payment(compensations.payable(compensationId).caseId(), compensationId);
        ledger.inFlight(payment).filter(entry -> entry.state() == RefundLedger.State.RESERVED).ifPresent(ledger::cancel);
    }
}

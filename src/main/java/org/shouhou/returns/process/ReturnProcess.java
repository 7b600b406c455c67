package org.shouhou.returns.process;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.shouhou.returns.ReturnFreight;
import org.shouhou.returns.ReturnedGoods;
import org.shouhou.returns.Returns;
import org.springframework.stereotype.Component;

/** The steps of {@code return.bpmn}. */
@Component("returnProcess")
public class ReturnProcess {

    private final Returns returns;
    private final ReturnedGoods goods;
    private final ReturnFreight freight;

    ReturnProcess(Returns returns, ReturnedGoods goods, ReturnFreight freight) {
        this.returns = returns;
        this.goods = goods;
        this.freight = freight;
    }

    public void begin(DelegateExecution execution) {
        for (String text : new String[] {"decision", "next", "outcome", "callOutcome", "refundFor", "goods", "choice", "finding", "wants"}) {
            execution.setVariable(text, null);
        }
    }

    public void assess(DelegateExecution execution) {
        Returns.Assessment found = returns.assess(caseOf(execution));
        execution.setVariable("stage", found.stage());
        execution.setVariable("goods", found.goods());
        execution.setVariable("agreed", found.agreed());
        execution.setVariable("decideBy", Date.from(found.decideBy()));
    }

    public void eligibilityInputs(DelegateExecution execution) {
        Returns.EligibilityInputs inputs = returns.eligibilityInputs(caseOf(execution));
        passing(execution, "window", inputs.window());
        passing(execution, "category", inputs.category());
        passing(execution, "reason", inputs.reason());
    }

    public void noteEligibility(DelegateExecution execution) {
        Map<String, Object> judged = judged(execution);
        returns.judged(caseOf(execution), (String) judged.get("eligibility"), (String) judged.get("why"));
    }

    public void freightInputs(DelegateExecution execution) {
        Returns.FreightInputs inputs = returns.freightInputs(caseOf(execution));
        passing(execution, "reason", inputs.reason());
        execution.setVariable("freeReturns", Variables.booleanValue(inputs.freeReturns(), true));
    }

    public void noteFreight(DelegateExecution execution) {
        Map<String, Object> judged = judged(execution);
        returns.freightProposed(caseOf(execution), (String) judged.get("freight"), (String) judged.get("why"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> judged(DelegateExecution execution) {
        Map<String, Object> judged = (Map<String, Object>) execution.getVariable("judged");
        execution.removeVariable("judged");
        return judged;
    }

    public void askCustomer(DelegateExecution execution) {
        boolean options = "OFFER_OPTIONS".equals(execution.getVariable("decision"));
        execution.setVariable("askUntil", date(returns.askCustomer(caseOf(execution), options)));
    }

    public void noteChoice(DelegateExecution execution) {
        String choice = returns.noteChoice(caseOf(execution));
        execution.setVariable("choice", choice);
        if (choice.equals("KEEP")) {
            execution.setVariable("refundFor", "KEEP");
        }
    }

    public void authorise(DelegateExecution execution) {
        Returns.Authorised authorised = returns.authorise(caseOf(execution));
        execution.setVariable("expectUntil", date(authorised.expectUntil()));
        execution.setVariable("waybillDue", date(authorised.remindAt()));
    }

    public void remindWaybill(DelegateExecution execution) {
        Returns.Missing missing = returns.remindWaybill(caseOf(execution));
        execution.setVariable("lapsed", missing.lapsed());
        execution.setVariable("waybillDue", date(missing.due()));
    }

    public void arrivedUnannounced(DelegateExecution execution) {
        goods.arrivedUnannounced(caseOf(execution));
    }

    public void noteSent(DelegateExecution execution) {
        ReturnedGoods.OnWay parcel = goods.noteSent(caseOf(execution));
        execution.setVariable("arrived", parcel.here());
        execution.setVariable("goods", parcel.here() ? "ARRIVED" : "ON_WAY");
        execution.setVariable("arrivalDue", date(parcel.due()));
    }

    public void noteArrival(DelegateExecution execution) {
        execution.setVariable("goods", "ARRIVED");
        execution.setVariable("inspectBy", date(goods.noteArrival(caseOf(execution))));
    }

    public void tellFinding(DelegateExecution execution) {
        ReturnedGoods.Told told = goods.tellFinding(caseOf(execution));
        execution.setVariable("finding", told.finding());
        execution.setVariable("disputeUntil", date(told.until()));
    }

    public void settleInspection(DelegateExecution execution) {
        execution.setVariable("wants", goods.settleInspection(caseOf(execution)));
        execution.setVariable("refundFor", "GOODS");
        execution.setVariable("goods", "INSPECTED");
    }

    public void planExchange(DelegateExecution execution) {
        execution.setVariable("parcelId", goods.planExchange(caseOf(execution)));
    }

    public void proposeMoney(DelegateExecution execution) {
        goods.proposeMoney(caseOf(execution));
    }

    public void freightDue(DelegateExecution execution) {
        execution.setVariable("freightDue", freight.due(caseOf(execution), (String) execution.getVariable("outcome")));
    }

    public void planFreight(DelegateExecution execution) {
        execution.setVariable("compensationId", freight.plan(caseOf(execution)));
    }

    public void applyChange(DelegateExecution execution) {
        returns.applyChange(caseOf(execution));
    }

    public void withdraw(DelegateExecution execution) {
        goods.withdraw(caseOf(execution));
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }

    /** A value only the next decision table reads; it is not kept. */
    private static void passing(DelegateExecution execution, String name, String value) {
        execution.setVariable(name, Variables.stringValue(value, true));
    }

    private static long caseOf(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}

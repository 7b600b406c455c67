package org.shouhou.tracing;

import java.util.List;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseOpened;
import org.shouhou.deadline.Deadlines;
import org.shouhou.engine.EngineEvents;
import org.shouhou.order.OrderChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes the facts a case is found by with what makes them: one place that listens instead of a call at every other one. */
@Component
class FactsAsTheyHappen {

    private final FactTable table;
    private final CaseFiles cases;

    FactsAsTheyHappen(FactTable table, CaseFiles cases) {
        this.table = table;
        this.cases = cases;
    }

    @EventListener
    void opened(CaseOpened opened) {
        table.addCase(opened.opened());
    }

    @EventListener
    void changed(OrderChanged order) {
        cases.ofOrder(order.orderId()).forEach(table::addCase);
    }

    @EventListener
    void happened(CaseHistory.Recorded event) {
        Findings found = Findings.of(event.actor(), event.kind(), event.data());
        table.add(event.caseId(), found.facts());
        table.add(event.caseId(), found.amounts());
    }

    @EventListener
    void missed(Deadlines.Missed missed) {
        table.add(missed.caseId(), List.of(new Fact(Fact.Kind.MISSED, missed.kind())));
    }

    @EventListener
    void decided(EngineEvents.RuleApplied rule) {
        table.add(rule.caseId(), Findings.ofRule(rule.decision(), rule.ruleId()));
    }
}

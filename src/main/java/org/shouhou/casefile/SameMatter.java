package org.shouhou.casefile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.order.Order;
import org.springframework.stereotype.Component;

/**
 * R38: the platform's own reference tells that a request is about an open case already, whichever channel it came on. Then
 * no second case is opened: the request joins the first, what it says is on the timeline, the earlier clock stays, and what
 * the platform says differently (amount, reason) is a changed request, which is judged again. A request id keeps meaning
 * "the very same request"; the reference means "the same matter".
 */
@Component
class SameMatter {

    private final CaseFiles cases;
    private final CaseLinks links;
    private final CaseMessages messages;
    private final EarliestClocks clocks;
    private final CaseHistory history;

    SameMatter(CaseFiles cases, CaseLinks links, CaseMessages messages, EarliestClocks clocks, CaseHistory history) {
        this.cases = cases;
        this.links = links;
        this.messages = messages;
        this.clocks = clocks;
        this.history = history;
    }

    /** Joins the request to the open case that is about the same matter; empty when none is. */
    Optional<CaseFile> join(NewCase wanted, Order order, String actor) {
        return links.sameMatter(wanted, order.id()).map(caseId -> {
            CaseFile file = cases.lock(caseId);
            links.joined(wanted.requestId(), caseId, wanted.hash());
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("channel", wanted.channel());
            facts.put("reason", wanted.reason());
            facts.put("amountMinor", wanted.amount() == null ? null : wanted.amount().minor());
            facts.put("reference", wanted.externalReference());
            facts.put("text", wanted.text());
            history.record(caseId, actor, "SAME_MATTER_ARRIVED", facts);
            clocks.platformNamed(file, wanted.platformDeadline());
            Map<String, Object> changed = changed(file, wanted);
            if (!changed.isEmpty()) {
                messages.send(caseId, "same-" + org.shouhou.common.Json.hash(wanted.requestId()).substring(0, 40),
                        MessageName.CUSTOMER_CHANGED_REQUEST.id(), changed, actor);
            }
            return cases.get(caseId);
        });
    }

    /** What the platform says is what the buyer asks for; in a chat it may be told in other words. */
    private static Map<String, Object> changed(CaseFile file, NewCase wanted) {
        Map<String, Object> changed = new LinkedHashMap<>();
        if (!NewCase.Channel.PLATFORM.name().equals(wanted.channel())) {
            return changed;
        }
        if (wanted.amount() != null && !Long.valueOf(wanted.amount().minor()).equals(file.amountMinor())) {
            changed.put("amount", wanted.amount().minor());
        }
        if (!wanted.reason().equals(file.reason())) {
            changed.put("reason", wanted.reason());
        }
        return changed;
    }
}

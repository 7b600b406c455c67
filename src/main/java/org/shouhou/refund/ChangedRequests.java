package org.shouhou.refund;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.Consents;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.casefile.Reason;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.Why;
import org.shouhou.order.Line;
import org.shouhou.order.Orders;
import org.springframework.stereotype.Service;

/**
 * R38: the buyer changed the request. Whatever kind of case it is, the facts change, what was proposed about the old
 * request is void and consents to it lapse; the kind's own model then has it judged again.
 */
@Service
public class ChangedRequests {

    private final CaseFiles cases;
    private final Orders orders;
    private final MessageFacts facts;
    private final Consents consents;
    private final RefundWork work;
    private final Deadlines deadlines;
    private final CaseHistory history;
    private final Clock clock;

    ChangedRequests(CaseFiles cases, Orders orders, MessageFacts facts, Consents consents, RefundWork work, Deadlines deadlines,
            CaseHistory history, Clock clock) {
        this.cases = cases;
        this.orders = orders;
        this.facts = facts;
        this.consents = consents;
        this.work = work;
        this.deadlines = deadlines;
        this.history = history;
        this.clock = clock;
    }

    /** Applies the change delivered last. @return whether the platform's deadline was among what changed */
    public boolean apply(long caseId) {
        Map<String, Object> wanted = facts.delivered(caseId, MessageName.CUSTOMER_CHANGED_REQUEST).orElseThrow().data();
        CaseFile file = cases.get(caseId);
        Map<String, Object> before = request(file);
        Object amount = wanted.get("amount");
        Object reason = wanted.get("reason");
        Instant deadline = CaseMessages.instant(wanted.get("platformDeadline"));
        cases.change(caseId, amount == null ? null : ((Number) amount).longValue(),
                reason == null || Reason.find(reason.toString()).isEmpty() ? null : reason.toString(), deadline);
        if (wanted.get("lines") instanceof List<?> numbers) {
            cases.changeLines(caseId, orders.byId(file.orderId()).orElseThrow().lines().stream()
                    .filter(line -> numbers.contains(line.lineNo())).map(Line::id).toList());
        }
        consents.lapse(caseId);
        work.startOver(caseId);
        if (deadline != null) {
            deadlines.cancel(caseId, Deadlines.PLATFORM);
            deadlines.start(caseId, null, Deadlines.PLATFORM, clock.instant(), deadline, null, Why.given(deadline));
        }
        history.record(caseId, CaseHistory.SYSTEM, "REQUEST_CHANGED", Map.of("before", before, "after", request(cases.get(caseId))));
        return deadline != null;
    }

    /** What a request asks for, as the history shows it. */
    Map<String, Object> request(CaseFile file) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("amountMinor", file.amountMinor());
        request.put("reason", file.reason());
        request.put("platformDeadline", file.platformDeadline() == null ? null : file.platformDeadline().toString());
        List<Long> about = cases.lines(file.id());
        if (!about.isEmpty()) {
            request.put("lines", orders.byId(file.orderId()).orElseThrow().lines().stream()
                    .filter(line -> about.contains(line.id())).map(Line::lineNo).toList());
        }
        return request;
    }
}

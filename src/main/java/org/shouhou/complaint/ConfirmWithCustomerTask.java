package org.shouhou.complaint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** Asking the customer whether the answer is good; silence accepts it. */
@Component
class ConfirmWithCustomerTask implements TaskHandler {

    private final ComplaintBook book;

    ConfirmWithCustomerTask(ComplaintBook book) {
        this.book = book;
    }

    @Override
    public String key() {
        return "confirmWithCustomer";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        ComplaintBook.Work work = book.of(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("decided", work.decision());
        data.put("decidedBy", work.decidedBy());
        data.put("given", work.given());
        data.put("until", work.confirmUntil() == null ? null : work.confirmUntil().toString());
        return data;
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        if (decision.decision().equals("NOT_ACCEPTED")) {
            book.goesUp(decision.caseId(), "NOT_ACCEPTED", decision.text("reason"));
        }
        return Map.of();
    }
}

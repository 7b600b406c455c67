package org.shouhou.complaint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** Whether to appeal against what the platform decided. What is appealed with stands on the timeline. */
@Component
class AppealDecisionTask implements TaskHandler {

    private final ComplaintBook book;
    private final MessageFacts facts;

    AppealDecisionTask(ComplaintBook book, MessageFacts facts) {
        this.book = book;
        this.facts = facts;
    }

    @Override
    public String key() {
        return "appealDecision";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("intervention", book.of(caseId).intervention());
        facts.delivered(caseId, MessageName.PLATFORM_DECIDED).ifPresent(fact -> data.put("platformDecided", fact.data()));
        return data;
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        return Map.of();
    }
}

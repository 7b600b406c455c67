package org.shouhou.returns;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.messaging.Messages;
import org.springframework.stereotype.Component;

/** What the customer hears about a return. */
@Component
class ReturnLetters {

    /** Letters the customer does something about, on the page of their case. */
    private static final Set<String> WITH_LINK = Set.of("return-options", "return-authorised", "return-reminder", "return-lapsed",
            "return-finding", "return-right-item");
    private final Messages messages;
    private final CaseFiles cases;
    private final CustomerLinks links;
    private final Clock clock;

    ReturnLetters(Messages messages, CaseFiles cases, CustomerLinks links, Clock clock) {
        this.messages = messages;
        this.cases = cases;
        this.links = links;
        this.clock = clock;
    }

    void options(long caseId, ReturnBook.Entry entry, Instant until, String key) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("firstOption", entry.firstOption());
        data.put("secondOption", entry.secondOption());
        data.put("keepMinor", entry.keepMinor());
        data.put("until", until);
        send(caseId, "return-options", data, key);
    }

    void authorised(long caseId, ReturnBook.Entry entry) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("authorisation", entry.authorisation());
        data.put("freight", entry.freight());
        data.put("until", entry.waybillUntil());
        send(caseId, "return-authorised", data, "return-authorised-" + caseId + "-" + clock.millis());
    }

    void reminder(long caseId, ReturnBook.Entry entry) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("authorisation", entry.authorisation());
        data.put("until", entry.waybillUntil());
        send(caseId, "return-reminder", data, "return-reminder-" + caseId + "-" + entry.waybillUntil());
    }

    void lapsed(long caseId) {
        send(caseId, "return-lapsed", Map.of(), "return-lapsed-" + caseId + "-" + clock.millis());
    }

    void finding(long caseId, ReturnBook.Entry entry, Instant until) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("finding", entry.finding());
        if (entry.deductMinor() > 0) {
            data.put("amountMinor", entry.deductMinor());
        }
        data.put("until", until);
        send(caseId, "return-finding", data, "return-finding-" + caseId + "-" + clock.millis());
    }

    void awaited(long caseId, Instant until) {
        send(caseId, "return-right-item", Map.of("until", until), "return-right-item-" + caseId + "-" + clock.millis());
    }

    void sentBack(long caseId, String waybill, String payer, String reasonCode) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("waybill", waybill);
        data.put("freight", payer);
        data.put("reasonCode", reasonCode);
        send(caseId, "return-sent-back", data, "return-sent-back-" + caseId + "-" + clock.millis());
    }

    void refused(long caseId, String reasonCode) {
        send(caseId, "refund-refused", Map.of("reasonCode", reasonCode), "refused-" + caseId + "-" + clock.millis());
    }

    private void send(long caseId, String template, Map<String, Object> data, String key) {
        Map<String, Object> known = new LinkedHashMap<>(data);
        known.values().removeIf(value -> value == null);
        if (WITH_LINK.contains(template)) {
            links.of(cases.get(caseId)).ifPresent(link -> known.put("link", link));
        }
        messages.toCustomer(caseId, template, known, key);
    }
}

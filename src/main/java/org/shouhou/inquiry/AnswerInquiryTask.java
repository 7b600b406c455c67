package org.shouhou.inquiry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseIntake;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.messaging.Messages;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** Answering a question (R47): the words go to the customer, or the matter becomes another kind of case. */
@Component
class AnswerInquiryTask implements TaskHandler {

    private final CaseFiles cases;
    private final CaseIntake intake;
    private final CaseMessages caseMessages;
    private final CaseContacts contacts;
    private final Messages messages;

    AnswerInquiryTask(CaseFiles cases, CaseIntake intake, CaseMessages caseMessages, CaseContacts contacts, Messages messages) {
        this.cases = cases;
        this.intake = intake;
        this.caseMessages = caseMessages;
        this.contacts = contacts;
        this.messages = messages;
    }

    @Override
    public String key() {
        return "answerInquiry";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        CaseFile file = cases.get(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("reason", file.reason());
        data.put("words", file.words());
        return data;
    }

    @Override
    public List<String> values(String list, long caseId) {
        return !list.equals("conversionTypes") ? List.of()
                : intake.typesOpenTo(cases.get(caseId));
    }

    /** An answer that leaves by itself is the agent's reply; one to send by hand is noted once somebody sent it (R2). */
    @Override
    public Map<String, Object> complete(Decision decision) {
        if (decision.decision().equals("CONVERT")) {
            caseMessages.decidedToConvert(decision.caseId(), decision.taskId(), decision.text("toType"), decision.note(),
                    decision.actor().name());
            return Map.of();
        }
        String answer = decision.text("answer");
        messages.reply(decision.caseId(), answer, "answer-" + decision.taskId()).ifPresent(channel ->
                contacts.weTried(decision.caseId(), null, channel.name(), "REACHED", null, decision.actor().name(), answer));
        return Map.of();
    }
}

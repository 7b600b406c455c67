package org.shouhou.callback;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.engine.Processes;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** The call back itself (R32). */
@Component
class CallBackTask implements TaskHandler {

    private final CallBacks callBacks;
    private final CaseFiles cases;
    private final CaseContacts contacts;
    private final Processes processes;

    CallBackTask(CallBacks callBacks, CaseFiles cases, CaseContacts contacts, Processes processes) {
        this.callBacks = callBacks;
        this.cases = cases;
        this.contacts = contacts;
        this.processes = processes;
    }

    @Override
    public String key() {
        return "callCustomerBack";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        return Map.of();
    }

    @Override
    public Map<String, Object> data(long caseId, String taskId) {
        CaseFile file = cases.get(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("callWhy", of(taskId).why());
        data.put("outcome", file.outcome() == null ? null : file.outcome().name());
        return data;
    }

    private CallBacks.CallBack of(String taskId) {
        return callBacks.get(((Number) processes.taskVariable(taskId, "callBackId")).longValue());
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        Long satisfaction = decision.number("satisfaction");
        CallBacks.checkSatisfaction(satisfaction);
        contacts.weTried(decision.caseId(), null, "PHONE", decision.decision(), null, decision.actor().name(), decision.text("note"));
        if (decision.decision().equals("REACHED")) {
            callBacks.reached(of(decision.taskId()), satisfaction == null ? null : satisfaction.intValue(), decision.text("note"),
                    decision.actor());
        }
        return Map.of();
    }
}

package org.shouhou.gateway.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.EffectTask;

/** A feature with one service task outside, remembering what it was told; its process waits at paid or refused. */
class Probe implements EffectHandler {

    static final String PROCESS = "gatewayProbe";

    final Map<Long, EffectRequest> wanted = new ConcurrentHashMap<>();
    final Map<Long, List<Answer>> applied = new ConcurrentHashMap<>();
    final List<Long> unknown = new CopyOnWriteArrayList<>();
    final AtomicInteger brokenApplies = new AtomicInteger();

    @Override
    public String topic() {
        return "probe";
    }

    @Override
    public EffectRequest prepare(EffectTask task) {
        return wanted.get(task.caseId());
    }

    @Override
    public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
        if (brokenApplies.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("something of ours is broken");
        }
        applied.computeIfAbsent(task.caseId(), id -> new ArrayList<>()).add(answer);
        return answer instanceof Answer.Succeeded ? new EffectResult.Complete(Map.of("paid", true))
                : new EffectResult.BusinessError("refused", Map.of());
    }

    @Override
    public void unknown(EffectTask task, EffectRecord effect) {
        unknown.add(task.caseId());
    }

    static void deploy(RepositoryService repository) {
        if (repository.createProcessDefinitionQuery().processDefinitionKey(PROCESS).count() == 0) {
            repository.createDeployment().addModelInstance("gatewayProbe.bpmn", Bpmn.createExecutableProcess(PROCESS)
                    .camundaHistoryTimeToLiveString("P1D").startEvent().serviceTask("service_probe")
                    .camundaExternalTask("probe").receiveTask("paid").message("probePaid").endEvent()
                    .moveToActivity("service_probe").boundaryEvent("error_refused").error("refused")
                    .receiveTask("refused").message("probeRefused").endEvent().done()).deploy();
        }
    }

    String start(RuntimeService runtime, long caseId, EffectRequest request) {
        wanted.put(caseId, request);
        return runtime.startProcessInstanceByKey(PROCESS, Long.toString(caseId)).getId();
    }
}

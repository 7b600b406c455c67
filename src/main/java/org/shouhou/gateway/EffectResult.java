package org.shouhou.gateway;

import java.util.Map;

/** How the flow goes on after an effect was answered. */
public sealed interface EffectResult {

    /** The service task is done. */
    record Complete(Map<String, Object> variables) implements EffectResult {
        public Complete {
            variables = variables == null ? Map.of() : variables;
        }
    }

    /** The service task ends with the BPMN error of that code, which the model catches. */
    record BusinessError(String code, Map<String, Object> variables) implements EffectResult {
        public BusinessError {
            variables = variables == null ? Map.of() : variables;
        }
    }
}

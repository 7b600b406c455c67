package org.shouhou.demo.sandbox;

import java.util.Arrays;
import org.shouhou.gateway.Gateway;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** True when the configuration gives any gateway to the sandbox. */
final class SandboxWanted implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Arrays.stream(Gateway.values()).anyMatch(gateway -> "sandbox"
                .equals(context.getEnvironment().getProperty("shouhou.gateways." + gateway.id())));
    }
}

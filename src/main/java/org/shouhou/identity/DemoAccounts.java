package org.shouhou.identity;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The accounts of the demonstration: one or two a role, which the name says. */
@Component
public class DemoAccounts {

    private static final List<String> NAMES = List.of("agent1", "agent2", "supervisor1", "supervisor2", "manager1",
            "manager2", "presale1", "warehouse1", "finance1", "auditor1", "operator1");

    private final boolean wanted;

    DemoAccounts(@Value("${" + Secrets.DEMO_ACCOUNTS + ":false}") boolean wanted) {
        this.wanted = wanted;
    }

    /** Their names; empty outside of the demonstration. */
    public List<String> names() {
        return wanted ? NAMES : List.of();
    }
}

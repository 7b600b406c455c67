package org.shouhou.complaint;

import java.time.Instant;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.engine.Commands;
import org.springframework.stereotype.Component;

/** Tells alerts again that nobody acknowledged (R28), each in a transaction of its own. */
@Component
class AlertWatch implements BackgroundWork {

    private final Alerts alerts;
    private final Commands commands;

    AlertWatch(Alerts alerts, Commands commands) {
        this.alerts = alerts;
        this.commands = commands;
    }

    @Override
    public String name() {
        return "complaint-alerts";
    }

    @Override
    public boolean workOnce() {
        boolean did = false;
        for (long[] due : alerts.due()) {
            did |= commands.run(() -> alerts.tellAgain(due[0], due[1]));
        }
        return did;
    }

    @Override
    public Optional<Instant> nextDue() {
        return alerts.nextDue();
    }
}

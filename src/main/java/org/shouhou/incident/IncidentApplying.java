package org.shouhou.incident;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Json;
import org.shouhou.engine.Commands;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries the decision in force out for one case after the other, each in a transaction of its own: a case is locked first
 * and looked at again, so that a repeated or simultaneous try does nothing twice.
 */
@Component
class IncidentApplying {

    private static final Logger LOG = LoggerFactory.getLogger(IncidentApplying.class);
    private static final int PORTION = 50;

    private final Commands commands;
    private final IncidentTable table;
    private final IncidentCases members;
    private final CaseFiles cases;
    private final IncidentRemedies remedies;
    private final Messages messages;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    IncidentApplying(Commands commands, IncidentTable table, IncidentCases members, CaseFiles cases, IncidentRemedies remedies,
            Messages messages, CaseHistory history, Settings settings, Clock clock) {
        this.commands = commands;
        this.table = table;
        this.members = members;
        this.cases = cases;
        this.remedies = remedies;
        this.messages = messages;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /** A portion of the cases that wait for a decision. @return whether there was something to do */
    boolean some() {
        List<IncidentCases.Member> waiting = members.toApply(PORTION);
        for (IncidentCases.Member member : waiting) {
            try {
                commands.run(() -> apply(member));
            } catch (RuntimeException e) {
                LOG.warn("Incident {} could not be applied to case {} and is tried again", member.incidentId(), member.caseId(), e);
                String why = e.toString();
                commands.run(() -> members.later(member, IncidentCases.State.FAILED, why.length() > 200 ? why.substring(0, 200) : why, later()));
            }
        }
        return !waiting.isEmpty();
    }

    private long later() {
        return clock.instant().plus(settings.duration(Figure.INCIDENT_RETRY_AFTER, null)).toEpochMilli();
    }

    private void apply(IncidentCases.Member seen) {
        CaseFile file = cases.lock(seen.caseId());
        Incident incident = table.get(seen.incidentId());
        IncidentCases.Member member = members.find(seen.incidentId(), seen.caseId()).orElseThrow();
        boolean inIt = members.incidentOf(file.id()).filter(id -> id == incident.id()).isPresent();
        if (!inIt || member.doneNo() >= incident.decisionNo() || incident.closed()) {
            return;
        }
        Decision decision = table.decision(incident.id(), incident.decisionNo()).orElseThrow();
        if (file.closed()) {
            members.done(member, IncidentCases.State.SINGLE, "CLOSED", decision.no());
            return;
        }
        if (remedies.busy(incident, decision, file)) {
            members.later(member, IncidentCases.State.JOINED, "BUSY", later());
            return;
        }
        messages.toCustomer(file.id(), "incident-notice", Incidents.facts("text", decision.message()),
                "incident-" + incident.id() + "-" + decision.no() + "-" + Json.hash(customer(file)).substring(0, 40));
        carryOut(incident, decision, member, file);
    }

    /** Several cases of one buyer are one customer. */
    private static List<Object> customer(CaseFile file) {
        return List.of(file.shop(), file.buyer() == null ? "" + file.orderId() : file.buyer());
    }

    private void carryOut(Incident incident, Decision decision, IncidentCases.Member member, CaseFile file) {
        cases.quiet(file.id(), decision.rests());
        members.rests(incident.id(), file.id(), decision.rests());
        Optional<String> single = remedies.give(incident, decision, file);
        members.done(member, single.isPresent() ? IncidentCases.State.SINGLE : IncidentCases.State.APPLIED, single.orElse(null), decision.no());
        history.record(file.id(), CaseHistory.SYSTEM, single.isPresent() ? "INCIDENT_SINGLE" : "INCIDENT_APPLIED",
                Incidents.facts("incident", incident.number(), "incidentDecision", decision.kind().name(),
                        "incidentWhy", single.orElse(null), "text", decision.message()));
    }

    /** Cases of closed incidents go on by themselves. @return whether there was something to do */
    boolean letSomeGo() {
        List<IncidentCases.Member> left = members.toLetGo(PORTION);
        for (IncidentCases.Member member : left) {
            commands.run(() -> {
                cases.lock(member.caseId());
                members.rests(member.incidentId(), member.caseId(), false);
                members.leave(member.incidentId(), member.caseId(), null, null);
                cases.quiet(member.caseId(), false);
                if (member.doneNo() == 0) {
                    history.record(member.caseId(), CaseHistory.SYSTEM, "INCIDENT_LEFT",
                            Incidents.facts("incident", Incident.numberOf(member.incidentId())));
                }
            });
        }
        return !left.isEmpty();
    }
}

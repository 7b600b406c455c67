package org.shouhou.incident;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.authority.CompensationForMany;
import org.shouhou.authority.FourEyes;
import org.shouhou.authority.Kind;
import org.shouhou.authority.NewCompensation;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Role;
import org.shouhou.queue.TaskHandler;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** A supervisor decides once for all cases of an incident (R37). */
@Component
class DecideIncidentTask implements TaskHandler {

    private final IncidentTable table;
    private final IncidentCases members;
    private final CompensationForMany compensations;
    private final FourEyes fourEyes;
    private final Settings settings;
    private final Clock clock;

    DecideIncidentTask(IncidentTable table, IncidentCases members, CompensationForMany compensations, FourEyes fourEyes,
            Settings settings, Clock clock) {
        this.table = table;
        this.members = members;
        this.compensations = compensations;
        this.fourEyes = fourEyes;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String key() {
        return "decideIncident";
    }

    /** @param incidentId a task of an incident belongs to no case */
    @Override
    public Map<String, Object> data(long incidentId) {
        return facts(table, members, incidentId);
    }

    static Map<String, Object> facts(IncidentTable table, IncidentCases members, long incidentId) {
        Incident incident = table.get(incidentId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", incident.title());
        data.put("openedBy", incident.openedBy());
        data.put("currency", incident.currency());
        // what the form offers to begin with; nothing is no budget
        data.put("budgetMinor", incident.budgetMinor() == 0 ? null : incident.budgetMinor());
        data.put("spentMinor", incident.spentMinor());
        data.put("cases", members.counts(incidentId));
        table.newest(incidentId).ifPresent(decision -> {
            data.put("lastDecision", decision.kind().name());
            data.put("lastMessage", decision.message());
            data.put("lastCapMinor", decision.capMinor());
            data.put("lastBudgetMinor", decision.budgetMinor());
            data.put("decidedBy", decision.decidedBy());
            if (decision.gift() != null) {
                data.put("lastGift", decision.gift().kind());
                data.put("lastGiftSku", decision.gift().sku());
                data.put("lastGiftQuantity", decision.gift().quantity());
            }
        });
        return data;
    }

    @Override
    public Map<String, Object> complete(TaskHandler.Decision made) {
        if (made.decision().equals("CLOSE")) {
            return approvalNeeded(false);
        }
        Incident incident = table.get(made.caseId());
        org.shouhou.incident.Decision decision = decision(made, incident);
        check(decision, incident);
        table.propose(incident.id(), decision);
        if (decision.givesMoney() && made.actor().mayDo(Role.MANAGER) && !fourEyes.otherManager(List.of(made.actor().name()))) {
            table.approved(incident.id(), decision.no(), made.actor().name(), true);
            table.record(incident.id(), made.actor().name(), "SELF_CONSENT", Incidents.facts("incidentDecision", decision.kind().name(),
                    "capMinor", decision.capMinor(), "budgetMinor", decision.budgetMinor()));
            return approvalNeeded(false);
        }
        return approvalNeeded(decision.givesMoney());
    }

    /** Incidents that began under the first model ask for {@code givesMoney}. */
    private static Map<String, Object> approvalNeeded(boolean needed) {
        return Map.of("approvalNeeded", needed, "givesMoney", needed);
    }

    private org.shouhou.incident.Decision decision(TaskHandler.Decision made, Incident incident) {
        org.shouhou.incident.Decision.Kind kind = org.shouhou.incident.Decision.Kind.valueOf(made.decision());
        org.shouhou.incident.Decision.Gift gift = null;
        Long cap = made.number("capMinor");
        if (kind == org.shouhou.incident.Decision.Kind.COMPENSATE) {
            NewCompensation wanted = wanted(made, incident);
            cap = compensations.worth(wanted, made.text("message"), incident.scope().shop());
            gift = new org.shouhou.incident.Decision.Gift(wanted.kind(), wanted.sku(), wanted.quantity());
        }
        return new org.shouhou.incident.Decision(table.newest(incident.id()).map(org.shouhou.incident.Decision::no).orElse(0) + 1, kind,
                made.text("message"), cap, made.number("budgetMinor"), gift, until(made, incident), made.actor().name(), null, false);
    }

    private static NewCompensation wanted(TaskHandler.Decision made, Incident incident) {
        String kind = made.text("kind");
        boolean gift = Kind.GIFT.name().equals(kind);
        Long quantity = made.number("quantity");
        return new NewCompensation("incident-" + incident.id(), kind, gift ? null : made.number("amountMinor"), gift ? made.text("sku") : null,
                !gift || quantity == null ? null : (int) Math.min(quantity, Integer.MAX_VALUE),
                CompensationForMany.reason(incident.scope().reason()), incident.title());
    }

    private static String untilField(String decision) {
        return decision.equals("COMPENSATE") ? "restUntil" : "waitUntil";
    }

    private Instant until(TaskHandler.Decision made, Incident incident) {
        String date = made.text(untilField(made.decision()));
        return date == null ? null : LocalDate.parse(date).atTime(18, 0).atZone(settings.zone(incident.scope().shop())).toInstant();
    }

    private void check(org.shouhou.incident.Decision decision, Incident incident) {
        if (decision.message().length() > 2000) {
            throw Problem.fields(List.of(new FieldProblem("message", "Is longer than 2000 characters.")));
        }
        if (decision.waitUntil() != null && (!decision.waitUntil().isAfter(clock.instant())
                || !org.shouhou.common.Db.keeps(decision.waitUntil()))) {
            throw Problem.fields(List.of(new FieldProblem(untilField(decision.kind().name()), "Lies in the past.")));
        }
        if (decision.givesMoney() && decision.budgetMinor() < decision.capMinor()) {
            throw Problem.fields(List.of(new FieldProblem("budgetMinor", "Is less than what a single case may cost.")));
        }
        if (decision.givesMoney() && decision.budgetMinor() < incident.spentMinor()) {
            throw Problem.fields(List.of(new FieldProblem("budgetMinor", "Is less than what was promised already.")));
        }
    }
}

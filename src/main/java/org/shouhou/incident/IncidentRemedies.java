package org.shouhou.incident;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.CompensationForMany;
import org.shouhou.authority.NewCompensation;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseTakeover;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.OrderBalances;
import org.shouhou.order.Orders;
import org.shouhou.order.Shipped;
import org.shouhou.refund.AgreedForAll;
import org.shouhou.reship.ReshipForAll;
import org.springframework.stereotype.Component;

/**
 * What an incident gives to a single case, within the cap and the budget, carried out by the process that does it for every
 * case: the case becomes a refund or a reship that is agreed already, or the compensation runs beside it. Should it not come
 * to pass there, people decide the case like any other.
 */
@Component
class IncidentRemedies implements AgreedForAll, ReshipForAll {

    private final IncidentTable table;
    private final IncidentCases members;
    private final IncidentPromises promises;
    private final CaseFiles cases;
    private final CaseTakeover takeover;
    private final Orders orders;
    private final OrderBalances balances;
    private final CompensationForMany compensations;
    private final Users users;

    IncidentRemedies(IncidentTable table, IncidentCases members, IncidentPromises promises, CaseFiles cases, CaseTakeover takeover,
            Orders orders, OrderBalances balances, CompensationForMany compensations, Users users) {
        this.table = table;
        this.members = members;
        this.promises = promises;
        this.cases = cases;
        this.takeover = takeover;
        this.orders = orders;
        this.balances = balances;
        this.compensations = compensations;
        this.users = users;
    }

    /** Whether the decision cannot reach the case yet, because money or a parcel is on its way. The caller holds its lock. */
    boolean busy(Incident incident, Decision decision, CaseFile file) {
        return decision.takesOver() && !promises.goods(incident.id(), file.id()) && !takeover.possible(file);
    }

    /** @return why the case has to be decided singly; empty when it got what was decided, now or before */
    Optional<String> give(Incident incident, Decision decision, CaseFile file) {
        if (!decision.givesMoney() || decision.takesOver() && promises.goods(incident.id(), file.id())
                || decision.kind() == Decision.Kind.COMPENSATE && promises.extra(incident.id(), file.orderId())) {
            return Optional.empty();
        }
        if (!file.currency().equals(incident.currency())) {
            return Optional.of("OTHER_CURRENCY");
        }
        return decision.takesOver() ? takeOver(incident, decision, file) : compensate(incident, decision, file);
    }

    private Optional<String> takeOver(Incident incident, Decision decision, CaseFile file) {
        boolean again = decision.kind() == Decision.Kind.RESHIP;
        if (again && orders.byId(file.orderId()).map(Order::shipped).filter(Shipped.NO::equals).isPresent()) {
            return Optional.of("NOT_SHIPPED");
        }
        long amount = amount(incident, file, again);
        if (amount == 0) {
            return Optional.of("NOTHING_LEFT");
        }
        if (amount > decision.capMinor()) {
            return Optional.of("OVER_CAP");
        }
        if (!table.spend(incident.id(), amount)) {
            return Optional.of("OVER_BUDGET");
        }
        promises.holdGoods(incident.id(), file.id(), decision, amount);
        takeover.by(file, "incident-" + incident.id() + "-" + decision.no(), again ? "reship" : "refund",
                incident.number() + " " + incident.title(), CaseHistory.SYSTEM);
        return Optional.empty();
    }

    /** What the customer asks for, else what is left of the articles that were hit, else of the order; of goods sent again always the latter. */
    private long amount(Incident incident, CaseFile file, boolean again) {
        long left = balances.of(file.orderId()).left();
        if (file.amountMinor() != null && !again) {
            return Math.min(file.amountMinor(), left);
        }
        List<Long> hit = members.linesHit(incident, file.id());
        List<Long> about = hit.isEmpty() && again ? cases.lines(file.id()) : hit;
        return about.isEmpty() ? left : Math.min(left, ofLines(balances.ofLines(file.orderId()), about));
    }

    private static long ofLines(Map<Long, OrderBalances.Balance> all, List<Long> some) {
        return all.entrySet().stream().filter(line -> some.contains(line.getKey())).mapToLong(line -> line.getValue().left()).sum();
    }

    private Optional<String> compensate(Incident incident, Decision decision, CaseFile file) {
        NewCompensation wanted = wanted(incident, decision, file.id());
        if (!compensations.fits(file.id(), wanted)) {
            return Optional.of("BEYOND_ORDER");
        }
        if (!table.spend(incident.id(), decision.capMinor())) {
            return Optional.of("OVER_BUDGET");
        }
        // first what it is promised for: the process may be through before this returns
        promises.holdExtra(incident.id(), file.id(), decision, file.orderId(), decision.capMinor(),
                compensations.propose(file.id(), wanted, person(decision.decidedBy()), decision.approvedBy()));
        compensations.begin(file.id(), wanted.requestId());
        return Optional.empty();
    }

    /** What each case of a decision is given; the request id is that of the case in the decision, so that it is given once. */
    static NewCompensation wanted(Incident incident, Decision decision, long caseId) {
        boolean gift = decision.gift().sku() != null;
        return new NewCompensation("incident-" + incident.id() + "-" + decision.no() + "-" + caseId, decision.gift().kind(),
                gift ? null : decision.capMinor(), decision.gift().sku(), decision.gift().quantity(),
                CompensationForMany.reason(incident.scope().reason()), incident.title());
    }

    private Actor person(String name) {
        return users.find(name).map(User::actor).orElseGet(() -> new Actor(name, Set.of(Role.SUPERVISOR)));
    }

    @Override
    public Optional<AgreedForAll.Agreed> use(long caseId) {
        return promises.useConsent(caseId, Decision.Kind.REFUND).map(promise -> {
            Decision decision = table.decision(promise.incidentId(), promise.decisionNo()).orElseThrow();
            return new AgreedForAll.Agreed(promise.amountMinor(), decision.decidedBy(), decision.approvedBy());
        });
    }

    @Override
    public Optional<ReshipForAll.Agreed> useReship(long caseId) {
        return promises.useConsent(caseId, Decision.Kind.RESHIP).map(promise -> {
            Incident incident = table.get(promise.incidentId());
            List<Long> hit = members.linesHit(incident, caseId);
            List<Integer> lines = orders.byId(cases.get(caseId).orderId()).orElseThrow().lines().stream()
                    .filter(line -> hit.contains(line.id())).map(Line::lineNo).toList();
            return new ReshipForAll.Agreed(lines, incident.scope().ofParcels());
        });
    }
}

package org.shouhou.incident;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseViews;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.common.WorkArrived;
import org.shouhou.engine.BusinessKey;
import org.shouhou.engine.Commands;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Shops;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What supervisors do with incidents: report, look, take cases in and out, have it decided again, close. */
@Service
public class Incidents {

    /** Why a decision that holds is taken up again, or that nothing more belongs to it. */
    static final String RECONSIDER = "incidentReconsidered";
    static final String CLOSE = "incidentClosed";

    /** A task of the incident that is open. */
    public record OpenTask(String taskId, String key, String owner, Instant due) {
    }

    /**
     * An incident as the API shows it.
     *
     * @param decision the one in force; null while there is none. {@code proposed} one that waits for approval
     * @param cases    how many of its cases are JOINED, APPLIED, SINGLE, FAILED, LEFT
     */
    public record View(String incidentId, String number, String title, Incident.State state, Incident.Scope scope,
            String currency, long budgetMinor, long spentMinor, Decision decision, Decision proposed, Map<String, Long> cases,
            List<OpenTask> tasks, String openedBy, Instant openedAt, Instant closedAt) {
    }

    /** A case in an incident. @param why a code, or the problem of the last try */
    public record CaseRow(String caseId, String number, String orderNo, String buyer, String status, String state, String why,
            Long amountMinor) {
    }

    /** @param cursor for the next page; null on the last one */
    public record CasePage(List<CaseRow> cases, String cursor) {
    }

    /** @param created false when the request had reported it before */
    public record Opened(View incident, boolean created) {
    }

    private static final int PAGE = 100;
    private final Commands commands;
    private final IncidentTable table;
    private final IncidentCases members;
    private final IncidentJoining joining;
    private final CaseFiles cases;
    private final CaseViews views;
    private final Processes processes;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;

    Incidents(Commands commands, IncidentTable table, IncidentCases members, IncidentJoining joining, CaseFiles cases,
            CaseViews views, Processes processes, ApplicationEventPublisher events, JdbcClient jdbc) {
        this.commands = commands;
        this.table = table;
        this.members = members;
        this.joining = joining;
        this.cases = cases;
        this.views = views;
        this.processes = processes;
        this.events = events;
        this.jdbc = jdbc;
    }

    /** @throws Problem 400 for wrong fields, 409 when the request id reported something else */
    public Opened open(NewIncident wanted, Actor actor) {
        wanted.check();
        Optional<Opened> before = repeated(wanted);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return new Opened(commands.run(() -> create(wanted, actor.name())), true);
        } catch (DuplicateKeyException twice) {
            return repeated(wanted).orElseThrow(() -> twice);
        }
    }

    private Optional<Opened> repeated(NewIncident wanted) {
        return table.byRequest(wanted.requestId()).map(known -> {
            if (!known[1].equals(wanted.hash())) {
                throw Problem.conflict("request-id-used", "The request id " + wanted.requestId() + " was used before for something else.");
            }
            return new Opened(get(known[0]), false);
        });
    }

    private View create(NewIncident wanted, String by) {
        Incident incident = table.insert(wanted, currency(wanted.scope().shop()), by);
        table.record(incident.id(), by, "INCIDENT_OPENED", facts("title", incident.title(), "sku", incident.scope().sku(),
                "batch", incident.scope().batch(), "courier", incident.scope().courier(), "region", incident.scope().region(),
                "reason", incident.scope().reason()));
        processes.start(Incident.KIND, new BusinessKey(Incident.KIND, incident.id()), Map.of());
        events.publishEvent(new WorkArrived());
        return view(table.get(incident.id()));
    }

    private String currency(String shop) {
        return jdbc.sql("SELECT currency FROM shop_order WHERE ? = '' OR shop = ? ORDER BY id DESC LIMIT 1").params(shop, shop)
                .query(String.class).optional().orElse("CNY");
    }

    public View get(String numberOrId) {
        return view(table.byNumberOrId(numberOrId));
    }

    /**
     * The running incident a case is part of.
     *
     * @param rests whether its single follow-ups rest
     */
    public record PartOf(String number, String title, boolean rests) {
    }

    /** The running incident a case is part of; empty when it is in none. */
    public Optional<PartOf> of(long caseId) {
        return members.incidentOf(caseId).map(table::get)
                .map(incident -> new PartOf(incident.number(), incident.title(), cases.quiet(caseId)));
    }

    /** @param state null for all. @throws Problem 400 for a state that is none */
    public List<View> list(String state) {
        return table.list(state == null ? null : state(Incident.State.class, state)).stream().map(this::view).toList();
    }

    public List<IncidentEvent> history(String numberOrId) {
        Shops shops = Shops.ofCaller();
        return table.history(table.byNumberOrId(numberOrId).id()).stream().filter(event -> shops.all() || event.data().get("case") == null
                || cases.find(event.data().get("case").toString()).filter(file -> shops.include(file.shop())).isPresent()).toList();
    }

    /** @throws Problem 400 for a state or cursor that is none */
    public CasePage cases(String numberOrId, String state, String cursor) {
        if (cursor != null && !cursor.matches("\\d{1,18}")) {
            throw Problem.fields(List.of(new FieldProblem("cursor", "Is not one this list gave.")));
        }
        long id = table.byNumberOrId(numberOrId).id();
        List<IncidentCases.Member> page = members.page(id, state == null ? null : state(IncidentCases.State.class, state),
                cursor == null ? 0 : Long.parseLong(cursor), PAGE);
        return new CasePage(page.stream().map(this::row).toList(),
                page.size() < PAGE ? null : Long.toString(page.get(page.size() - 1).caseId()));
    }

    private static <E extends Enum<E>> E state(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw Problem.fields(List.of(new FieldProblem("state", "Must be one of " + List.of(type.getEnumConstants()) + ".")));
        }
    }

    private CaseRow row(IncidentCases.Member member) {
        CaseFile file = cases.get(member.caseId());
        return new CaseRow(Long.toString(file.id()), file.number(), file.orderNo(), file.buyer(), file.status().name(),
                member.state().name(), member.why(), member.amountMinor());
    }

    /** Takes a case in that the scope does not name. @throws Problem 409 when it is closed or in an incident already */
    public void join(String numberOrId, String caseId, Actor actor) {
        long id = running(numberOrId).id();
        if (caseId == null || caseId.isBlank()) {
            throw Problem.fields(List.of(new FieldProblem("caseId", "Is required.")));
        }
        long file = views.visible(caseId.strip(), actor).id();
        commands.run(() -> {
            CaseFile locked = cases.lock(file);
            if (locked.closed() || members.incidentOf(file).isPresent() || members.find(id, file).isPresent()) {
                throw Problem.conflict("incident-case", "The case is closed, was in this incident before, or is in another one.");
            }
            joining.join(table.get(id), file, actor.name());
        });
    }

    /** Takes a case out: it is decided singly from now on. @throws Problem 404 when it is not in it */
    public void leave(String numberOrId, String caseId, String reason, Actor actor) {
        reason(reason);
        long id = table.byNumberOrId(numberOrId).id();
        long file = views.visible(caseId, actor).id();
        commands.run(() -> {
            cases.lock(file);
            if (members.incidentOf(file).filter(in -> in == id).isEmpty()) {
                throw Problem.notFound("case of the incident", caseId);
            }
            joining.letGo(id, file, IncidentCases.State.LEFT, reason.strip(), actor.name());
        });
    }

    /** The decision that holds is decided anew. @throws Problem 409 while a decision is open anyway, or after closing */
    public void reconsider(String numberOrId, String reason, Actor actor) {
        tell(numberOrId, RECONSIDER, "INCIDENT_RECONSIDERED", reason, actor);
    }

    /** Nothing more belongs to it; cases nobody decided for go on singly. @throws Problem 409 as for reconsider */
    public void close(String numberOrId, String reason, Actor actor) {
        tell(numberOrId, CLOSE, "INCIDENT_CLOSING", reason, actor);
    }

    private void tell(String numberOrId, String message, String event, String reason, Actor actor) {
        reason(reason);
        long id = running(numberOrId).id();
        commands.run(() -> {
            table.lock(id);
            table.record(id, actor.name(), event, facts("text", reason.strip()));
            if (!processes.deliverToWaiting(new BusinessKey(Incident.KIND, id), message, Map.of())) {
                throw Problem.conflict("incident-not-now", "A decision about it is open; decide that task.");
            }
        });
    }

    private Incident running(String numberOrId) {
        Incident incident = table.byNumberOrId(numberOrId);
        if (incident.closed()) {
            throw Problem.conflict("incident-not-now", "The incident is closed.");
        }
        return incident;
    }

    private static void reason(String reason) {
        if (reason == null || reason.isBlank() || reason.length() > 200) {
            throw Problem.fields(List.of(new FieldProblem("reason", "Is required, at most 200 characters.")));
        }
    }

    private View view(Incident incident) {
        return new View(Long.toString(incident.id()), incident.number(), incident.title(), incident.state(), incident.scope(),
                incident.currency(), incident.budgetMinor(), incident.spentMinor(),
                table.decision(incident.id(), incident.decisionNo()).orElse(null),
                table.proposed(incident.id(), incident.decisionNo()).orElse(null), members.counts(incident.id()),
                tasks(incident.id()), incident.openedBy(), incident.openedAt(), incident.closedAt());
    }

    private List<OpenTask> tasks(long id) {
        return jdbc.sql("SELECT task_id, task_key, owner, due_at FROM queue_entry WHERE subject = ? AND subject_id = ? ORDER BY due_at")
                .params(Incident.KIND, id).query((row, n) -> new OpenTask(row.getString("task_id"), row.getString("task_key"),
                        row.getString("owner"), Db.instant(row, "due_at"))).list();
    }

    static Map<String, Object> facts(Object... namesAndValues) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return facts;
    }
}

package org.shouhou.casefile;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Db;
import org.shouhou.common.Money;
import org.shouhou.common.Problem;
import org.shouhou.deadline.Deadlines;
import org.shouhou.engine.Processes;
import org.shouhou.gateway.Effects;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.messaging.Messages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people and programs see of a case. */
@Service
public class CaseViews {

    /**
     * A task of the case that is open.
     *
     * @param roles  who may do it, one of them is enough
     * @param notFor the one who must not, having proposed it; null when there is none
     */
    public record OpenTask(String taskId, String key, String owner, Instant due, List<String> roles, String notFor) {
    }

    /**
     * A case as the API shows it.
     *
     * @param responsible null while nobody was named (R41)
     * @param urgent  whether a note or the memo called it so (R39)
     * @param alsoOpen   other open cases about the same lines of the same order: perhaps the same matter (R38)
     * @param mergedInto the case this one became part of, or null; {@code merged} those that became part of this one
     * @param settled closed, with nothing due, nothing on its way and nothing outgoing
     */
    public record CaseView(String caseId, String number, String type, String status, String outcome, String shop,
            String orderNo, String buyer, String reason, Money amount, String channel, String text,
            String externalReference, Instant platformDeadline, Instant openedAt, String openedBy, Instant firstReplyAt,
            Instant closedAt, boolean settled, List<Deadlines.View> deadlines, List<OpenTask> tasks,
            List<Related> sameOrder, List<Related> sameBuyer, Responsible responsible, boolean urgent,
            List<Related> alsoOpen, Related mergedInto, List<Related> merged) {
    }

    /** A case of the same order or buyer (R3). */
    public record Related(String caseId, String number, String type, String status, String outcome) {
        static Related of(CaseFile file) {
            return new Related(Long.toString(file.id()), file.number(), file.type(), file.status().name(),
                    file.outcome() == null ? null : file.outcome().name());
        }
    }

    /** A case in a list. */
    public record CaseRow(String caseId, String number, String type, String status, String outcome, String orderNo,
            String buyer, String reason, Money amount, Instant openedAt, Instant closedAt, boolean settled) {
    }

    /** @param cursor for the next page; null on the last one */
    public record CasePage(List<CaseRow> cases, String cursor) {
    }

    private static final int PAGE = 50;
    private final CaseFiles cases;
    private final CaseLinks links;
    private final CaseHistory history;
    private final Deadlines deadlines;
    private final Effects effects;
    private final Messages messages;
    private final Processes processes;
    private final Responsibilities responsibilities;
    private final CaseUrgency urgency;
    private final CaseSearch found;
    private final JdbcClient jdbc;
    private final Clock clock;

    CaseViews(CaseFiles cases, CaseLinks links, CaseHistory history, Deadlines deadlines, Effects effects, Messages messages,
            Processes processes, Responsibilities responsibilities, CaseUrgency urgency, CaseSearch found, JdbcClient jdbc,
            Clock clock) {
        this.cases = cases;
        this.links = links;
        this.history = history;
        this.deadlines = deadlines;
        this.effects = effects;
        this.messages = messages;
        this.processes = processes;
        this.responsibilities = responsibilities;
        this.urgency = urgency;
        this.found = found;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The case, if this person may see it: of the shops they work for; pre-sale agents see what they handed in. @throws Problem 404 otherwise */
    public CaseFile visible(String numberOrId, Actor actor) {
        CaseFile file = cases.byNumberOrId(numberOrId);
        if (!actor.sees(file.shop()) || onlyOwn(actor) && !file.openedBy().equals(actor.name())) {
            throw Problem.notFound("case", numberOrId);
        }
        return file;
    }

    private static boolean onlyOwn(Actor actor) {
        return actor.roles().stream().allMatch(role -> role == Role.PRESALE);
    }

    @Transactional(readOnly = true)
    public CaseView of(String numberOrId, Actor actor) {
        return view(visible(numberOrId, actor));
    }

    CaseView view(CaseFile file) {
        List<Deadlines.View> clocks = deadlines.of(file.id());
        return new CaseView(Long.toString(file.id()), file.number(), file.type(), file.status().name(),
                file.outcome() == null ? null : file.outcome().name(), file.shop(), file.orderNo(), file.buyer(),
                file.reason(), file.amount(), file.channel(), file.words(), file.externalReference(),
                file.platformDeadline(), file.openedAt(), file.openedBy(), file.firstReplyAt(), file.closedAt(),
                settled(file), clocks, openTasks(file.id()),
                cases.ofOrder(file.orderId()).stream().filter(other -> other.id() != file.id()).map(Related::of).toList(),
                cases.ofBuyer(file.shop(), file.buyer()).stream().filter(other -> other.id() != file.id()).map(Related::of).toList(),
                responsibilities.of(file.id()).map(Responsibilities.Named::responsible).orElse(null), urgency.urgent(file.id()),
                related(file.closed() ? List.of() : links.alsoOpen(file)),
                links.survivor(file.id()).map(cases::get).map(Related::of).orElse(null), related(links.mergedInto(file.id())));
    }

    private List<Related> related(List<Long> ids) {
        return ids.stream().map(cases::get).map(Related::of).toList();
    }

    /** Whether nothing is left to happen: closed, nothing due, nothing on its way, nothing outgoing. */
    boolean settled(CaseFile file) {
        return file.closed() && openTasks(file.id()).isEmpty() && !effects.inFlight(file.id())
                && messages.outgoing(file.id()) == 0
                && deadlines.of(file.id()).stream().noneMatch(clock -> clock.state() == Deadlines.State.RUNNING);
    }

    private List<OpenTask> openTasks(long caseId) {
        return jdbc.sql("SELECT task_id, task_key, owner, due_at, role, other_role, excluded_user FROM queue_entry WHERE case_id = ? ORDER BY due_at, task_id")
                .param(caseId).query((row, n) -> new OpenTask(row.getString("task_id"), row.getString("task_key"),
                        row.getString("owner"), Db.instant(row, "due_at"),
                        Stream.of(row.getString("role"), row.getString("other_role")).filter(Objects::nonNull).toList(),
                        row.getString("excluded_user"))).list();
    }

    /** One page of a search, newest first. @param text what {@link CaseSearch} finds cases by @throws Problem 400 for a cursor that is none */
    @Transactional(readOnly = true)
    public CasePage search(String status, String type, String order, String buyer, String text, String cursor, Actor actor) {
        if (cursor != null && !cursor.matches("\\d{1,18}")) {
            throw Problem.fields(List.of(new Problem.FieldProblem("cursor", "Is not one this list gave.")));
        }
        if (status != null && Arrays.stream(CaseFile.Status.values()).noneMatch(known -> known.name().equals(status))) {
            throw Problem.fields(List.of(new Problem.FieldProblem("status", "Must be one of " + List.of(CaseFile.Status.values()) + ".")));
        }
        List<CaseFile> page = cases.search(new CaseFiles.Search(status, type, order, buyer,
                text == null || text.isBlank() ? null : found.idsOf(text, actor), onlyOwn(actor) ? actor.name() : null, actor.shops(),
                cursor == null ? null : Long.valueOf(cursor)));
        List<CaseRow> rows = page.stream().map(file -> new CaseRow(Long.toString(file.id()), file.number(), file.type(),
                file.status().name(), file.outcome() == null ? null : file.outcome().name(), file.orderNo(), file.buyer(),
                file.reason(), file.amount(), file.openedAt(), file.closedAt(), settled(file))).toList();
        return new CasePage(rows, page.size() < PAGE ? null : Long.toString(page.get(page.size() - 1).id()));
    }

    @Transactional(readOnly = true)
    public List<CaseHistory.Event> history(String numberOrId, Actor actor) {
        return history.of(visible(numberOrId, actor).id());
    }

    /** The diagrams of the case with where it stands. */
    @Transactional(readOnly = true)
    public List<Processes.Diagram> diagrams(String numberOrId, Actor actor) {
        return processes.diagrams(visible(numberOrId, actor).id());
    }

    Instant now() {
        return clock.instant();
    }
}

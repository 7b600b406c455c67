package org.shouhou.steering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.identity.Actor;
import org.shouhou.incident.Clusters;
import org.shouhou.incident.Incidents;
import org.shouhou.queue.AwaitsApproval;
import org.shouhou.queue.TaskLists;
import org.shouhou.queue.WaitingForLeaders;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything that waits for the word of one who leads, kind by kind, each with what one decides on (R5, R10). */
@Service
public class Inbox {

    /**
     * One matter to decide.
     *
     * @param amountMinor what was proposed, in minor units of {@code currency}; null where it is not about money
     * @param what        code of what is given, under the words {@code compensation} or {@code incidentDecision}
     * @param proposedBy  who proposed it or asked for it; where nobody did, who opened the matter
     * @param why         code of why it came here: {@code routeWhy}, or the {@code reason} somebody gave, or that of the case
     * @param words       what who proposed it said, or asked; where nobody did, what the matter is about
     * @param since       when it was laid before them
     * @param cases       how many an incident has; null for what is one case
     * @param limitMinor  the limit it is beyond; null where none is
     * @param notYours    slug of why this person must not decide it; null when they may
     */
    public record Row(TaskLists.TaskRow task, String role, Long amountMinor, String currency, String what, String sku, Number quantity,
            String proposedBy, String why, String words, Long limitMinor, String notYours, Instant since, Long cases) {
    }

    /** @param rows the most urgent ones of {@code kind.waiting} */
    public record Group(WaitingForLeaders.Kind kind, List<Row> rows) {
    }

    /** What waits without being a task, of one kind. */
    public record Awaited(String kind, List<AwaitsApproval.Item> items) {
    }

    /** @param incidents running, nothing decided yet @param clusters noticed, no incident made of them */
    public record Shown(List<Group> groups, List<Awaited> awaited, int incidents, int clusters, int waiting, int overdue) {
    }

    /** Of each kind, where all are shown; one kind alone shows as many as are decided together. */
    private static final int EACH = 20;

    private final WaitingForLeaders waiting;
    private final ObjectProvider<AwaitsApproval> elsewhere;
    private final Incidents incidents;
    private final Clusters clusters;
    private final CaseFiles files;
    private final CaseHistory history;
    private final Settings settings;

    Inbox(WaitingForLeaders waiting, ObjectProvider<AwaitsApproval> elsewhere, Incidents incidents, Clusters clusters, CaseFiles files, CaseHistory history,
            Settings settings) {
        this.waiting = waiting;
        this.elsewhere = elsewhere;
        this.incidents = incidents;
        this.clusters = clusters;
        this.files = files;
        this.history = history;
        this.settings = settings;
    }

    /** The kind due first first. @param task only this kind; null for all */
    @Transactional(readOnly = true)
    public Shown of(String task, Actor actor) {
        List<WaitingForLeaders.Kind> kinds = waiting.kinds(actor);
        int most = task == null ? EACH : (int) settings.number(Figure.BULK_MOST, Settings.ALL_SHOPS);
        List<Group> groups = kinds.stream().filter(kind -> task == null || kind.key().equals(task))
                .map(kind -> new Group(kind, rows(waiting.of(kind.key(), actor, most)))).toList();
        List<Awaited> awaited = new ArrayList<>();
        elsewhere.orderedStream().forEach(one -> {
            List<AwaitsApproval.Item> items = one.waiting(actor);
            if (!items.isEmpty() && task == null) {
                awaited.add(new Awaited(one.kind(), items));
            }
        });
        return new Shown(groups, awaited, incidents.list("OPEN").size(),
                (int) clusters.list().stream().filter(cluster -> cluster.incidentId() == null).count(),
                kinds.stream().mapToInt(WaitingForLeaders.Kind::waiting).sum() + awaited.stream().mapToInt(one -> one.items().size()).sum(),
                kinds.stream().mapToInt(WaitingForLeaders.Kind::overdue).sum());
    }

    private List<Row> rows(List<WaitingForLeaders.Waiting> all) {
        Map<Long, CaseFile> byId = files.all(all.stream().map(WaitingForLeaders.Waiting::caseId).filter(caseId -> caseId != 0).toList()).stream()
                .collect(Collectors.toMap(CaseFile::id, file -> file));
        return all.stream().map(one -> row(one, Optional.ofNullable(byId.get(one.caseId())))).toList();
    }

    private Row row(WaitingForLeaders.Waiting one, Optional<CaseFile> file) {
        Map<String, Object> facts = one.facts();
        Long amount = first(facts, Number.class, "proposedMinor", "amountMinor", "lastBudgetMinor", "requestedMinor").map(Number::longValue)
                .orElse(one.task().amountMinor());
        String currency = first(facts, String.class, "currency").orElse(one.task().currency());
        return new Row(one.task(), one.role(), currency == null ? null : amount, currency, first(facts, String.class, "kind", "lastDecision").orElse(null),
                first(facts, String.class, "sku", "lastGiftSku").orElse(null), first(facts, Number.class, "quantity", "lastGiftQuantity").orElse(null),
                first(facts, String.class, "proposedBy", "decidedBy", "keeper", "openedBy")
                        .or(() -> file.map(CaseFile::openedBy)).orElse(null),
                first(facts, String.class, "routeWhy", "reasonCode", "decisionWhy").orElse(one.task().reason()),
                first(facts, String.class, "text", "reason", "lastMessage", "title", "disputed").or(() -> said(one)).or(() -> file.map(CaseFile::words)).orElse(null),
                first(facts, Number.class, "limitMinor").map(Number::longValue).orElse(null), one.notYours(), one.since(), cases(facts));
    }

    /** All that belong to an incident, whatever became of them. */
    private static Long cases(Map<String, Object> facts) {
        return facts.get("cases") instanceof Map<?, ?> counts ? counts.values().stream().mapToLong(count -> ((Number) count).longValue()).sum() : null;
    }

    private static <T> Optional<T> first(Map<String, Object> facts, Class<T> kind, String... names) {
        return Stream.of(names).map(facts::get).filter(kind::isInstance).map(kind::cast).filter(value -> !"".equals(value)).findFirst();
    }

    /** What whoever decided last on the case wrote to it. */
    private Optional<String> said(WaitingForLeaders.Waiting one) {
        return one.caseId() == 0 ? Optional.empty() : history.latest(one.caseId(), "TASK_COMPLETED")
                .map(event -> Objects.toString(event.data().get("note"), null));
    }
}

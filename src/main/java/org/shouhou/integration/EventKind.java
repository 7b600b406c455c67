package org.shouhou.integration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What others can be told of. Each comes from an event of a history; only the facts named here leave the house, and
 * of these amounts and people only for a webhook that has them (see {@link Share}). Free text never does.
 */
public enum EventKind {
    CASE_OPENED("case.opened", List.of("CASE_OPENED"), "channel", "amountMinor"),
    /** Between a person being needed and waiting; also told when the case is closed or goes on. */
    CASE_STATUS_CHANGED("case.status-changed", List.of(), "before", "after"),
    CASE_CLOSED("case.closed", List.of("CASE_CLOSED"), "outcome"),
    CASE_REOPENED("case.reopened", List.of("CASE_REOPENED"), "before", "after"),
    CASE_CONVERTED("case.converted", List.of("CASE_CONVERTED"), "before", "after"),
    /** The case became part of another one, named by {@code case}. */
    CASE_MERGED("case.merged", List.of("CASE_MERGED_INTO"), "case"),
    CASE_URGENT("case.urgent", List.of("CASE_URGENT")),
    TASK_OPENED("task.opened", List.of("TASK_OPENED"), "task", "taskId", "due"),
    TASK_CLAIMED("task.claimed", List.of("TASK_CLAIMED", "TASK_TAKEN_OVER"), "task", "taskId"),
    TASK_RELEASED("task.released", List.of("TASK_RELEASED", "TASK_RETURNED"), "task", "taskId"),
    TASK_REASSIGNED("task.reassigned", List.of("TASK_HANDED_OVER", "TASK_REASSIGNED"), "task", "taskId"),
    TASK_COMPLETED("task.completed", List.of("TASK_COMPLETED"), "task", "taskId", "decision"),
    TASK_TAKEN_AWAY("task.taken-away", List.of("TASK_TAKEN_AWAY"), "task", "taskId"),
    TASK_OVERDUE("task.overdue", List.of(), "task", "taskId", "due"),
    DEADLINE_MISSED("deadline.missed", List.of("DEADLINE_MISSED"), "kind", "due", "task", "taskId"),
    REFUND_PAID("refund.paid", List.of("REFUND_PAID"), "amountMinor", "source"),
    /** Paid by the platform or a person, not by us. */
    REFUND_PAID_ELSEWHERE("refund.paid-elsewhere", List.of("REFUND_EXTERNAL"), "amountMinor", "source"),
    REFUND_DECLINED("refund.declined", List.of("REFUND_DECLINED"), "amountMinor", "source"),
    REFUND_GIVEN_UP("refund.given-up", List.of("REFUND_GIVEN_UP")),
    COMPENSATION_PAID("compensation.paid", List.of("COMPENSATION_PAID"), "amountMinor"),
    PROMISE_MADE("promise.made", List.of("PROMISE_MADE"), "promise", "promiseId", "due"),
    PROMISE_KEPT("promise.kept", List.of("PROMISE_KEPT"), "promise", "promiseId"),
    PROMISE_BROKEN("promise.broken", List.of("PROMISE_BROKEN"), "promise", "promiseId", "due"),
    RETURN_ARRIVED("return.arrived", List.of("RETURN_PARCEL_ARRIVED")),
    PARCEL_ORDERED("parcel.ordered", List.of("SECOND_PARCEL_ORDERED")),
    PARCEL_DELIVERED("parcel.delivered", List.of("SECOND_PARCEL_DELIVERED")),
    COMPLAINT_ALERTED("complaint.alerted", List.of("ALERT_RAISED")),
    INCIDENT_OPENED("incident.opened", List.of("INCIDENT_OPENED")),
    INCIDENT_DECIDED("incident.decided", List.of("INCIDENT_DECIDED")),
    INCIDENT_CLOSED("incident.closed", List.of("INCIDENT_CLOSED")),
    /** Sent by hand, to see whether all is well; no webhook subscribes to it. */
    TEST("webhook.test", List.of());

    private static final Map<String, EventKind> BY_HISTORY = Arrays.stream(values())
            .flatMap(kind -> kind.histories.stream().map(history -> Map.entry(history, kind)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    private static final Map<String, EventKind> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(EventKind::code, Function.identity()));

    private final String code;
    private final List<String> histories;
    private final Set<String> facts;

    EventKind(String code, List<String> histories, String... facts) {
        this.code = code;
        this.histories = histories;
        this.facts = Set.of(facts);
    }

    /** As it stands in the payload: {@code case.opened}. */
    public String code() {
        return code;
    }

    /** Names of the history's facts that leave the house. */
    Set<String> facts() {
        return facts;
    }

    /** The event of a history's kind; empty when nobody outside is told of it. */
    static Optional<EventKind> ofHistory(String kind) {
        return Optional.ofNullable(BY_HISTORY.get(kind));
    }

    static Optional<EventKind> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** What a webhook can subscribe to, in their order. */
    public static List<EventKind> subscribable() {
        return Arrays.stream(values()).filter(kind -> kind != TEST).toList();
    }
}

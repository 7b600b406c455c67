package org.shouhou.integration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.common.Problem;
import org.shouhou.common.WorkArrived;
import org.shouhou.integration.WebhookDelivery.Attempt;
import org.shouhou.integration.WebhookDelivery.State;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which events are delivered, and what came of each try, noted in a short transaction of its own: none is open while
 * somebody else's server is talked to.
 */
@Service
public class WebhookDeliveries {

    private static final String OPERATOR = "operator";
    private static final int LONGEST_PROBLEM = 300;
    /** A row of failures rests the whole webhook no longer than this many first pauses. */
    private static final int LONGEST_REST = 60;

    /** @param status null when there was no answer @param gone it said 410 @param silent the server, not this event, is the trouble @param notBefore what it asked for, or null */
    record Outcome(boolean delivered, boolean gone, boolean silent, Integer status, String problem, String response, int tookMs, Duration notBefore) {
    }

    private final WebhookTable webhooks;
    private final DeliveryTable table;
    private final Webhooks service;
    private final Messages messages;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WebhookDeliveries(WebhookTable webhooks, DeliveryTable table, Webhooks service, Messages messages, Settings settings,
            ApplicationEventPublisher events, Clock clock) {
        this.webhooks = webhooks;
        this.table = table;
        this.service = service;
        this.messages = messages;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** Newest first. @param cursor the last id of the page before, or null @throws Problem 404 */
    public List<WebhookDelivery> of(long webhookId, State state, Long cursor) {
        webhooks.get(webhookId);
        return table.list(webhookId, state, cursor);
    }

    /** @throws Problem 404 */
    public WebhookDelivery.Full get(long id) {
        return new WebhookDelivery.Full(table.get(id), table.attempts(id));
    }

    /** Has one delivered again, under the same id. @throws Problem 404, 409 {@code delivery-waits} when it is about to be anyway, {@code webhook-not-active} */
    @Transactional
    public WebhookDelivery again(long id) {
        WebhookDelivery found = table.get(id);
        Webhook webhook = webhooks.lock(found.webhookId());
        State state = stateOf(webhook);
        WebhookDelivery now = table.get(id);
        boolean beingTried = now.state() == State.WAITING && now.attempts() > 0 && now.lastProblem() == null && now.lastStatus() == null;
        if (now.state() == State.HELD || beingTried) {
            throw Problem.conflict("delivery-waits", "This event waits to be delivered anyway.").with("state", now.state().name());
        }
        table.again(id, state, clock.millis());
        events.publishEvent(new WorkArrived());
        return table.get(id);
    }

    /** Has everything delivered again that was written since a moment. @return how many @throws Problem 400, 404, 409, 422 {@code too-many-deliveries} */
    @Transactional
    public int againSince(long webhookId, Instant since) {
        if (since == null || since.isBefore(Instant.EPOCH) || since.isAfter(clock.instant())) {
            throw Problem.fields(List.of(new FieldProblem("since", "Must lie in the past.")));
        }
        State state = stateOf(webhooks.lock(webhookId));
        long most = settings.number(Figure.WEBHOOK_REDELIVER_MOST, Settings.ALL_SHOPS);
        long many = table.endedSince(webhookId, since.toEpochMilli());
        if (many > most) {
            throw Problem.unprocessable("too-many-deliveries", "These are " + many + " events; at most " + most + " are delivered again at once. Choose a later moment.")
                    .with("count", many);
        }
        int again = table.againSince(webhookId, since.toEpochMilli(), state, clock.millis());
        events.publishEvent(new WorkArrived());
        return again;
    }

    private static State stateOf(Webhook webhook) {
        if (webhook.state() == Webhook.State.OFF) {
            throw Problem.conflict("webhook-not-active", "Nothing is sent to a webhook that is off; switch it on first.");
        }
        return webhook.state() == Webhook.State.PAUSED ? State.HELD : State.WAITING;
    }

    /** Those that may be tried now or later. */
    List<Webhook> active() {
        return webhooks.all().stream().filter(webhook -> webhook.state() == Webhook.State.ACTIVE).toList();
    }

    @Transactional
    public Optional<WebhookDelivery> take(Webhook webhook) {
        return table.take(webhook.id(), clock.millis(), limit().plus(limit()).toMillis());
    }

    Optional<Instant> nextTry(Webhook webhook) {
        return table.nextTry(webhook.id()).map(next -> Instant.ofEpochMilli(Math.max(next, webhook.restsUntilMs())));
    }

    Duration limit() {
        return settings.duration(Figure.WEBHOOK_TIMEOUT, Settings.ALL_SHOPS);
    }

    /** Notes what came of a try. */
    @Transactional
    public void tried(WebhookDelivery taken, long atMs, Outcome outcome) {
        Webhook webhook = webhooks.lock(taken.webhookId());
        String problem = outcome.problem() == null ? null : outcome.problem().substring(0, Math.min(LONGEST_PROBLEM, outcome.problem().length()));
        table.attempted(taken.id(), new Attempt(atMs, outcome.tookMs(), outcome.status(), problem, outcome.response()));
        if (outcome.delivered()) {
            table.end(taken, State.DELIVERED, outcome.status(), null, clock.millis());
            webhooks.answered(webhook.id());
            return;
        }
        Duration pause = pause(taken.attempts(), outcome);
        boolean over = clock.millis() + pause.toMillis() > taken.queuedMs() + settings.duration(Figure.WEBHOOK_TRY_FOR, Settings.ALL_SHOPS).toMillis();
        // what waits when its webhook is paused is kept for later, however long it was tried
        if (over && !failsTooLong(webhook) || outcome.gone()) {
            if (table.end(taken, State.GIVEN_UP, outcome.status(), problem, clock.millis()) && !outcome.gone()) {
                tell(webhook, "GIVEN_UP", problem, "given-up-" + webhook.id() + "-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            }
        } else {
            table.later(taken, outcome.status(), problem, clock.millis() + pause.toMillis());
        }
        webhooks.failed(webhook.id(), clock.millis(), outcome.silent() ? clock.millis() + rest(webhook.failures()).toMillis() : webhook.restsUntilMs());
        if (webhook.state() == Webhook.State.ACTIVE) {
            stop(webhook, outcome, problem);
        }
    }

    private void stop(Webhook webhook, Outcome outcome, String problem) {
        long now = clock.millis();
        if (outcome.gone()) {
            service.become(webhook.id(), Webhook.State.OFF, "GONE");
            tell(webhook, "GONE", problem, "gone-" + webhook.id() + "-" + now);
        } else if (failsTooLong(webhook)) {
            service.become(webhook.id(), Webhook.State.PAUSED, "FAILING");
            tell(webhook, "FAILING", problem, "failing-" + webhook.id() + "-" + now);
        }
    }

    private boolean failsTooLong(Webhook webhook) {
        return webhook.failingSinceMs() != null && clock.millis() - webhook.failingSinceMs()
                >= settings.duration(Figure.WEBHOOK_PAUSE_AFTER, Settings.ALL_SHOPS).toMillis();
    }

    private void tell(Webhook webhook, String trouble, String problem, String key) {
        messages.toRole(OPERATOR, null, "webhook-trouble", Map.of("receiver", webhook.name(), "trouble", trouble,
                "why", problem == null ? "" : problem), "webhook-" + key);
    }

    /** Twice as long each time, and never two alike: what failed together is not tried together again. */
    private Duration pause(int attempts, Outcome outcome) {
        Duration first = settings.duration(Figure.WEBHOOK_FIRST_PAUSE, Settings.ALL_SHOPS);
        Duration longest = settings.duration(Figure.WEBHOOK_LONGEST_PAUSE, Settings.ALL_SHOPS);
        double grown = Math.min((double) longest.toMillis(), first.toMillis() * Math.pow(2, Math.max(0, attempts - 1)));
        Duration pause = Duration.ofMillis(Math.max(1000, (long) (grown * ThreadLocalRandom.current().nextDouble(0.8, 1.2))));
        return outcome.notBefore() != null && outcome.notBefore().compareTo(pause) > 0 && outcome.notBefore().compareTo(longest) <= 0
                ? outcome.notBefore() : pause;
    }

    /** A server that does not answer is not asked for every event in turn. */
    private Duration rest(int failuresBefore) {
        Duration first = settings.duration(Figure.WEBHOOK_FIRST_PAUSE, Settings.ALL_SHOPS);
        return first.multipliedBy((long) Math.min(LONGEST_REST, Math.pow(2, Math.min(failuresBefore, LONGEST_REST))));
    }
}

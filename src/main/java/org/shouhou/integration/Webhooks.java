package org.shouhou.integration;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.common.Problem;
import org.shouhou.common.WorkArrived;
import org.shouhou.integration.Webhook.State;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The addresses that are told what happens: which there are, what each wants, and the secrets their events are signed with. */
@Service
public class Webhooks {

    private static final long FRESH_NANOS = 3_000_000_000L;
    private static final int MOST = 50;

    /** @param secret shown now and never again */
    public record Created(Webhook webhook, String secret) {
    }

    private record Known(List<Webhook> listening, long readAt) {
    }

    private final WebhookTable table;
    private final DeliveryTable deliveries;
    private final ObjectProvider<EventWriter> writer;
    private final SecretBox box;
    private final Destinations destinations;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile Known known;

    Webhooks(WebhookTable table, DeliveryTable deliveries, ObjectProvider<EventWriter> writer, SecretBox box, Destinations destinations,
            Settings settings, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.deliveries = deliveries;
        this.writer = writer;
        this.box = box;
        this.destinations = destinations;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    public List<Webhook> all() {
        return table.all();
    }

    /** @throws Problem 404 */
    public Webhook get(long id) {
        return table.get(id);
    }

    /** @throws Problem 400 with each field, 409 {@code webhook-name-used}, {@code no-secrets-key} */
    @Transactional
    public Created create(NewWebhook wanted, String by) {
        check(wanted, 0);
        if (table.all().size() >= MOST) {
            throw Problem.conflict("too-many-webhooks", "There are " + MOST + " webhooks already; remove or reuse one.");
        }
        String secret = WebhookSecret.create();
        String sealed = box.seal(secret);
        long id = table.insert(wanted, by, clock.millis());
        table.secret(id, sealed, clock.millis(), clock.millis());
        forget();
        return new Created(table.get(id), secret);
    }

    /** Holds for what happens from now on; what is written already stays as it is. @throws Problem 400, 404, 409 */
    @Transactional
    public Webhook change(long id, NewWebhook wanted) {
        table.lock(id);
        check(wanted, id);
        table.change(id, wanted);
        forget();
        return table.get(id);
    }

    /** PAUSED keeps its events until it is ACTIVE again; OFF gives up what waits. @throws Problem 404 */
    @Transactional
    public Webhook state(long id, State state) {
        if (table.lock(id).state() != state) {
            become(id, state, state == State.ACTIVE ? null : "BY_HAND");
        }
        return table.get(id);
    }

    /** In the caller's transaction, with the row locked. */
    void become(long id, State state, String why) {
        table.state(id, state, why);
        switch (state) {
            case ACTIVE -> deliveries.goOn(id, clock.millis());
            case PAUSED -> deliveries.hold(id);
            case OFF -> deliveries.giveUpAll(id, clock.millis());
        }
        forget();
        events.publishEvent(new WorkArrived());
    }

    /** A new secret; the one before it signs along for a while, so that the receiver can change over. @throws Problem 404, 409 */
    @Transactional
    public Created rotate(long id) {
        Webhook webhook = table.lock(id);
        String secret = WebhookSecret.create();
        Instant until = clock.instant().plus(settings.duration(Figure.WEBHOOK_SECRET_OVERLAP, Settings.ALL_SHOPS));
        table.secret(id, box.seal(secret), clock.millis(), until.toEpochMilli());
        return new Created(webhook, secret);
    }

    /** Until when a secret that was replaced signs along; null when there is none. */
    public Instant oldSecretUntil(long id) {
        return table.secrets(id, clock.millis()).stream().filter(secret -> secret.untilMs() != null)
                .map(secret -> Instant.ofEpochMilli(secret.untilMs())).max(Instant::compareTo).orElse(null);
    }

    /** Sends an event that only shows whether all is well. @return the delivery's id @throws Problem 404, 409 {@code webhook-not-active} */
    @Transactional
    public long test(long id) {
        Webhook webhook = table.lock(id);
        if (webhook.state() != State.ACTIVE) {
            throw Problem.conflict("webhook-not-active", "Nothing is sent to a webhook that is paused or off; switch it on first.");
        }
        return writer.getObject().test(webhook);
    }

    /** Newest first; the current ones and, for a while, the one replaced. */
    List<String> secrets(long id) {
        return table.secrets(id, clock.millis()).stream().map(secret -> box.open(secret.sealed())).toList();
    }

    boolean nobodyWants(EventKind kind) {
        return listening().stream().noneMatch(webhook -> webhook.kinds().isEmpty() || webhook.kinds().contains(kind.code()));
    }

    List<Webhook> wanting(EventKind kind, String shop) {
        return listening().stream().filter(webhook -> webhook.wants(kind, shop)).toList();
    }

    /** As of a few seconds ago at most: every event of every case asks. */
    private List<Webhook> listening() {
        Known now = known;
        if (now == null || System.nanoTime() - now.readAt() > FRESH_NANOS) {
            now = new Known(table.all().stream().filter(webhook -> webhook.state() != State.OFF).toList(), System.nanoTime());
            known = now;
        }
        return now.listening();
    }

    private void forget() {
        known = null;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                known = null;
            }
        });
    }

    private void check(NewWebhook wanted, long id) {
        List<FieldProblem> wrong = new ArrayList<>();
        wanted.check(wrong);
        try {
            if (wrong.stream().noneMatch(field -> field.field().equals("url"))) {
                destinations.check(wanted.url());
            }
        } catch (Destinations.Refused e) {
            wrong.add(new FieldProblem("url", e.getMessage()));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        if (table.named(wanted.name(), id)) {
            throw Problem.conflict("webhook-name-used", "There is a webhook of this name already.");
        }
    }
}

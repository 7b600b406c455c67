package org.shouhou.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.shouhou.common.CaseLock;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.WorkArrived;
import org.shouhou.engine.Commands;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;

/**
 * Events the outside sends us: recognised by their signature, done once however often they are repeated. What an event
 * says about an effect is only a hint; the effect is then asked about.
 */
@Service
public class Hooks {

    /** The event says that an effect was answered: {@code {"type": "effectAnswered", "key": "..."}}. */
    public static final String EFFECT_ANSWERED = "effectAnswered";
    /** What an event from outside may tell a case. */
    public static final Set<String> MESSAGES = Set.of("orderShipped", "parcelIntercepted", "parcelRefused",
            "interceptFailed", "returnParcelSent", "returnParcelArrived", "reshipDelivered", "parcelReappeared", "parcelTraced",
            "customerResponded", "customerWithdrew", "platformDecided", "customerChangedRequest");

    /** Not matched to anything; shown to the operator. */
    public static final String UNMATCHED = "UNMATCHED";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /**
     * What became of an event.
     *
     * @param effect  DELIVERED, STORED, DEFERRED, HINT, KNOWN or UNMATCHED
     * @param problem why it is UNMATCHED, else null
     * @param first   false when the same event came before
     */
    public record Taken(String effect, String problem, boolean first) {
    }

    /** An event as it was recorded. */
    public record Event(long id, String source, String eventId, Map<String, Object> body, String effect, String problem,
            long receivedMs) {
    }

    private final JdbcClient jdbc;
    private final GatewayProperties properties;
    private final Effects effects;
    private final EffectTasks tasks;
    private final CaseLock cases;
    private final ObjectProvider<HookMessages> messages;
    private final ApplicationEventPublisher events;
    private final Commands commands;
    private final Clock clock;

    Hooks(JdbcClient jdbc, GatewayProperties properties, Effects effects, EffectTasks tasks, CaseLock cases,
            ObjectProvider<HookMessages> messages, ApplicationEventPublisher events,
            Commands commands, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.effects = effects;
        this.tasks = tasks;
        this.cases = cases;
        this.messages = messages;
        this.events = events;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * An event over HTTP.
     *
     * @param id        header {@code webhook-id}
     * @param timestamp header {@code webhook-timestamp}, epoch seconds
     * @param signature header {@code webhook-signature}
     * @throws Problem 404 unknown source; 401 {@code bad-signature}; 400 when the body is no such event
     */
    public Taken received(String source, String id, String timestamp, String signature, byte[] body) {
        Gateway gateway = Gateway.ofId(source).orElseThrow(() -> Problem.notFound("source", source));
        verify(gateway, id, timestamp, signature, body);
        Map<String, Object> event;
        try {
            event = Json.readMap(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw Problem.badRequest("unreadable-body", "The body is not a JSON object.");
        }
        if (event == null || !(event.get("type") instanceof String type) || type.isBlank()) {
            throw Problem.badRequest("unreadable-body", "The body needs a \"type\".");
        }
        return take(source, id, event);
    }

    private void verify(Gateway gateway, String id, String timestamp, String signature, byte[] body) {
        String secret = properties.hookSecret(gateway);
        if (secret == null || id == null || id.isBlank() || id.length() > 100 || timestamp == null || signature == null
                || !timestamp.matches("\\d{1,12}") || !Signature.matches(secret, id, timestamp, body, signature)) {
            throw Problem.of(HttpStatus.UNAUTHORIZED, "bad-signature", "The event's signature is missing or wrong.");
        }
        long apart = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
        if (apart > TOLERANCE.toSeconds()) {
            throw Problem.of(HttpStatus.UNAUTHORIZED, "bad-signature", "The event's time is more than 5 minutes from ours.");
        }
    }

    /** An event that is known to be genuine: done once for its id, in a transaction of its own, repeated when it clashed. */
    public Taken take(String source, String id, Map<String, Object> event) {
        Optional<Taken> before = before(source, id);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return commands.run(() -> {
                // first the record: a repeated event that comes at the same moment waits here
                record(source, id, event, "TAKEN", null);
                String effect = apply(source, id, event);
                jdbc.sql("UPDATE hook_event SET effect = ? WHERE source = ? AND event_id = ?")
                        .params(effect, source, id).update();
                return new Taken(effect, null, true);
            });
        } catch (DuplicateKeyException e) {
            return before(source, id).orElseThrow(() -> e);
        } catch (Problem e) {
            if (e.status() == HttpStatus.SERVICE_UNAVAILABLE) {
                // it matches well, only not in this moment: who sent it sends it again
                throw e;
            }
            return unmatched(source, id, event, e.getMessage());
        }
    }

    private Taken unmatched(String source, String id, Map<String, Object> event, String problem) {
        try {
            commands.run(() -> record(source, id, event, UNMATCHED, problem));
            return new Taken(UNMATCHED, problem, true);
        } catch (DuplicateKeyException e) {
            return before(source, id).orElseThrow(() -> e);
        }
    }

    /**
     * Tries an event again that matched nothing when it came.
     *
     * @throws Problem 404 unknown; 409 {@code already-done} when it did match; what it meets now
     */
    public Taken retry(long eventId) {
        return commands.run(() -> {
            Event event = jdbc.sql("SELECT * FROM hook_event WHERE id = ? FOR UPDATE").param(eventId).query(Hooks::event)
                    .optional().orElseThrow(() -> Problem.notFound("event", eventId));
            if (!event.effect().equals(UNMATCHED)) {
                throw Problem.conflict("already-done", "This event was dealt with: " + event.effect() + ".");
            }
            String effect = apply(event.source(), event.eventId(), event.body());
            jdbc.sql("UPDATE hook_event SET effect = ?, problem = NULL WHERE id = ?").params(effect, eventId).update();
            return new Taken(effect, null, false);
        });
    }

    /**
     * An event that will never match anything is left alone for good.
     *
     * @throws Problem 404 unknown; 409 {@code already-done} when it was dealt with
     */
    public void giveUp(long eventId, String reason, String by) {
        String why = "given up by " + by + ": " + reason;
        int ended = jdbc.sql("UPDATE hook_event SET effect = 'GIVEN_UP', problem = ? WHERE id = ? AND effect = ?")
                .params(why.length() <= 500 ? why : why.substring(0, 500), eventId, UNMATCHED).update();
        if (ended == 0) {
            if (jdbc.sql("SELECT COUNT(*) FROM hook_event WHERE id = ?").param(eventId).query(Long.class).single() == 0) {
                throw Problem.notFound("event", eventId);
            }
            throw Problem.conflict("already-done", "This event was dealt with.");
        }
    }

    /** Events, newest first. @param effect only these; null for all. @param beforeId only older ones; null for the newest */
    public List<Event> events(String effect, Long beforeId, int limit) {
        return jdbc.sql("SELECT * FROM hook_event WHERE (:effect IS NULL OR effect = :effect) AND id < :before"
                        + " ORDER BY id DESC LIMIT :limit")
                .param("effect", effect).param("before", beforeId == null ? Long.MAX_VALUE : beforeId)
                .param("limit", limit).query(Hooks::event).list();
    }

    private String apply(String source, String id, Map<String, Object> event) {
        String type = String.valueOf(event.get("type"));
        if (type.equals(EFFECT_ANSWERED)) {
            return hint(source, text(event, "key"));
        }
        if (!MESSAGES.contains(type)) {
            throw Problem.unprocessable("unknown-event", "There is no event " + type + ".");
        }
        String orderNo = text(event, "orderNo");
        String waybill = text(event, "waybill");
        String caseNumber = text(event, "caseNumber");
        if (orderNo == null && waybill == null && caseNumber == null) {
            throw Problem.unprocessable("no-order", "The event names no order, waybill or case.");
        }
        HookMessages to = messages.getIfAvailable();
        if (to == null) {
            throw Problem.unprocessable("unknown-event", "Nobody takes such events here.");
        }
        return to.deliver(new HookMessages.Told(source, id, type, text(event, "shop"), orderNo, waybill, caseNumber,
                data(event)));
    }

    private String hint(String source, String key) {
        EffectRecord effect = key == null ? null : effects.byKey(key).orElse(null);
        if (effect == null || !Gateway.valueOf(effect.gateway()).id().equals(source)) {
            throw Problem.unprocessable("unknown-key", "No effect has the key " + key + ".");
        }
        cases.lock(effect.caseId());
        EffectRecord now = effects.byId(effect.id()).orElseThrow();
        if (now.state().settled()) {
            return "KNOWN";
        }
        if (now.state() == EffectRecord.State.PENDING || now.state() == EffectRecord.State.UNKNOWN) {
            tasks.wake(now.externalTaskId());
            events.publishEvent(new WorkArrived());
        }
        return "HINT";
    }

    private Optional<Taken> before(String source, String id) {
        return jdbc.sql("SELECT effect, problem FROM hook_event WHERE source = ? AND event_id = ?").params(source, id)
                .query((row, n) -> new Taken(row.getString("effect"), row.getString("problem"), false)).optional();
    }

    private void record(String source, String id, Map<String, Object> event, String effect, String problem) {
        jdbc.sql("INSERT INTO hook_event (source, event_id, body, effect, problem, received_ms) VALUES (?, ?, ?, ?, ?, ?)")
                .params(source, id, Json.write(event), effect,
                        problem == null || problem.length() <= 500 ? problem : problem.substring(0, 500), clock.millis())
                .update();
    }

    private static Event event(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Event(row.getLong("id"), row.getString("source"), row.getString("event_id"),
                Json.readMap(row.getString("body")), row.getString("effect"), row.getString("problem"),
                row.getLong("received_ms"));
    }

    private static String text(Map<String, Object> event, String name) {
        Object given = event.get(name);
        return given == null || given.toString().isBlank() ? null : given.toString().strip();
    }

    private static Map<String, Object> data(Map<String, Object> event) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (event.get("data") instanceof Map<?, ?> given) {
            given.forEach((name, one) -> data.put(String.valueOf(name), one));
        }
        return data;
    }
}

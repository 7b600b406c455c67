package org.shouhou.gateway.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.Gateway;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** What people are told about effects, and what the case's history says of them. */
@Component
class EffectAlarms {

    private static final List<String> TOLD = List.of("supervisor", "operator");

    private final CaseHistory history;
    private final Messages messages;
    private final Settings settings;
    private final EffectBook book;
    private final Clock clock;

    EffectAlarms(CaseHistory history, Messages messages, Settings settings, EffectBook book, Clock clock) {
        this.history = history;
        this.messages = messages;
        this.settings = settings;
        this.book = book;
        this.clock = clock;
    }

    /** How long after a call a missing trace outside means that it never arrived. */
    Duration grace(EffectRecord effect) {
        return settings.duration(Figure.PAYMENT_UNKNOWN_GRACE, effect.shop());
    }

    /** Tells once that it has been open too long. The pause until then, or the given one if shorter or told already. */
    Duration watch(EffectRecord effect, Duration pause) {
        if (effect.alarmedMs() != null || effect.adapter().equals("by-hand")) {
            return pause;
        }
        Instant since = Instant.ofEpochMilli(effect.uncertainMs() == null ? clock.millis() : effect.uncertainMs());
        Instant alarm = since.plus(settings.duration(Figure.PAYMENT_UNKNOWN_ALARM, effect.shop()));
        Instant now = clock.instant();
        if (now.isBefore(alarm)) {
            Duration left = Duration.between(now, alarm);
            return left.compareTo(pause) < 0 ? left : pause;
        }
        book.alarmed(effect);
        history.record(effect.caseId(), CaseHistory.SYSTEM, "EFFECT_UNKNOWN_LONG", facts(effect));
        Map<String, Object> data = new LinkedHashMap<>(facts(effect));
        data.put("since", Instant.ofEpochMilli(effect.triedMs()));
        boolean payment = effect.gateway().equals(Gateway.PAYMENT.name());
        if (payment) {
            copy(effect, data);
        } else {
            data.put("why", "no answer yet whether it was done");
        }
        for (String role : TOLD) {
            messages.toRole(role, effect.caseId(), payment ? "payment-unknown" : "effect-failed", data,
                    "effect-" + effect.id() + "-unknown-" + role);
        }
        return pause;
    }

    /** The tries are used up: a person is needed. */
    void failed(long caseId, String operation, EffectRecord effect, String why, String key) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (effect != null) {
            data.putAll(facts(effect));
        }
        data.put("operation", operation);
        data.put("why", why);
        history.record(caseId, CaseHistory.SYSTEM, "EFFECT_FAILED", data);
        for (String role : TOLD) {
            messages.toRole(role, caseId, "effect-failed", data, key + "-" + role);
        }
    }

    void record(EffectRecord effect, String actor, String kind) {
        history.record(effect.caseId(), actor, kind, facts(effect));
    }

    private static void copy(EffectRecord effect, Map<String, Object> data) {
        for (String name : List.of("amountMinor", "currency")) {
            if (effect.request().get(name) != null) {
                data.put(name, effect.request().get(name));
            }
        }
    }

    private static Map<String, Object> facts(EffectRecord effect) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("effectId", effect.id());
        facts.put("gateway", effect.gateway());
        facts.put("operation", effect.operation());
        facts.put("adapter", effect.adapter());
        facts.put("key", effect.key());
        facts.put("attempts", effect.attempts());
        if (effect.gateway().equals(Gateway.PAYMENT.name())) {
            copy(effect, facts);
        }
        if (effect.reference() != null) {
            facts.put("reference", effect.reference());
        }
        if (effect.problem() != null) {
            facts.put("problem", effect.problem());
        }
        return facts;
    }
}

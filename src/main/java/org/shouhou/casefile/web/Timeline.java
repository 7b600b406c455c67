package org.shouhou.casefile.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.StoryWords;
import org.shouhou.desk.Shown;
import org.springframework.stereotype.Component;

/** The history of a case as people read it: newest first, codes in words, what somebody said set apart from its facts. */
@Component
class Timeline implements StoryWords {

    /**
     * One entry.
     *
     * @param tone  {@code person}, {@code customer}, {@code money}, {@code message} or {@code system}
     * @param kind  what one may look for alone: {@code customer}, {@code contact}, {@code message}, {@code money},
     *              {@code note}, {@code task}; else {@code other}
     * @param minor left out of the summary
     * @param words what somebody said, wrote or gave as a reason
     */
    record Entry(long seq, Instant at, String actor, boolean bySystem, String title, String tone, String kind, boolean minor,
            List<String> words, List<Fact> facts) {
    }

    /** Technical, or shown elsewhere. */
    private static final Set<String> HIDDEN = Set.of("taskId", "key", "messageId", "language", "currency", "template", "zone",
            "effectId", "attachmentId", "sha256", "adapter", "slots", "slot", "slotId", "refundId", "promiseId", "compensationId");
    private static final Set<String> WORDS = Set.of("text", "note", "evidence", "question", "explanation", "answer", "phoneNote", "chatNote",
            "smsNote", "words");
    /** Facts that are, where they are no codes, what somebody outside answered. */
    private static final Set<String> ANSWERS = Set.of("why", "problem", "declinedWhy");
    private static final List<String> INITIALLY = List.of("ofCase", "day", "part", "opens", "ends", "from", "until");
    private static final List<String> FINALLY = List.of("oldAddress", "newAddress", "before", "after");
    /** Facts that are codes, with the kind of their names. */
    private static final Map<String, String> CODES = Map.ofEntries(Map.entry("task", "task"), Map.entry("decision", "decision"),
            Map.entry("channel", "channel"), Map.entry("tracking", "tracking"), Map.entry("cause", "parcelCause"), Map.entry("causeBefore", "parcelCause"), Map.entry("claim", "claimState"), Map.entry("purpose", "parcelPurpose"), Map.entry("offeredWhy", "offeredWhy"), Map.entry("reasonCode", "refusal"), Map.entry("message", "message"),
            Map.entry("gateway", "gateway"), Map.entry("operation", "operation"), Map.entry("audience", "audience"),
            Map.entry("freight", "freight"), Map.entry("condition", "condition"), Map.entry("payer", "freight"), Map.entry("finding", "finding"), Map.entry("option", "option"),
            Map.entry("firstOption", "option"), Map.entry("secondOption", "option"), Map.entry("eligibility", "eligibility"),
            Map.entry("type", "type"), Map.entry("promise", "promiseKind"), Map.entry("how", "promiseHow"), Map.entry("callWhy", "callWhy"), Map.entry("remedy", "decision"), Map.entry("toType", "type"), Map.entry("route", "route"), Map.entry("phone", "contact"),
            Map.entry("chat", "contact"), Map.entry("sms", "contact"), Map.entry("kind", "deadline"), Map.entry("level", "role"),
            Map.entry("part", "part"), Map.entry("state", "effectState"), Map.entry("rest", "rest"), Map.entry("source", "paySource"), Map.entry("next", "heldNext"), Map.entry("slotState", "slotState"), Map.entry("inStock", "inStock"), Map.entry("fileSort", "fileSort"), Map.entry("incidentDecision", "incidentDecision"),
            Map.entry("incidentWhy", "incidentWhy"), Map.entry("figure", "figure"), Map.entry("hoursBefore", "calendar"), Map.entry("hoursAfter", "calendar"),
            Map.entry("foundBy", "foundBy"), Map.entry("responsible", "responsible"), Map.entry("direction", "direction"), Map.entry("flag", "flag"), Map.entry("noteKind", "noteKind"),
            Map.entry("compensation", "compensation"), Map.entry("basis", "basis"), Map.entry("refused", "refusedAttempt"), Map.entry("upCode", "upCode"), Map.entry("process", "process"));

    private final Shown shown;

    Timeline(Shown shown) {
        this.shown = shown;
    }

    List<Entry> of(CaseFile file, List<CaseHistory.Event> events) {
        List<Entry> entries = new ArrayList<>();
        Set<Object> gone = events.stream().filter(event -> Set.of("MESSAGE_SENT", "MESSAGE_BY_HAND").contains(event.kind()))
                .map(event -> event.data().get("messageId")).filter(Objects::nonNull).collect(Collectors.toSet());
        CaseHistory.Event next = null;
        for (int i = events.size() - 1; i >= 0; i--) {
            CaseHistory.Event event = events.get(i);
            if (event.kind().equals("MESSAGE_QUEUED") && gone.contains(event.data().get("messageId"))) {
                continue; // that it left says it was written
            }
            Entry entry = entry(file, event);
            if (next != null && sameNotice(next, event)) {
                entries.add(together(entries.remove(entries.size() - 1), entry));
            } else {
                entries.add(entry);
            }
            next = event;
        }
        return entries;
    }

    @Override
    public Told tell(CaseFile file, CaseHistory.Event event) {
        Entry entry = entry(file, event);
        return new Told(entry.title(), entry.tone(), entry.kind(), entry.words(), entry.facts());
    }

    /** One notice to several colleagues is one entry. */
    private static boolean sameNotice(CaseHistory.Event one, CaseHistory.Event other) {
        return one.kind().startsWith("MESSAGE_") && one.kind().equals(other.kind()) && "STAFF".equals(one.data().get("audience"))
                && "STAFF".equals(other.data().get("audience")) && Objects.equals(one.data().get("template"), other.data().get("template"));
    }

    private Entry together(Entry one, Entry other) {
        List<Fact> facts = new ArrayList<>(one.facts());
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            other.facts().stream().filter(more -> more.label().equals(fact.label()) && !fact.value().contains(more.value()))
                    .findFirst().ifPresent(more -> facts.set(facts.indexOf(fact), new Fact(fact.key(), fact.label(), shown.list(List.of(fact.value(), more.value())))));
        }
        return new Entry(one.seq(), one.at(), one.actor(), one.bySystem(), one.title(), one.tone(), one.kind(), one.minor(), one.words(), facts);
    }

    private Entry entry(CaseFile file, CaseHistory.Event event) {
        List<String> words = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        if (event.caseId() != file.id()) {
            facts.add(new Fact("ofCase", shown.text("fact.ofCase"), CaseFile.numberOf(event.caseId())));
        }
        event.data().forEach((key, value) -> {
            if (value == null || HIDDEN.contains(key) || value instanceof String text && text.isBlank()) {
                return;
            }
            if ("STAFF".equals(event.data().get("audience")) && Set.of("to", "audience", "subject").contains(key)) {
                return; // to whom and what about is enough
            }
            if (WORDS.contains(key)) {
                words.add(shown.said(value));
            } else {
                facts.add(new Fact(key, shown.code("fact", label(event.kind(), key)), value(file, event.kind(), key, value)));
            }
        });
        facts.sort(Comparator.comparingInt(fact -> place(fact.key())));
        boolean system = event.actor().equals(CaseHistory.SYSTEM);
        return new Entry(event.seq(), Instant.ofEpochMilli(event.atMs()), system ? shown.text("word.system") : event.actor(),
                system, title(event), tone(event, system), Weight.group(event), Weight.isMinor(event), words, facts);
    }

    /** What belongs together is told in the order of its time, not of its letters: from before until, before before after. */
    private static int place(String key) {
        return INITIALLY.contains(key) ? INITIALLY.indexOf(key) - INITIALLY.size() : FINALLY.indexOf(key) + 1;
    }

    /** A task's before and after are people. */
    private static String label(String event, String key) {
        return event.startsWith("TASK_") && key.equals("after") ? "owner" : event.startsWith("TASK_") && key.equals("before") ? "formerOwner" : key;
    }

    private String title(CaseHistory.Event event) {
        String title = shown.code("event", event.kind());
        Object template = event.data().get("template");
        return template == null ? title : title + " · " + shown.code("template", template);
    }

    private static String tone(CaseHistory.Event event, boolean system) {
        String kind = event.kind();
        if (kind.startsWith("REFUND_") && !kind.equals("REFUND_ROUTED")) {
            return "money";
        }
        if (kind.equals("MESSAGE_RECEIVED") || kind.equals("CASE_OPENED")) {
            return "customer";
        }
        if (kind.startsWith("MESSAGE_")) {
            return "message";
        }
        return system ? "system" : "person";
    }

    private String value(CaseFile file, String event, String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().filter(one -> one.getValue() != null && !(map.containsKey("task") && "TASK".equals(one.getValue())))
                    .map(one -> shown.code("fact", one.getKey()) + " " + value(file, event, one.getKey().toString(), one.getValue()))
                    .collect(shown.listing());
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(one -> value(file, event, key, one)).collect(shown.listing());
        }
        if (value instanceof Number number && key.equals("size")) {
            return shown.size(number.longValue());
        }
        if (value instanceof Number number && key.endsWith("Ms")) {
            return shown.dated(Instant.ofEpochMilli(number.longValue()));
        }
        if (value instanceof Number number && (key.equals("amount") || key.endsWith("Minor"))) {
            return shown.money(number.longValue(), file.currency());
        }
        String kind = event.equals("RESPONSIBLE_NAMED") && (key.equals("before") || key.equals("after")) ? "responsible"
                : event.equals("COMPLAINT_PASSED_UP") && (key.equals("before") || key.equals("after")) ? "role" : CODES.get(key);
        if (key.equals("outcome")) {
            kind = Set.of("CONTACT", "CALL_BROUGHT_IN").contains(event) || event.equals("HELD_ORDER_JUDGED") ? "contact" : event.startsWith("EFFECT") ? "handOutcome" : "outcome";
        } else if (key.equals("why")) {
            kind = event.equals("HELD_ORDER_JUDGED") ? "heldWhy" : "routeWhy";
        } else if (key.equals("reason")) {
            kind = shown.has("reason." + value) ? "reason" : "refusal";
        }
        if (kind != null && shown.has(kind + "." + value)) {
            return shown.code(kind, value);
        }
        return value instanceof String said && ANSWERS.contains(key) && !said.matches("[A-Z0-9_]*") ? shown.quoted(said) : shown.fact(value);
    }
}

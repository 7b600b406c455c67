package org.shouhou.tracing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.Reason;
import org.shouhou.casefile.Responsible;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.tracing.Fact.Kind;

/**
 * What cases are looked for by; everything given must hold.
 *
 * @param facts  by kind
 * @param words  by the kind of word the search for people knows: NUMBER, ORDER, BUYER, WAYBILL
 * @param least  of any one amount, in minor units; null for any
 * @param open   true for open cases, false for closed ones, null for both
 * @param opened null bounds are open; the end is exclusive
 * @param given  what was asked, by field, as it was written
 */
record Wanted(Map<Kind, String> facts, Map<String, String> words, Long least, Long most, Boolean open, Span opened, Span closed,
        Map<String, String> given) {

    /** @param to exclusive; both may be null */
    record Span(Instant from, Instant to) {

        boolean any() {
            return from == null && to == null;
        }
    }

    /** The fields there are, in the order people read them. */
    static final List<String> FIELDS = List.of("case", "order", "buyer", "waybill", "agent", "decidedBy", "minMinor", "maxMinor", "missed", "rule",
            "type", "reason", "outcome", "channel", "shop", "sku", "courier", "responsible", "status", "openedFrom", "openedTo", "closedFrom", "closedTo");

    private static final Map<String, Kind> FACTS = Map.ofEntries(Map.entry("agent", Kind.AGENT), Map.entry("decidedBy", Kind.DECIDED),
            Map.entry("missed", Kind.MISSED), Map.entry("rule", Kind.RULE), Map.entry("type", Kind.TYPE), Map.entry("reason", Kind.REASON),
            Map.entry("outcome", Kind.OUTCOME), Map.entry("channel", Kind.CHANNEL), Map.entry("shop", Kind.SHOP), Map.entry("sku", Kind.SKU),
            Map.entry("courier", Kind.COURIER), Map.entry("responsible", Kind.RESPONSIBLE));
    private static final Map<String, String> WORDS = Map.of("case", "NUMBER", "order", "ORDER", "buyer", "BUYER", "waybill", "WAYBILL");
    private static final Map<String, Set<String>> CODES = Map.of("reason", names(Reason.values()), "outcome", names(CaseFile.Outcome.values()),
            "responsible", names(Responsible.values()), "status", Set.of("OPEN", "CLOSED"));
    private static final int LONGEST = 100;

    private static Set<String> names(Enum<?>[] values) {
        return Set.copyOf(Arrays.stream(values).map(Enum::name).toList());
    }

    /**
     * @param asked field to text; blank ones ask for nothing
     * @param zone  where a day begins and ends
     * @throws Problem 400 with every field that is unknown or wrong
     */
    static Wanted of(Map<String, String> asked, ZoneId zone) {
        List<FieldProblem> wrong = new ArrayList<>();
        Map<String, String> given = new LinkedHashMap<>();
        asked.keySet().stream().filter(field -> !FIELDS.contains(field)).sorted()
                .forEach(field -> wrong.add(new FieldProblem(field, "This field is not known.")));
        FIELDS.forEach(field -> {
            String text = asked.get(field) == null ? "" : asked.get(field).strip();
            if (text.length() > LONGEST) {
                wrong.add(new FieldProblem(field, "Is longer than " + LONGEST + " characters."));
            } else if (!text.isEmpty()) {
                given.put(field, text);
                if (CODES.containsKey(field) && !CODES.get(field).contains(text)) {
                    wrong.add(new FieldProblem(field, "Must be one of " + CODES.get(field).stream().sorted().toList() + "."));
                }
            }
        });
        Map<Kind, String> facts = new TreeMap<>();
        FACTS.forEach((field, kind) -> put(facts, kind, given.get(field)));
        Map<String, String> words = new TreeMap<>();
        WORDS.forEach((field, kind) -> put(words, kind, given.get(field)));
        Long least = minor("minMinor", given, wrong);
        Long most = minor("maxMinor", given, wrong);
        if (least != null && most != null && least > most) {
            wrong.add(new FieldProblem("maxMinor", "Is less than the least one."));
        }
        Wanted wanted = new Wanted(facts, words, least, most, given.containsKey("status") ? given.get("status").equals("OPEN") : null,
                span("opened", given, zone, wrong), span("closed", given, zone, wrong), given);
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        return wanted;
    }

    private static <K> void put(Map<K, String> map, K key, String text) {
        if (text != null) {
            map.put(key, text);
        }
    }

    private static Long minor(String field, Map<String, String> given, List<FieldProblem> wrong) {
        String text = given.get(field);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,15}")) {
            wrong.add(new FieldProblem(field, "Must be a whole number of minor units."));
            return null;
        }
        return Long.valueOf(text);
    }

    private static Span span(String name, Map<String, String> given, ZoneId zone, List<FieldProblem> wrong) {
        Span span = new Span(moment(name + "From", given, zone, 0, wrong), moment(name + "To", given, zone, 1, wrong));
        if (span.from() != null && span.to() != null && !span.from().isBefore(span.to())) {
            wrong.add(new FieldProblem(name + "To", "Must be after the start."));
        }
        return span;
    }

    /** A day (the end counts with all of it), or an instant. */
    private static Instant moment(String field, Map<String, String> given, ZoneId zone, int daysLater, List<FieldProblem> wrong) {
        String text = given.get(field);
        if (text == null) {
            return null;
        }
        try {
            Instant at = text.contains("T") ? Instant.parse(text) : LocalDate.parse(text).plusDays(daysLater).atStartOfDay(zone).toInstant();
            if (Db.keeps(at)) {
                return at;
            }
        } catch (DateTimeParseException no) {
            // as below
        }
        wrong.add(new FieldProblem(field, "Must be a date like 2026-11-11, or an instant."));
        return null;
    }
}

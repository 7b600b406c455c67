package org.shouhou.tracing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.audit.CaseHistory;
import org.shouhou.tracing.Fact.Kind;

/** What an event of a case's history says that the case is found by: facts, and amounts in minor units. */
record Findings(List<Fact> facts, Set<Long> amounts) {

    private static final List<String> MONEY = List.of("amountMinor", "recoveredMinor");
    /** A person's word that decides. */
    private static final Set<String> DECIDING = Set.of("TASK_COMPLETED", "COMPENSATION_APPROVED", "COMPENSATION_REFUSED", "SELF_CONSENT",
            "DOUBLE_REMEDY_ALLOWED", "DOUBLE_REMEDY_REFUSED", "CASE_MERGED_INTO");

    static Findings of(String actor, String kind, Map<String, ?> data) {
        List<Fact> facts = new ArrayList<>();
        Set<Long> amounts = new HashSet<>();
        if (!actor.equals(CaseHistory.SYSTEM)) {
            facts.add(new Fact(Kind.AGENT, actor));
            if (DECIDING.contains(kind)) {
                facts.add(new Fact(Kind.DECIDED, actor));
            }
        }
        switch (kind) {
            case "DEADLINE_MISSED" -> add(facts, Kind.MISSED, data.get("kind"));
            case "SLOT_MISSED" -> facts.add(new Fact(Kind.MISSED, "SLOT"));
            case "PROMISE_OVERDUE" -> facts.add(new Fact(Kind.MISSED, "PROMISE"));
            case "CASE_CLOSED" -> add(facts, Kind.OUTCOME, data.get("outcome"));
            case "CASE_CONVERTED" -> add(facts, Kind.TYPE, data.get("after"));
            case "RESPONSIBLE_NAMED" -> add(facts, Kind.RESPONSIBLE, data.get("after"));
            case "REQUEST_CHANGED" -> {
                if (data.get("after") instanceof Map<?, ?> after) {
                    add(facts, Kind.REASON, after.get("reason"));
                    amount(amounts, after.get("amountMinor"));
                }
            }
            case "ATTEMPT_REFUSED" -> rule(facts, "refused", data.get("refused"));
            case "SELF_CONSENT" -> rule(facts, "consent", "SELF_CONSENT");
            case "COMPENSATION_AGREED" -> rule(facts, "consent", data.get("basis"));
            case "COMPENSATION_PROPOSED" -> {
                if (data.get("standingRemedy") != null) {
                    rule(facts, "standing", data.get("standingRemedy"));
                }
            }
            default -> {
                // nothing but who, a courier and amounts
            }
        }
        add(facts, Kind.COURIER, data.get("courier"));
        MONEY.forEach(name -> amount(amounts, data.get(name)));
        return new Findings(facts, amounts);
    }

    /** A row of a decision table: the table itself is found by, too. @param ruleId {@code rule_3} */
    static List<Fact> ofRule(String decision, String ruleId) {
        return List.of(new Fact(Kind.RULE, decision), new Fact(Kind.RULE, decision + "/" + ruleId.replaceFirst("^rule_", "")));
    }

    private static void rule(List<Fact> facts, String rule, Object what) {
        facts.add(new Fact(Kind.RULE, rule));
        if (what != null) {
            facts.add(new Fact(Kind.RULE, rule + "/" + what));
        }
    }

    private static void add(List<Fact> facts, Kind kind, Object code) {
        if (code != null && !code.toString().isBlank()) {
            facts.add(new Fact(kind, code.toString()));
        }
    }

    private static void amount(Set<Long> amounts, Object minor) {
        if (minor instanceof Number number && number.longValue() > 0) {
            amounts.add(number.longValue());
        }
    }
}

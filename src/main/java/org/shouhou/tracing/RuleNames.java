package org.shouhou.tracing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.authority.Consents;
import org.shouhou.desk.Shown;
import org.shouhou.engine.DecisionTables;
import org.shouhou.rules.ModelWords;
import org.springframework.stereotype.Component;

/** The rules a case can be found by, in the reader's words. */
@Component
class RuleNames {

    /** One rule. @param code as the index has it @param page where it can be read; null where nowhere */
    record Named(String code, String name, String page) {
    }

    static final List<String> DEADLINES = List.of("FIRST_REPLY", "TASK", "REFUND_ANSWER", "PLATFORM", "COMPLAINT_ANSWER",
            "RETURN_REFUND", "SHIPMENT", "PROMISE", "SLOT");
    private static final List<Consents.Decision> REFUSED = List.of(Consents.Decision.FOUR_EYES, Consents.Decision.BEYOND_LIMIT,
            Consents.Decision.REVIEW_CONDITION, Consents.Decision.BEYOND_ORDER);

    private final DecisionTables tables;
    private final ModelWords words;
    private final Shown shown;

    RuleNames(DecisionTables tables, ModelWords words, Shown shown) {
        this.tables = tables;
        this.words = words;
        this.shown = shown;
    }

    /** Group to what one can choose in it. */
    Map<String, List<Named>> groups() {
        Map<String, List<Named>> groups = new LinkedHashMap<>();
        groups.put(shown.text("audit.rule.consents"), consents());
        groups.put(shown.text("audit.rule.tables"), tables.all().stream().map(table -> new Named(table.id(), words.said(table.name()), "/rules/" + table.id())).toList());
        return groups;
    }

    private List<Named> consents() {
        List<Named> all = new ArrayList<>();
        all.add(new Named("standing", shown.text("audit.rule.standing"), null));
        all.add(new Named("consent/SELF_CONSENT", shown.code("basis", "SELF_CONSENT"), null));
        all.add(new Named("consent/OWN_LIMIT", shown.code("basis", "OWN_LIMIT"), null));
        all.add(new Named("refused", shown.text("audit.rule.refused"), null));
        REFUSED.forEach(refused -> all.add(new Named("refused/" + refused, shown.text("audit.rule.refusedFor", shown.code("refusedAttempt", refused)), null)));
        return all;
    }

    /** Every row of every table that there is now. */
    List<Named> rows() {
        List<Named> all = new ArrayList<>();
        tables.all().forEach(name -> tables.find(name.id()).ifPresent(table -> {
            for (int row = 0; row < table.rows().size(); row++) {
                all.add(new Named(name.id() + "/" + (row + 1),
                        shown.text("audit.rule.row", words.said(name.name()), row + 1, words.said(table.rows().get(row).meaning())), "/rules/" + name.id()));
            }
        }));
        return all;
    }
}

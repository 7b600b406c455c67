package org.shouhou.queue.web;

import java.math.BigDecimal;
import org.shouhou.desk.Shown;
import org.shouhou.queue.BulkDecisions;
import org.springframework.stereotype.Component;

/** How counts and amounts stand in the lists. */
@Component("listed")
public class ListedWords {

    private static final int COUNTED = 1000;
    private final Shown shown;

    ListedWords(Shown shown) {
        this.shown = shown;
    }

    /** A count as the lists give it: what is counted to the end only says that there are more. */
    public String count(int number) {
        return number < COUNTED ? Integer.toString(number) : (COUNTED - 1) + "+";
    }

    /** Why a task was not, or would not be, decided together with others. */
    public String why(BulkDecisions.Result result) {
        String key = "problem." + result.problem();
        String why = shown.has(key) ? shown.text(key, result.owner() == null ? "" : result.owner()) : result.detail();
        return result.fields().isEmpty() ? why : why + " " + result.fields().stream().map(field -> shown.code("fact", field.field()))
                .collect(shown.listing());
    }

    /** An amount as people type it. */
    public String yuan(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }
}

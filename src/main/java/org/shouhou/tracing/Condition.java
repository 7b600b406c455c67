package org.shouhou.tracing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.shouhou.casefile.CaseSearch;
import org.shouhou.common.Db;
import org.shouhou.tracing.Fact.Kind;

/**
 * One thing cases are looked for by, as the database is asked for it.
 *
 * @param source  the index alone that knows which cases it holds for: {@code FROM} and what follows, {@code i.case_id} and
 *                {@code i.opened_at} being the case and its time; null for what holds for nearly every case
 * @param holds   whether it holds for the case {@code d.case_id} of {@code d.opened_at}: one look into an index; null for what always does
 * @param inOrder whether the source can be walked newest first
 */
record Condition(String source, List<Object> sourceValues, String holds, List<Object> holdsValues, boolean inOrder) {

    /** Every case, newest first. */
    private static final Condition ANY = new Condition("FROM audit_fact i WHERE i.kind = 'ANY' AND i.code = ''", List.of(), null, List.of(), true);

    /** What is asked, rarest kinds first in the text, so that equal ones are counted in vain as seldom as possible. */
    static List<Condition> of(Wanted wanted) {
        List<Condition> all = new ArrayList<>();
        wanted.words().forEach((kind, text) -> all.add(word(kind, CaseSearch.asWritten(text))));
        wanted.facts().forEach((kind, code) -> all.add(fact(kind, code)));
        if (wanted.least() != null || wanted.most() != null) {
            all.add(amount(wanted.least() == null ? 0 : wanted.least(), wanted.most() == null ? Long.MAX_VALUE : wanted.most()));
        }
        if (!wanted.closed().any()) {
            all.add(closed(wanted.closed()));
        }
        if (wanted.open() != null) {
            all.add(status(wanted.open()));
        }
        if (all.stream().noneMatch(Condition::inOrder)) {
            all.add(ANY);
        }
        return all;
    }

    private static Condition fact(Kind kind, String code) {
        return new Condition("FROM audit_fact i WHERE i.kind = ? AND i.code = ?", List.of(kind.name(), code),
                "EXISTS (SELECT 1 FROM audit_fact h WHERE h.kind = ? AND h.code = ? AND h.opened_at = d.opened_at AND h.case_id = d.case_id)",
                List.of(kind.name(), code), true);
    }

    private static Condition word(String kind, String token) {
        return new Condition("FROM (SELECT c.id AS case_id, c.opened_at FROM case_search s JOIN case_file c ON c.id = s.case_id WHERE s.token = ? AND s.kind = ?) i WHERE 1 = 1",
                List.of(token, kind),
                "EXISTS (SELECT 1 FROM case_search h WHERE h.token = ? AND h.kind = ? AND h.case_id = d.case_id)", List.of(token, kind), false);
    }

    private static Condition amount(long least, long most) {
        return new Condition("FROM audit_amount i WHERE i.amount_minor >= ? AND i.amount_minor <= ?", List.of(least, most),
                "EXISTS (SELECT 1 FROM audit_amount h WHERE h.case_id = d.case_id AND h.amount_minor >= ? AND h.amount_minor <= ?)",
                List.of(least, most), false);
    }

    private static Condition closed(Wanted.Span span) {
        List<Object> values = new ArrayList<>();
        String between = "c.closed_at >= ?";
        values.add(Db.utc(span.from() == null ? Instant.EPOCH : span.from()));
        if (span.to() != null) {
            between += " AND c.closed_at < ?";
            values.add(Db.utc(span.to()));
        }
        return new Condition("FROM (SELECT c.id AS case_id, c.opened_at FROM case_file c WHERE " + between + ") i WHERE 1 = 1", values,
                "EXISTS (SELECT 1 FROM case_file c WHERE c.id = d.case_id AND " + between + ")", values, false);
    }

    private static Condition status(boolean open) {
        String states = open ? "c.status IN ('OPEN', 'WAITING')" : "c.status = 'CLOSED'";
        return new Condition(open ? "FROM (SELECT c.id AS case_id, c.opened_at FROM case_file c WHERE " + states + ") i WHERE 1 = 1" : null, List.of(),
                "EXISTS (SELECT 1 FROM case_file c WHERE c.id = d.case_id AND " + states + ")", List.of(), false);
    }
}

package org.shouhou.tracing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cases, open and closed, by every fact and any number of facts at once, newest first. What is rare is looked up and the
 * rest asked of it; where everything asked for is common, the newest cases are gone through, a bounded number a page, and
 * the next page goes on where this one stopped. So a page never costs more the more cases there are.
 */
@Service
class AuditSearch {

    /**
     * A page.
     *
     * @param cursor       for the next page; null on the last one
     * @param lookedBackTo where it stopped looking although the page is not full; null when that was not so
     * @param indexedFrom  cases up to this one are not found by facts yet; null when all are
     */
    record Page(List<CaseFile> cases, String cursor, Instant lookedBackTo, String indexedFrom) {
    }

    /** A case's place in the order. */
    record Place(Instant openedAt, long caseId) {

        /** Newest first. */
        static final Comparator<Place> ORDER = Comparator.comparing(Place::openedAt).thenComparing(Place::caseId).reversed();

        String cursor() {
            return openedAt.getEpochSecond() + "-" + caseId;
        }

        static Place of(String cursor) {
            if (!cursor.matches("\\d{1,11}-\\d{1,18}")) {
                throw Problem.fields(List.of(new FieldProblem("cursor", "Is not one this list gave.")));
            }
            String[] parts = cursor.split("-");
            return new Place(Instant.ofEpochSecond(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
        }
    }

    /** What was found of a stretch. @param stopped where it stopped although there may be more; null at the end */
    private record Stretch(List<Place> found, Place stopped) {
    }

    static final int PAGE = 50;
    /** What holds for no more cases than this is looked up as a whole. */
    private static final int RARE = 300;
    /** The same for what cannot be walked newest first. */
    private static final int RARE_WITHOUT_ORDER = 2000;
    /** How many cases are gone through for one page where nothing is rare. */
    private static final int GONE_THROUGH = 4000;

    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final OlderCases older;
    private final Settings settings;

    AuditSearch(JdbcClient jdbc, CaseFiles cases, OlderCases older, Settings settings) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.older = older;
        this.settings = settings;
    }

    /** What is asked for by these fields. @throws Problem 400 with every field that is wrong */
    Wanted wanted(Map<String, String> asked) {
        return Wanted.of(asked, settings.zone(Settings.ALL_SHOPS));
    }

    /** @param cursor of the page before; null for the first @throws Problem 400 for one that is none */
    @Transactional(readOnly = true)
    Page find(Wanted wanted, String cursor) {
        return find(wanted, cursor, PAGE);
    }

    Page find(Wanted wanted, String cursor, int size) {
        Place after = cursor == null || cursor.isBlank() ? null : Place.of(cursor);
        Stretch stretch = stretch(wanted, after, size);
        boolean full = stretch.found().size() > size;
        List<Place> shown = full ? stretch.found().subList(0, size) : stretch.found();
        Place next = full ? shown.get(size - 1) : stretch.stopped();
        return new Page(files(shown), next == null ? null : next.cursor(), full || next == null ? null : next.openedAt(), indexedFrom());
    }

    private String indexedFrom() {
        long left = older.left();
        return left == 0 ? null : CaseFile.numberOf(left);
    }

    private List<CaseFile> files(List<Place> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        Map<Long, CaseFile> byId = new LinkedHashMap<>();
        cases.all(places.stream().map(Place::caseId).toList()).forEach(file -> byId.put(file.id(), file));
        return places.stream().map(place -> byId.get(place.caseId())).toList();
    }

    private Stretch stretch(Wanted wanted, Place after, int size) {
        List<Condition> conditions = Condition.of(wanted);
        List<Condition> told = conditions.stream().filter(condition -> condition.holds() != null).toList();
        return rare(conditions, told, wanted, after).map(one -> among(one, told, wanted, after, size)).orElseGet(() -> walk(conditions, wanted, after, size));
    }

    private Optional<Condition> rare(List<Condition> conditions, List<Condition> told, Wanted wanted, Place after) {
        if (told.size() > 1) {
            return rarest(told, wanted);
        }
        // one alone is in order already, or there is nothing to compare it with
        return conditions.size() == 1 ? Optional.empty()
                : told.stream().filter(one -> one.source() != null && !common(one, wanted, after)).findFirst();
    }

    /** Whether a condition holds for more than what is looked up as a whole; so that many entries of its index are passed, none is kept. */
    private boolean common(Condition one, Wanted wanted, Place after) {
        Select further = new Select().add("SELECT 1 FROM (").candidates(one, wanted, after, 1, false).add(" OFFSET " + RARE_WITHOUT_ORDER).add(") n");
        return !jdbc.sql(further.sql()).params(further.values()).query(Integer.class).list().isEmpty();
    }

    /** What holds for all that was asked, among the few cases one condition holds for. */
    private Stretch among(Condition rare, List<Condition> told, Wanted wanted, Place after, int size) {
        Select all = new Select().add("SELECT DISTINCT d.case_id, d.opened_at FROM (").candidates(rare, wanted, after, RARE_WITHOUT_ORDER, false).add(") d WHERE 1 = 1");
        told.stream().filter(other -> other != rare).forEach(other -> all.add(" AND " + other.holds(), other.holdsValues()));
        return new Stretch(jdbc.sql(all.add(newest(size)).sql()).params(all.values()).query((row, n) -> place(row)).list(), null);
    }

    private static String newest(int size) {
        return " ORDER BY d.opened_at DESC, d.case_id DESC LIMIT " + (size + 1);
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(Db.instant(row, "opened_at"), row.getLong("case_id"));
    }

    /** What holds for few cases only, of the time asked for; empty when everything is common. */
    private Optional<Condition> rarest(List<Condition> told, Wanted wanted) {
        Condition rarest = null;
        int least = RARE_WITHOUT_ORDER + 1;
        for (Condition one : told.stream().filter(condition -> condition.source() != null).toList()) {
            int most = Math.min(least, one.inOrder() ? RARE + 1 : least);
            Select count = new Select().add("SELECT COUNT(*) FROM (").candidates(one, wanted, null, most, false).add(") n");
            int holds = jdbc.sql(count.sql()).params(count.values()).query(Integer.class).single();
            if (holds < most) {
                rarest = one;
                least = Math.max(1, holds);
            }
        }
        return Optional.ofNullable(rarest);
    }

    /** What has the fewest cases among the next ones: the same number of them reaches back furthest. */
    private Condition sparsest(List<Condition> conditions, Wanted wanted, Place after) {
        List<Condition> walkable = conditions.stream().filter(Condition::inOrder).toList();
        Condition sparsest = walkable.get(0);
        Instant furthest = null;
        for (Condition one : walkable.size() == 1 ? List.<Condition>of() : walkable) {
            Select reach = new Select().add("SELECT MIN(n.opened_at) AS furthest FROM (").candidates(one, wanted, after, RARE, true).add(") n");
            Instant reached = jdbc.sql(reach.sql()).params(reach.values()).query((row, n) -> Optional.ofNullable(Db.instant(row, "furthest"))).single().orElse(Instant.MIN);
            if (furthest == null || reached.isBefore(furthest)) {
                sparsest = one;
                furthest = reached;
            }
        }
        return sparsest;
    }

    /** The newest cases one condition holds for, the rest asked of each, a bounded number of them. */
    private Stretch walk(List<Condition> conditions, Wanted wanted, Place after, int size) {
        Condition walked = sparsest(conditions, wanted, after);
        List<Condition> others = conditions.stream().filter(other -> other != walked && other.holds() != null).toList();
        List<Place> found = new ArrayList<>();
        Place last = after;
        int looked = 0;
        for (int portion = others.isEmpty() ? size + 1 : 4 * size; looked < GONE_THROUGH && found.size() <= size; portion = Math.min(2 * portion, GONE_THROUGH)) {
            Select step = new Select().add("SELECT d.case_id, d.opened_at, CASE WHEN 1 = 1");
            others.forEach(other -> step.add(" AND " + other.holds(), other.holdsValues()));
            step.add(" THEN 1 ELSE 0 END AS holds FROM (").candidates(walked, wanted, last, portion, true).add(") d ORDER BY d.opened_at DESC, d.case_id DESC");
            List<Place> all = new ArrayList<>();
            jdbc.sql(step.sql()).params(step.values()).query(row -> {
                Place place = place(row);
                all.add(place);
                if (row.getBoolean("holds")) {
                    found.add(place);
                }
            });
            looked += all.size();
            if (all.size() < portion) {
                return new Stretch(found, null);
            }
            last = all.get(all.size() - 1);
        }
        return new Stretch(found, last);
    }

    /** A query being written, with its values in order. */
    private static final class Select {

        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        Select add(String text) {
            sql.append(text);
            return this;
        }

        Select add(String text, List<Object> more) {
            values.addAll(more);
            return add(text);
        }

        /** The cases a condition holds for, of the time asked for and after a place. */
        Select candidates(Condition condition, Wanted wanted, Place after, int most, boolean inOrder) {
            add("SELECT i.case_id, i.opened_at " + condition.source(), condition.sourceValues());
            if (wanted.opened().from() != null) {
                add(" AND i.opened_at >= ?", List.of(Db.utc(wanted.opened().from())));
            }
            Instant before = wanted.opened().to();
            if (wanted.closed().to() != null && (before == null || wanted.closed().to().isBefore(before))) {
                before = wanted.closed().to(); // nothing is closed before it is opened
            }
            if (before != null) {
                add(" AND i.opened_at < ?", List.of(Db.utc(before)));
            }
            if (after != null) {
                add(" AND i.opened_at <= ? AND (i.opened_at < ? OR i.case_id < ?)", List.of(Db.utc(after.openedAt()), Db.utc(after.openedAt()), after.caseId()));
            }
            return add((inOrder ? " ORDER BY i.opened_at DESC, i.case_id DESC" : "") + " LIMIT " + most);
        }

        String sql() {
            return sql.toString();
        }

        List<Object> values() {
            return values;
        }
    }
}

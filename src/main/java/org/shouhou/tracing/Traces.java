package org.shouhou.tracing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shouhou.audit.CaseHistory;
import org.shouhou.audit.Whence;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.StoryWords;
import org.shouhou.engine.Processes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A case from first contact to last cent: every event of it and of the cases merged with it, and, where asked for, of all
 * cases of its order; who, when, from where, what it changed, the money up to then, and the step of the process.
 */
@Service
class Traces {

    /**
     * An event.
     *
     * @param at      its time; {@code seq} gives the order
     * @param money   whether it moved money or asked for it
     * @param sums    the money of the whole story up to and with it
     * @param step    null where the case has no process of which anything is kept
     */
    record Line(long seq, String caseId, String number, Instant at, String actor, boolean bySystem, String kind, StoryWords.Told told, Whence whence,
            boolean money, MoneySums sums, StepsTaken.Step step) {
    }

    /**
     * The story.
     *
     * @param cases   all whose events are in it, this one first
     * @param lines   those that were asked for
     * @param count   of all events
     * @param people  who took part
     * @param ledger  what the ledgers say, to be compared with the last sums
     */
    record Story(CaseFile file, List<CaseFile> cases, List<Line> lines, int count, MoneySums sums, LedgerSays.Sums ledger, Set<String> people,
            List<RuleNames.Named> rules, StepsTaken steps) {

        public boolean agrees() {
            return ledger.agreesWith(sums);
        }
    }

    /** What of a story is wanted. @param group null for every kind @param who null for everybody @param wholeOrder with other cases of the order */
    record Part(String group, String who, boolean wholeOrder) {
    }

    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final CaseHistory history;
    private final StoryWords words;
    private final Processes processes;
    private final LedgerSays ledger;
    private final RuleNames rules;
    private final FactTable facts;

    Traces(JdbcClient jdbc, CaseFiles cases, CaseHistory history, StoryWords words, Processes processes, LedgerSays ledger,
            RuleNames rules, FactTable facts) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.history = history;
        this.words = words;
        this.processes = processes;
        this.ledger = ledger;
        this.rules = rules;
        this.facts = facts;
    }

    /** @throws org.shouhou.common.Problem 404 when there is no such case */
    @Transactional(readOnly = true)
    public Story of(String numberOrId, Part part) {
        CaseFile file = cases.byNumberOrId(numberOrId);
        Map<Long, CaseFile> family = family(file, part.wholeOrder());
        StepsTaken steps = steps(family);
        MoneySums.Running money = new MoneySums.Running();
        List<Line> lines = new ArrayList<>();
        Set<String> people = new TreeSet<>();
        List<CaseHistory.Traced> all = history.traced(family.keySet());
        Map<Long, StepsTaken.Step> stepOf = steps.of(all);
        for (CaseHistory.Traced traced : all) {
            CaseHistory.Event event = traced.event();
            boolean moved = money.add(event);
            boolean system = event.actor().equals(CaseHistory.SYSTEM);
            people.add(event.actor());
            if (part.who() != null && !part.who().equals(event.actor())) {
                continue;
            }
            StoryWords.Told told = words.tell(file, event);
            if (part.group() == null || part.group().equals(moved ? "money" : told.group())) {
                lines.add(new Line(event.seq(), Long.toString(event.caseId()), CaseFile.numberOf(event.caseId()), Instant.ofEpochMilli(event.atMs()),
                        event.actor(), system, event.kind(), told, traced.whence(), moved, money.sums(), stepOf.get(event.seq())));
            }
        }
        return new Story(file, List.copyOf(family.values()), lines, all.size(), money.sums(), ledger.of(family.keySet()), people, rulesOf(family.keySet()), steps);
    }

    /** The steps of a story alone. */
    @Transactional(readOnly = true)
    public StepsTaken stepsOf(String numberOrId, boolean wholeOrder) {
        return steps(family(cases.byNumberOrId(numberOrId), wholeOrder));
    }

    private StepsTaken steps(Map<Long, CaseFile> family) {
        StepsTaken.Collecting steps = new StepsTaken.Collecting();
        family.values().forEach(one -> steps.add(one.id(), one.number(), processes.diagrams(one.id())));
        return steps.inOrder();
    }

    /** This case first, then the one it was merged into and those merged into that, then those of the order. */
    private Map<Long, CaseFile> family(CaseFile file, boolean wholeOrder) {
        long survivor = jdbc.sql("SELECT COALESCE(merged_into, id) FROM case_file WHERE id = ?").param(file.id()).query(Long.class).single();
        Set<Long> ids = new LinkedHashSet<>(List.of(file.id(), survivor));
        ids.addAll(jdbc.sql("SELECT id FROM case_file WHERE merged_into = ? ORDER BY id").param(survivor).query(Long.class).list());
        if (wholeOrder) {
            cases.ofOrder(file.orderId()).forEach(other -> ids.add(other.id()));
        }
        Map<Long, CaseFile> byId = cases.all(ids).stream().collect(Collectors.toMap(CaseFile::id, Function.identity()));
        Map<Long, CaseFile> family = new java.util.LinkedHashMap<>();
        ids.forEach(id -> family.put(id, byId.get(id)));
        return family;
    }

    private List<RuleNames.Named> rulesOf(Set<Long> ids) {
        Map<String, RuleNames.Named> named = new TreeMap<>();
        rules.rows().forEach(row -> named.put(row.code(), row));
        Set<String> known = new TreeSet<>();
        ids.forEach(id -> known.addAll(facts.known(id, Fact.Kind.RULE, named.keySet())));
        return known.stream().map(named::get).toList();
    }
}

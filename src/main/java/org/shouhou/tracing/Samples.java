package org.shouhou.tracing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Quality control: cases drawn at random out of a search, and scored. Sheets are no part of a case: nothing here changes
 * a case, money or a setting, and a finished sheet is never changed either.
 */
@Service
class Samples {

    /** @param seed null for one of our own @param size null for the usual one @param question as the search is asked */
    record NewSample(String requestId, String seed, Integer size, Map<String, String> question) {
    }

    /** @param version the next one of this reviewer, from 1 @param marks 0 to 5 for every criterion */
    record NewSheet(Integer version, Map<String, Integer> marks, String note) {
    }

    /** @param created false when the same request was carried out before */
    record Drawn(Sample sample, boolean created) {
    }

    /** More than these are not gone through for one draw: a narrower question says more. */
    static final int MOST_TO_DRAW_FROM = 20_000;
    private static final int MOST_DRAWN = 500;
    private static final int BEST = 5;
    private static final int PORTION = 500;

    private final AuditSearch search;
    private final SampleTable table;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    Samples(AuditSearch search, SampleTable table, CaseHistory history, Settings settings, Clock clock) {
        this.search = search;
        this.table = table;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    List<Sample> newest() {
        return table.newest();
    }

    /** @throws Problem 404 */
    @Transactional(readOnly = true)
    public Sample get(String id) {
        return Optional.of(id).filter(text -> text.matches("\\d{1,18}")).flatMap(text -> table.find(Long.parseLong(text)))
                .orElseThrow(() -> Problem.notFound("sample", id));
    }

    /** @throws Problem 400 for wrong fields; 409 when the request id stands for another draw; 422 with nothing, or too much, to draw from */
    @Transactional
    public Drawn draw(NewSample wanted, Actor actor) {
        Wanted question = checked(wanted);
        String hash = Json.hash(List.of(question.given(), String.valueOf(wanted.seed()), String.valueOf(wanted.size()), actor.name()));
        Optional<SampleTable.Request> before = table.request(wanted.requestId());
        if (before.isPresent()) {
            if (!before.get().bodyHash().equals(hash)) {
                throw Problem.conflict("request-id-used", "The request id " + wanted.requestId() + " was used before for something else.");
            }
            return new Drawn(get(Long.toString(before.get().sampleId())), false);
        }
        List<CaseFile> all = all(question);
        String seed = wanted.seed() == null || wanted.seed().isBlank() ? UUID.randomUUID().toString().substring(0, 8) : wanted.seed().strip();
        int size = wanted.size() == null ? (int) settings.number(Figure.AUDIT_SAMPLE_SIZE, Settings.ALL_SHOPS) : wanted.size();
        // whoever hashes the seed with the number of each case finds the same ones
        List<Sample.Drawn> drawn = all.stream().sorted(Comparator.comparing(file -> Json.hash(List.of(seed, file.number())))).limit(size)
                .map(file -> new Sample.Drawn(file.id(), file.number(), file.type(), file.status().name(), null, agent(file, question), List.of())).toList();
        Sample sample = new Sample(0, question.given(), seed, all.size(), settings.list(Figure.AUDIT_CRITERIA, Settings.ALL_SHOPS), actor.name(), clock.millis(), drawn);
        try {
            return new Drawn(get(Long.toString(table.add(wanted.requestId(), hash, sample))), true);
        } catch (DuplicateKeyException twice) {
            throw Problem.conflict("request-id-used", "The request id " + wanted.requestId() + " is being used just now.");
        }
    }

    private Wanted checked(NewSample wanted) {
        List<FieldProblem> wrong = new ArrayList<>();
        if (wanted.requestId() == null || wanted.requestId().isBlank() || wanted.requestId().length() > 150) {
            wrong.add(new FieldProblem("requestId", wanted.requestId() == null || wanted.requestId().isBlank() ? "Is required." : "Is longer than 150 characters."));
        }
        if (wanted.seed() != null && wanted.seed().length() > 40) {
            wrong.add(new FieldProblem("seed", "Is longer than 40 characters."));
        }
        if (wanted.size() != null && (wanted.size() < 1 || wanted.size() > MOST_DRAWN)) {
            wrong.add(new FieldProblem("size", "Must be a whole number from 1 to " + MOST_DRAWN + "."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        return search.wanted(wanted.question() == null ? Map.of() : wanted.question());
    }

    private List<CaseFile> all(Wanted question) {
        List<CaseFile> all = new ArrayList<>();
        String cursor = null;
        do {
            AuditSearch.Page page = search.find(question, cursor, PORTION);
            all.addAll(page.cases());
            cursor = page.cursor();
            if (all.size() > MOST_TO_DRAW_FROM) {
                throw Problem.unprocessable("too-much-to-draw-from", "More than " + MOST_TO_DRAW_FROM + " cases fit: narrow the search, by time for example.");
            }
        } while (cursor != null);
        if (all.isEmpty()) {
            throw Problem.unprocessable("nothing-to-draw-from", "No case fits the search.");
        }
        return all;
    }

    /** Who was asked for, else whoever completed the last task. */
    private String agent(CaseFile file, Wanted question) {
        String asked = question.facts().getOrDefault(Fact.Kind.DECIDED, question.facts().get(Fact.Kind.AGENT));
        return asked != null ? asked : history.latest(file.id(), "TASK_COMPLETED").map(CaseHistory.Event::actor)
                .filter(actor -> !actor.equals(CaseHistory.SYSTEM)).orElse(null);
    }

    /** Finishes a sheet. @throws Problem 400 for wrong marks; 404 for another case; 409 when this version is finished already */
    @Transactional
    public Sample.Sheet score(String sampleId, String caseId, NewSheet given, Actor actor) {
        Sample sample = get(sampleId);
        Sample.Drawn drawn = drawn(sample, caseId);
        List<FieldProblem> wrong = new ArrayList<>();
        Map<String, Integer> marks = given.marks() == null ? Map.of() : given.marks();
        sample.criteria().forEach(criterion -> {
            Integer mark = marks.get(criterion);
            if (mark == null) {
                wrong.add(new FieldProblem("marks." + criterion, "Is required."));
            } else if (mark < 0 || mark > BEST) {
                wrong.add(new FieldProblem("marks." + criterion, "Must be a whole number from 0 to " + BEST + "."));
            }
        });
        marks.keySet().stream().filter(criterion -> !sample.criteria().contains(criterion))
                .forEach(criterion -> wrong.add(new FieldProblem("marks." + criterion, "This field is not known.")));
        if (given.note() != null && given.note().length() > 2000) {
            wrong.add(new FieldProblem("note", "Is longer than 2000 characters."));
        }
        if (given.version() == null) {
            wrong.add(new FieldProblem("version", "Is required."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        if (given.version() != drawn.versions(actor.name()) + 1) {
            throw finished();
        }
        Sample.Sheet sheet = new Sample.Sheet(actor.name(), given.version(), new TreeMap<>(marks), given.note() == null || given.note().isBlank() ? null : given.note().strip(), clock.millis());
        try {
            table.add(sample.id(), drawn.caseId(), sheet);
        } catch (DuplicateKeyException twice) {
            throw finished();
        }
        return sheet;
    }

    private static Problem finished() {
        return Problem.conflict("sheet-finished", "This version of the sheet is finished, and a finished sheet is not changed. Look at it and write the next version.");
    }

    /** @throws Problem 404 when the case is not in the sample */
    static Sample.Drawn drawn(Sample sample, String caseId) {
        return sample.cases().stream().filter(one -> Long.toString(one.caseId()).equals(caseId) || one.number().equals(caseId)).findFirst()
                .orElseThrow(() -> Problem.notFound("case", caseId));
    }

    /** For each person whose work was scored, of the newest sheet of each reviewer. */
    static List<Sample.Mean> means(Sample sample) {
        Map<String, List<Sample.Sheet>> byAgent = new TreeMap<>();
        sample.cases().stream().filter(drawn -> drawn.agent() != null)
                .forEach(drawn -> byAgent.computeIfAbsent(drawn.agent(), ignored -> new ArrayList<>()).addAll(drawn.newest()));
        return byAgent.entrySet().stream().filter(one -> !one.getValue().isEmpty()).map(one -> {
            Map<String, Long> byCriterion = new LinkedHashMap<>();
            sample.criteria().forEach(criterion -> byCriterion.put(criterion, mean(one.getValue().stream().map(sheet -> sheet.marks().get(criterion)).toList())));
            return new Sample.Mean(one.getKey(), one.getValue().size(), mean(one.getValue().stream().flatMap(sheet -> sheet.marks().values().stream()).toList()), byCriterion);
        }).toList();
    }

    /** Times 100, rounded half up. */
    static long mean(List<Integer> marks) {
        long sum = marks.stream().mapToLong(Integer::longValue).sum();
        return (200 * sum / marks.size() + 1) / 2;
    }
}

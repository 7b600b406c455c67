package org.shouhou.tracing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.shouhou.casefile.StoryWords;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A case traced, over HTTP. */
@RestController
@RequestMapping("/api/audit/cases/{caseId}")
class TraceApi {

    /**
     * An event.
     *
     * @param cameBy   PAGE, API, HOOK, LINK or WORK; null for events from before this was kept
     * @param cameFrom an address, a source, or the name of our own work
     * @param asked    the money of the story up to and with this event, in minor units
     * @param step     its number among the steps; null when none is kept
     */
    record Event(long seq, String caseId, Instant at, String actor, String kind, String title, List<String> words, List<StoryWords.Fact> facts,
            String cameBy, String cameFrom, boolean money, long asked, long approved, long paid, long recovered, Integer step) {

        static Event of(Traces.Line line) {
            return new Event(line.seq(), line.caseId(), line.at(), line.actor(), line.kind(), line.told().title(), line.told().words(), line.told().facts(),
                    line.whence().by(), line.whence().from(), line.money(), line.sums().asked(), line.sums().approved(), line.sums().paid(),
                    line.sums().recovered(), line.step() == null ? null : line.step().no());
        }
    }

    /**
     * @param cases             numbers of the cases in it, this one first
     * @param paid              what left by the history, {@code ledgerPaid} by the ledger; minor units
     * @param agreesWithLedger  whether both say the same, to the cent
     */
    record Trace(String caseId, String number, String currency, List<String> cases, long asked, long approved, long paid, long recovered,
            long ledgerPaid, long ledgerRecovered, boolean agreesWithLedger, List<Event> events) {
    }

    /** @param version of the model each process ran on */
    record Steps(List<StepsTaken.Instance> instances, List<StepsTaken.Step> steps) {
    }

    private final Traces traces;
    private final TraceTable table;

    TraceApi(Traces traces, TraceTable table) {
        this.traces = traces;
        this.table = table;
    }

    /**
     * Every event of a case and of those merged with it, in order. kind: customer, contact, message, money, note, task or
     * other; who: a user name; order=true: with all cases of its order.
     */
    @GetMapping
    Trace trace(@PathVariable String caseId, @RequestParam(required = false) String kind, @RequestParam(required = false) String who,
            @RequestParam(defaultValue = "false") boolean order) {
        Traces.Story story = traces.of(caseId, TracePages.part(kind, who, order));
        MoneySums sums = story.sums();
        return new Trace(Long.toString(story.file().id()), story.file().number(), story.file().currency(),
                story.cases().stream().map(org.shouhou.casefile.CaseFile::number).toList(), sums.asked(), sums.approved(), sums.paid(), sums.recovered(),
                story.ledger().paid(), story.ledger().recovered(), story.agrees(), story.lines().stream().map(Event::of).toList());
    }

    /** The steps taken, in order of time, and the models they were taken in. */
    @GetMapping("/steps")
    Steps steps(@PathVariable String caseId, @RequestParam(defaultValue = "false") boolean order) {
        StepsTaken taken = traces.stepsOf(caseId, order);
        return new Steps(taken.instances(), taken.steps());
    }

    /** The trace as a table for spreadsheets. */
    @GetMapping("/trace.csv")
    void csv(@PathVariable String caseId, @RequestParam(required = false) String kind, @RequestParam(required = false) String who,
            @RequestParam(defaultValue = "false") boolean order, HttpServletResponse answer) throws IOException {
        table.write(traces.of(caseId, TracePages.part(kind, who, order)), answer);
    }
}

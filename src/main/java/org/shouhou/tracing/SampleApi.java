package org.shouhou.tracing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Quality control over HTTP: the only thing an auditor writes, and no part of any case. */
@RestController
@RequestMapping("/api/audit/samples")
class SampleApi {

    record Sheet(String reviewer, int version, Map<String, Integer> marks, String note, Instant finishedAt) {

        static Sheet of(Sample.Sheet sheet) {
            return new Sheet(sheet.reviewer(), sheet.version(), sheet.marks(), sheet.note(), Instant.ofEpochMilli(sheet.finishedMs()));
        }
    }

    /** @param agent whose work is scored; null where nobody decided anything */
    record Case(String caseId, String number, String agent, List<Sheet> sheets) {
    }

    /** @param means per person, of the newest sheet of each reviewer, times 100 */
    record View(String sampleId, Map<String, String> question, String seed, int population, List<String> criteria, String drawnBy, Instant drawnAt,
            List<Case> cases, List<Sample.Mean> means) {

        static View of(Sample sample) {
            return new View(Long.toString(sample.id()), sample.question(), sample.seed(), sample.population(), sample.criteria(), sample.drawnBy(), sample.drawnAt(),
                    sample.cases().stream().map(one -> new Case(Long.toString(one.caseId()), one.number(), one.agent(), one.sheets().stream().map(Sheet::of).toList())).toList(),
                    Samples.means(sample));
        }
    }

    private final Samples samples;
    private final SampleSheetFile file;

    SampleApi(Samples samples, SampleSheetFile file) {
        this.samples = samples;
        this.file = file;
    }

    /** The newest hundred, without their cases. */
    @GetMapping
    List<View> all() {
        return samples.newest().stream().map(View::of).toList();
    }

    @GetMapping("/{sampleId}")
    View one(@PathVariable String sampleId) {
        return View.of(samples.get(sampleId));
    }

    /** 201 with the cases drawn out of a search; 200 with the same ones when the request was made before. */
    @PostMapping
    ResponseEntity<View> draw(@RequestBody Samples.NewSample wanted) {
        Samples.Drawn drawn = samples.draw(wanted, Actor.current());
        return ResponseEntity.status(drawn.created() ? HttpStatus.CREATED : HttpStatus.OK).body(View.of(drawn.sample()));
    }

    /** Finishes a sheet: marks from 0 to 5 for every criterion. It is never changed; a second thought is the next version. */
    @PostMapping("/{sampleId}/cases/{caseId}/sheets")
    @ResponseStatus(HttpStatus.CREATED)
    Sheet score(@PathVariable String sampleId, @PathVariable String caseId, @RequestBody Samples.NewSheet sheet) {
        return Sheet.of(samples.score(sampleId, caseId, sheet, Actor.current()));
    }

    /** Every version of every sheet as a table for spreadsheets. */
    @GetMapping("/{sampleId}/sheets.csv")
    void csv(@PathVariable String sampleId, HttpServletResponse answer) throws IOException {
        file.write(samples.get(sampleId), answer);
    }
}

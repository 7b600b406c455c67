package org.shouhou.reporting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures over HTTP. */
@RestController
class FiguresApi {

    private static final Duration LONGEST = Duration.ofDays(100);
    private final Figures figures;

    FiguresApi(Figures figures) {
        this.figures = figures;
    }

    /** Of the cases opened in a stretch of time of at most 100 days. */
    @GetMapping("/api/figures")
    Figures.Report figures(@RequestParam Instant from, @RequestParam Instant to) {
        if (!Db.keeps(from) || !Db.keeps(to) || !to.isAfter(from) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Problem.fields(List.of(new FieldProblem("to", "Must be after the start, by 100 days at most.")));
        }
        return figures.of(from, to);
    }
}

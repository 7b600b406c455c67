package org.shouhou.reporting;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.settings.Settings;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures over HTTP. */
@RestController
class FiguresApi {

    private static final Duration LONGEST = Duration.ofDays(100);
    private final Figures figures;
    private final Charts charts;
    private final Behind behind;
    private final FigureFiles files;
    private final FigureBuilding building;
    private final Settings settings;
    private final Clock clock;

    FiguresApi(Figures figures, Charts charts, Behind behind, FigureFiles files, FigureBuilding building, Settings settings, Clock clock) {
        this.figures = figures;
        this.charts = charts;
        this.behind = behind;
        this.files = files;
        this.building = building;
        this.settings = settings;
        this.clock = clock;
    }

    /** Of the cases opened in a stretch of time of at most 100 days. */
    @GetMapping("/api/figures")
    Figures.Report figures(@RequestParam Instant from, @RequestParam Instant to) {
        if (!Db.keeps(from) || !Db.keeps(to) || !to.isAfter(from) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Problem.fields(List.of(new FieldProblem("to", "Must be after the start, by 100 days at most.")));
        }
        return figures.of(from, to);
    }

    /**
     * A chart: backlog, due (as it stands now), flow, deadlines, reply, solve, money (day by day), parts (every figure, by
     * one thing) or crossed (one thing against another). Days are the shop's; left out, the two weeks until today. Each cell
     * names the query of {@code /api/figures/cases} that lists what is behind it.
     */
    @GetMapping("/api/figures/charts/{name}")
    Chart chart(@PathVariable String name, @ParameterObject Wanted wanted) {
        return charts.chart(name, wanted.ask(today()), false);
    }

    /** The same as a file for spreadsheets, with every row there is. */
    @GetMapping(path = "/api/figures/charts/{name}.csv", produces = "text/csv")
    void chartFile(@PathVariable String name, @ParameterObject Wanted wanted, HttpServletResponse response) throws IOException {
        Ask ask = wanted.ask(today());
        Chart chart = charts.chart(name, ask, true);
        try (Writer out = file("figures-" + name + "-" + ask.from() + "-" + ask.to(), response)) {
            files.write(chart, out);
        }
    }

    /**
     * What is behind a point, 50 at a time: exactly the cases it counts, each with its share.
     *
     * @param measure INTAKE, CLOSED, FIRST_REPLY, MET, MISSED, REOPENED, REFUND, FREIGHT, COMPENSATION, GIFT, RESHIP, RECOVERED, BACKLOG or DUE
     */
    @GetMapping("/api/figures/cases")
    Behind.Page cases(@RequestParam String measure, @ParameterObject Wanted wanted, @RequestParam(required = false) String andValue,
            @RequestParam(required = false) String age, @RequestParam(required = false) String hour, @RequestParam(required = false) String cursor) {
        return behind.page(new Behind.Point(measure, wanted.ask(today()), andValue, age, hour), cursor);
    }

    /** The whole list as a file for spreadsheets. */
    @GetMapping(path = "/api/figures/cases.csv", produces = "text/csv")
    void casesFile(@RequestParam String measure, @ParameterObject Wanted wanted, @RequestParam(required = false) String andValue,
            @RequestParam(required = false) String age, @RequestParam(required = false) String hour, HttpServletResponse response) throws IOException {
        Behind.Point point = new Behind.Point(measure, wanted.ask(today()), andValue, age, hour);
        behind.page(point, null, 1);
        try (Writer out = file("cases-" + measure, response)) {
            files.write(point, out);
        }
    }

    /** How far the cases that were there before figures were kept are counted. */
    @GetMapping("/api/figures/build")
    FigureBuilding.Progress progress() {
        return building.progress();
    }

    /** Counts every case anew from its own facts, in the background; figures can be read meanwhile. */
    @PostMapping("/api/figures/build")
    FigureBuilding.Progress anew() {
        return building.anew();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone(Settings.ALL_SHOPS));
    }

    private static Writer file(String name, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9-]", "") + ".csv\"");
        return new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    }
}

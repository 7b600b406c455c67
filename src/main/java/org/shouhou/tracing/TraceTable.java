package org.shouhou.tracing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.shouhou.casefile.StoryWords;
import org.shouhou.common.CsvTable;
import org.shouhou.common.Money;
import org.shouhou.desk.Shown;
import org.springframework.stereotype.Component;

/** A trace as a CSV file, in the reader's language. */
@Component
class TraceTable {

    private static final List<String> COLUMNS = List.of("trace.no", "tasks.case", "trace.when", "trace.who", "trace.cameBy", "trace.cameFrom", "trace.what",
            "trace.said", "trace.before", "trace.after", "trace.facts", "trace.process", "trace.version", "trace.step", "trace.asked", "trace.approved", "trace.paid",
            "trace.recovered", "audit.currency");

    private final Shown shown;
    private final StepNames steps;

    TraceTable(Shown shown, StepNames steps) {
        this.shown = shown;
        this.steps = steps;
    }

    void write(Traces.Story story, HttpServletResponse answer) throws IOException {
        FoundCases.csvNamed(story.file().number() + "-trace.csv", answer);
        String currency = story.file().currency();
        try (CsvTable.Rows rows = CsvTable.begin(answer.getOutputStream(), COLUMNS.stream().map(shown::text).toList())) {
            story.lines().forEach(line -> rows.add(row(story, line, currency)));
        }
    }

    private List<String> row(Traces.Story story, Traces.Line line, String currency) {
        List<String> row = new ArrayList<>(List.of(Long.toString(line.seq()), line.number(), shown.full(line.at()),
                line.bySystem() ? shown.text("word.system") : line.actor(), line.whence().by() == null ? "" : shown.code("cameBy", line.whence().by()),
                Objects.toString(line.whence().from(), ""), line.told().title(), String.join("\n", line.told().words()), fact(line, "before"), fact(line, "after"),
                line.told().facts().stream().filter(fact -> !fact.key().equals("before") && !fact.key().equals("after"))
                        .map(fact -> fact.label() + ": " + fact.value()).collect(Collectors.joining("; "))));
        if (line.step() == null) {
            row.addAll(List.of("", "", ""));
        } else {
            StepsTaken.Instance instance = story.steps().instances().get(line.step().instance());
            row.addAll(List.of(shown.code("process", instance.process()), Integer.toString(instance.version()), steps.said(line.step().name())));
        }
        for (long minor : new long[] {line.sums().asked(), line.sums().approved(), line.sums().paid(), line.sums().recovered()}) {
            row.add(new Money(minor, currency).plain());
        }
        row.add(currency);
        return row;
    }

    private String fact(Traces.Line line, String key) {
        return line.told().facts().stream().filter(fact -> fact.key().equals(key)).map(StoryWords.Fact::value).collect(shown.listing());
    }
}

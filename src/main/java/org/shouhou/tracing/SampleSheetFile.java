package org.shouhou.tracing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.shouhou.common.CsvTable;
import org.shouhou.desk.Shown;
import org.springframework.stereotype.Component;

/** The sheets of a sample as a CSV file, in the reader's language. */
@Component
class SampleSheetFile {

    private final Shown shown;

    SampleSheetFile(Shown shown) {
        this.shown = shown;
    }

    void write(Sample sample, HttpServletResponse answer) throws IOException {
        FoundCases.csvNamed("sample-" + sample.id() + ".csv", answer);
        List<String> header = Stream.concat(Stream.concat(Stream.of("tasks.case", "cases.type", "sample.agent", "sample.reviewer", "sample.version").map(shown::text),
                sample.criteria().stream().map(criterion -> shown.code("criterion", criterion))), Stream.of("sample.note", "sample.finished").map(shown::text)).toList();
        try (CsvTable.Rows rows = CsvTable.begin(answer.getOutputStream(), header)) {
            sample.cases().forEach(one -> {
                if (one.sheets().isEmpty()) {
                    rows.add(row(sample, one, null));
                }
                one.sheets().forEach(sheet -> rows.add(row(sample, one, sheet)));
            });
        }
    }

    private List<String> row(Sample sample, Sample.Drawn one, Sample.Sheet sheet) {
        List<String> row = new ArrayList<>(List.of(one.number(), shown.code("type", one.type()), Objects.toString(one.agent(), "")));
        row.add(sheet == null ? "" : sheet.reviewer());
        row.add(sheet == null ? "" : Integer.toString(sheet.version()));
        sample.criteria().forEach(criterion -> row.add(sheet == null ? "" : Objects.toString(sheet.marks().get(criterion), "")));
        row.add(sheet == null ? "" : Objects.toString(sheet.note(), ""));
        row.add(sheet == null ? "" : shown.fullMs(sheet.finishedMs()));
        return row;
    }
}

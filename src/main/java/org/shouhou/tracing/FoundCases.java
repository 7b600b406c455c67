package org.shouhou.tracing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.shouhou.casefile.CaseFile;
import org.shouhou.common.CsvTable;
import org.shouhou.desk.Shown;
import org.springframework.stereotype.Component;

/** A list of cases as a CSV file, in the reader's language. */
@Component
class FoundCases {

    private static final List<String> COLUMNS = List.of("tasks.case", "cases.type", "cases.status", "audit.outcome", "audit.shop", "tasks.order", "tasks.buyer",
            "tasks.reason", "tasks.amount", "audit.currency", "audit.channel", "cases.opened", "cases.closed");
    private static final int PORTION = 500;
    /** A spreadsheet takes no more; whoever needs more narrows the time. */
    private static final int MOST = 100_000;

    private final AuditSearch search;
    private final Shown shown;

    FoundCases(AuditSearch search, Shown shown) {
        this.search = search;
        this.shown = shown;
    }

    void write(Wanted wanted, HttpServletResponse answer) throws IOException {
        // whatever is wrong with the question is said before the file begins
        AuditSearch.Page page = search.find(wanted, null, PORTION);
        csvNamed("cases.csv", answer);
        try (CsvTable.Rows rows = CsvTable.begin(answer.getOutputStream(), COLUMNS.stream().map(shown::text).toList())) {
            int written = 0;
            while (true) {
                page.cases().forEach(file -> rows.add(row(file)));
                written += page.cases().size();
                if (page.cursor() == null || written >= MOST) {
                    break;
                }
                page = search.find(wanted, page.cursor(), PORTION);
            }
        }
    }

    static void csvNamed(String name, HttpServletResponse answer) {
        answer.setContentType("text/csv; charset=UTF-8");
        answer.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    private List<String> row(CaseFile file) {
        return new ArrayList<>(Stream.of(file.number(), shown.code("type", file.type()), shown.code("status", file.status()),
                file.outcome() == null ? "" : shown.code("outcome", file.outcome()), file.shop(), file.orderNo(), file.buyer() == null ? "" : file.buyer(),
                shown.code("reason", file.reason()), file.amount() == null ? "" : file.amount().plain(), file.currency(),
                shown.code("channel", file.channel()), full(file.openedAt()), full(file.closedAt())).toList());
    }

    private String full(Instant at) {
        return shown.full(at);
    }
}

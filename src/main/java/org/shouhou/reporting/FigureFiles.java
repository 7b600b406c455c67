package org.shouhou.reporting;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.shouhou.desk.Shown;
import org.shouhou.reporting.Chart.Form;
import org.springframework.stereotype.Service;

/**
 * Charts and lists as files for spreadsheets: with a byte order mark, numbers as numbers, and what begins like a formula
 * quoted, since some of it was typed by customers. A list is written as it is read, however long.
 */
@Service
public class FigureFiles {

    private static final int PORTION = 500;
    private final Behind behind;
    private final ChartWords words;
    private final Shown shown;

    FigureFiles(Behind behind, ChartWords words, Shown shown) {
        this.behind = behind;
        this.words = words;
        this.shown = shown;
    }

    /** The table of a chart, and its sums as the last row. */
    public void write(Chart chart, Writer out) throws IOException {
        CsvWriter csv = begin(out);
        List<String> head = new ArrayList<>(List.of(safe(shown.text("figures.rows." + chart.rowsAre()))));
        chart.series().forEach(series -> head.add(safe(words.series(chart, series) + unit(series.form(), chart.currency()))));
        csv.writeRecord(head);
        chart.rows().forEach(row -> csv.writeRecord(line(chart, words.wholeRow(chart, row.key()), row.cells())));
        csv.writeRecord(line(chart, shown.text("figures.sum"), chart.sum()));
        csv.flush();
    }

    private List<String> line(Chart chart, String name, List<Chart.Cell> cells) {
        List<String> line = new ArrayList<>(List.of(safe(name)));
        for (int i = 0; i < cells.size(); i++) {
            line.add(ChartWords.filed(chart.series().get(i).form(), cells.get(i).value(), chart.currency()));
        }
        return line;
    }

    private String unit(Form form, String currency) {
        return switch (form) {
            case SECONDS -> " (" + shown.text("figures.unit.SECONDS") + ")";
            case PERCENT -> " (%)";
            case MONEY -> " (" + currency + ")";
            case COUNT -> "";
        };
    }

    /** The whole list behind a point. */
    public void write(Behind.Point point, Writer out) throws IOException {
        Behind.Page page = behind.page(point, null, PORTION);
        CsvWriter csv = begin(out);
        boolean due = point.measure().equals(NowCharts.DUE);
        List<String> head = new ArrayList<>(List.of("tasks.case", "cases.type", "cases.status", "tasks.order", "tasks.reason", "cases.opened").stream().map(shown::text).toList());
        head.addAll(due ? List.of(shown.text("tasks.task"), shown.text("tasks.due"), shown.text("tasks.owner"))
                : List.of(shown.text("figures.rows.DAY"), shown.text("figures.times"), shown.text("figures.share") + unit(form(page.unit()), page.currency())));
        csv.writeRecord(head);
        while (true) {
            for (Behind.Share one : page.cases()) {
                csv.writeRecord(due ? task(one) : share(page, one));
            }
            if (page.cursor() == null) {
                break;
            }
            page = behind.page(point, page.cursor(), PORTION);
        }
        csv.flush();
    }

    private static Form form(String unit) {
        return Form.valueOf(unit);
    }

    private List<String> task(Behind.Share one) {
        List<String> line = first(one);
        line.addAll(List.of(safe(shown.code("task", one.task())), shown.full(one.due()), safe(one.owner())));
        return line;
    }

    private List<String> share(Behind.Page page, Behind.Share one) {
        List<String> line = first(one);
        line.addAll(List.of(one.day() == null ? "" : one.day().toString(), Long.toString(one.n()),
                page.unit().equals("COUNT") ? "" : ChartWords.filed(form(page.unit()), one.share(), page.currency())));
        return line;
    }

    private List<String> first(Behind.Share one) {
        return new ArrayList<>(List.of(safe(one.number()), safe(shown.code("type", one.type())),
                one.outcome() == null ? safe(shown.code("status", one.status())) : safe(shown.code("outcome", one.outcome())),
                safe(one.orderNo()), safe(shown.code("reason", one.reason())), shown.full(one.openedAt())));
    }

    private static CsvWriter begin(Writer out) throws IOException {
        out.write('\uFEFF');
        return CsvWriter.builder().build(out);
    }

    private static String safe(String text) {
        return org.shouhou.common.CsvTable.safe(text);
    }
}

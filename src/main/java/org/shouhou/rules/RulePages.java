package org.shouhou.rules;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Problem;
import org.shouhou.engine.DecisionTables;
import org.shouhou.engine.DecisionTables.Table;
import org.shouhou.settings.Figure;
import org.shouhou.settings.SettingRow;
import org.shouhou.settings.Settings;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** The decision tables in the desk: for everybody who decides by them, changed by nobody here. */
@Controller
class RulePages {

    /**
     * A figure as it holds.
     *
     * @param since null when it is the default
     * @param until null when no end is known
     * @param shops values of single shops, and values that come later
     */
    record Holding(Figure figure, String value, Instant since, Instant until, List<SettingRow> shops) {
    }

    private final DecisionTables tables;
    private final Settings settings;
    private final ModelWords words;
    private final Clock clock;

    RulePages(DecisionTables tables, Settings settings, ModelWords words, Clock clock) {
        this.words = words;
        this.tables = tables;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/rules")
    String all(Model model) {
        model.addAttribute("tables", tables.all());
        return "rules/list";
    }

    @GetMapping("/rules/{decision}")
    String one(@PathVariable String decision, Model model) {
        Table table = table(decision);
        model.addAttribute("table", table);
        model.addAttribute("title", words.said(table.name().name()));
        model.addAttribute("figures", RuleFigures.of(decision, table.inputs()).stream().map(this::holding).toList());
        return "rules/table";
    }

    /** The table itself (DMN 1.3), as it holds now. */
    @GetMapping(path = "/api/rules/{decision}", produces = MediaType.APPLICATION_XML_VALUE)
    @ResponseBody
    String xml(@PathVariable String decision) {
        return table(decision).xml();
    }

    private Table table(String decision) {
        return tables.find(decision).orElseThrow(() -> Problem.notFound("decision table", decision));
    }

    private Holding holding(Figure figure) {
        Instant now = clock.instant();
        List<SettingRow> rows = settings.valuesOf(figure.code());
        Optional<SettingRow> holds = rows.stream().filter(row -> row.shop().equals(Settings.ALL_SHOPS))
                .filter(row -> !row.from().isAfter(now) && (row.to() == null || row.to().isAfter(now)))
                .reduce((one, later) -> later);
        Instant next = settings.changes(figure, Settings.ALL_SHOPS, now, Instant.MAX).stream().findFirst().orElse(null);
        return new Holding(figure, settings.text(figure, Settings.ALL_SHOPS), holds.map(SettingRow::from).orElse(null), next,
                rows.stream().filter(row -> row.to() == null || row.to().isAfter(now))
                        .filter(row -> !row.shop().equals(Settings.ALL_SHOPS) || row.from().isAfter(now)).toList());
    }
}

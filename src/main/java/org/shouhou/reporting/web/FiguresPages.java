package org.shouhou.reporting.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.desk.Asked;
import org.shouhou.reporting.Ask;
import org.shouhou.reporting.Behind;
import org.shouhou.reporting.Chart;
import org.shouhou.reporting.Charts;
import org.shouhou.reporting.Wanted;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The charts with their tables, and the cases behind a point. All that was chosen stands in the address. */
@Controller
@RequestMapping("/figures")
class FiguresPages {

    private static final List<Integer> STRETCHES = List.of(7, 14, 30, 90);
    private final Charts charts;
    private final Behind behind;
    private final Asked asked;
    private final Settings settings;
    private final Clock clock;

    FiguresPages(Charts charts, Behind behind, Asked asked, Settings settings, Clock clock) {
        this.charts = charts;
        this.behind = behind;
        this.asked = asked;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping
    String figures(Wanted wanted, Model model) {
        LocalDate today = today();
        Ask ask = asked.orAgain(model, () -> wanted.ask(today));
        Ask shown = ask == null ? new Wanted(null, null, null, null, null, null, null, null).ask(today) : ask;
        Map<String, Chart> all = new LinkedHashMap<>();
        Charts.NAMES.forEach(name -> all.put(name, charts.chart(name, shown, false)));
        model.addAttribute("ask", shown);
        model.addAttribute("charts", all);
        model.addAttribute("shops", charts.shops(shown));
        model.addAttribute("currencies", charts.currencies(shown));
        model.addAttribute("complete", charts.complete());
        model.addAttribute("now", clock.instant());
        Map<Integer, String> stretches = new LinkedHashMap<>();
        STRETCHES.forEach(days -> stretches.put(days, today.minusDays(days - 1L).toString()));
        model.addAttribute("stretches", stretches);
        model.addAttribute("today", today.toString());
        return "reporting/figures";
    }

    @GetMapping("/cases")
    String cases(@RequestParam String measure, Wanted wanted, @RequestParam(required = false) String andValue, @RequestParam(required = false) String age,
            @RequestParam(required = false) String hour, @RequestParam(required = false) String cursor, Model model) {
        Behind.Point point = new Behind.Point(measure, wanted.ask(today()), andValue, age, hour);
        model.addAttribute("page", behind.page(point, cursor));
        model.addAttribute("point", point);
        model.addAttribute("due", measure.equals("DUE"));
        Map<String, String> query = new LinkedHashMap<>(Map.of("measure", measure));
        query.putAll(point.ask().query());
        Map<String, String> more = new LinkedHashMap<>();
        more.put("andValue", andValue);
        more.put("age", age);
        more.put("hour", hour);
        more.values().removeIf(java.util.Objects::isNull);
        query.putAll(more);
        model.addAttribute("query", query);
        return "reporting/cases";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone(Settings.ALL_SHOPS));
    }
}

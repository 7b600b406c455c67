package org.shouhou.reporting;

import java.util.List;
import org.shouhou.common.Problem;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The charts of those who lead (R34). Each takes as long after years as on the first day: they read sums of days, or what
 * is open. Every point that counts something names the list behind it.
 */
@Service
public class Charts {

    /** Their names, in the order they are shown. */
    public static final List<String> NAMES = List.of("backlog", "due", "flow", "deadlines", "reply", "solve", "money", "parts", "crossed");

    private final DayCharts days;
    private final PartCharts parts;
    private final NowCharts now;
    private final Numbers numbers;
    private final FigureBuilding building;

    Charts(DayCharts days, PartCharts parts, NowCharts now, Numbers numbers, FigureBuilding building) {
        this.days = days;
        this.parts = parts;
        this.now = now;
        this.numbers = numbers;
        this.building = building;
    }

    /** The shops, and the currencies, there are figures of in a stretch. */
    public List<String> shops(Ask ask) {
        return numbers.shops(ask);
    }

    public List<String> currencies(Ask ask) {
        return numbers.currencies(ask);
    }

    /** Whether the cases that were there before figures were kept are all counted. */
    public boolean complete() {
        return building.progress().done();
    }

    /**
     * @param all every value there is, where charts show the largest and the rest as one
     * @throws Problem 404 for a name that is none of {@link #NAMES}
     */
    @Transactional(readOnly = true)
    public Chart chart(String name, Ask ask, boolean all) {
        return switch (name) {
            case "backlog" -> now.backlog(ask.shop());
            case "due" -> now.due(ask.shop());
            case "flow" -> days.flow(ask);
            case "deadlines" -> days.deadlines(ask);
            case "reply" -> days.means("reply", ask, Measure.FIRST_REPLY);
            case "solve" -> days.means("solve", ask, Measure.CLOSED);
            case "money" -> days.money(ask);
            case "parts" -> parts.parts(ask, all);
            case "crossed" -> parts.crossed(ask, all);
            default -> throw Problem.notFound("chart", name);
        };
    }
}

package org.shouhou.changes.web;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.shouhou.desk.Shown;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Kind;
import org.shouhou.settings.TimeRange;
import org.springframework.stereotype.Component;

/** Values of figures as people read and type them: yuan, hours and names instead of minor units and codes. */
@Component("figureWords")
public class FigureWords {

    /** How a value is typed. */
    public enum Field { YUAN, COUNT, TIME_SPAN, FLAG, TIME, TEXT, CODES, CHOICE }

    /** A value as a form shows it. @param unit of a span of time: seconds, minutes, hours or days */
    public record Typed(String value, String unit) {
    }

    private static final Pattern MONEY = Pattern.compile("refund\\.limit\\..*|compensation\\..*|return\\.freightBack|callBack\\.largeAmount|oversold\\..*");
    private static final Set<Kind> WORDS = Set.of(Kind.TEXT, Kind.ADDRESS, Kind.ZONE, Kind.HOURS, Kind.TIME_RANGE);
    private static final List<String> UNITS = List.of("SECONDS", "MINUTES", "HOURS", "DAYS");

    private final Shown shown;

    FigureWords(Shown shown) {
        this.shown = shown;
    }

    public Field field(Figure figure) {
        return switch (figure.kind()) {
            case NUMBER -> MONEY.matcher(figure.code()).matches() ? Field.YUAN : Field.COUNT;
            case DURATION -> Field.TIME_SPAN;
            case FLAG -> Field.FLAG;
            case TIME -> Field.TIME;
            case CHOICE -> Field.CHOICE;
            case LIST -> figure.codes().isEmpty() ? Field.TEXT : Field.CODES;
            default -> Field.TEXT;
        };
    }

    public List<String> units() {
        return UNITS;
    }

    /** A value in words. */
    public String say(Figure figure, String value) {
        if (value == null || value.isEmpty()) {
            return shown.text("settings.nothing");
        }
        if (figure.kind() == Kind.HOURS) {
            return hours(value);
        }
        return switch (field(figure)) {
            case YUAN -> shown.money(Long.valueOf(value), "CNY");
            case TIME_SPAN -> span(Duration.parse(value));
            case FLAG -> shown.text(value.equals("true") ? "word.yes" : "word.no");
            case CODES, CHOICE -> Arrays.stream(value.split(",")).map(code -> name(figure, code.strip())).collect(shown.listing());
            default -> value.replace(",", shown.text("word.comma"));
        };
    }

    /** As {@link #say(Figure, String)} by name; other names' values stay as they are. */
    public String say(String name, String value) {
        return Figure.named(name).map(figure -> say(figure, value)).orElse(value);
    }

    /** The name of one of a figure's codes. */
    public String name(Figure figure, String code) {
        String kind = figure.code().startsWith("reasons.") ? "reason" : figure == Figure.CUSTOMER_LANGUAGE ? "language"
                : figure == Figure.CUSTOMER_CHANNELS ? "channel" : "criterion";
        return shown.code(kind, code.equals("zh-CN") ? "zh" : code);
    }

    /** Hours of days as the calendar keeps them, in words. */
    public String hours(String written) {
        String words = written.replace("closed", shown.text("calendar.closed")).replace("usual", shown.text("calendar.usual")).replace(",", shown.text("word.comma"));
        for (DayOfWeek day : DayOfWeek.values()) {
            words = words.replace(day.name().substring(0, 3), shown.text("weekday." + day));
        }
        return words;
    }

    public String ranges(List<TimeRange> ranges) {
        return ranges.isEmpty() ? shown.text("calendar.closed") : ranges.stream().map(TimeRange::toString).collect(shown.listing());
    }

    /** What a figure does; empty text where nothing is said of it. */
    public String hint(String code) {
        return shown.has("figureHint." + code) ? shown.text("figureHint." + code) : "";
    }

    /** How much later or earlier. */
    public String shift(Instant from, Instant to) {
        Duration by = Duration.between(from, to);
        return shown.text(by.isNegative() ? "change.earlier" : "change.later", span(by.abs()));
    }

    private String span(Duration time) {
        return time.toMinutes() >= 60 || time.toSeconds() % 60 == 0 && !time.isZero() ? shown.length(time) : shown.text("settings.seconds", time.toSeconds());
    }

    /** What a form shows of a value. */
    Typed typed(Figure figure, String value) {
        if (field(figure) == Field.YUAN) {
            return new Typed(BigDecimal.valueOf(Long.parseLong(value), 2).stripTrailingZeros().toPlainString(), "");
        }
        if (field(figure) != Field.TIME_SPAN) {
            return new Typed(value, "");
        }
        Duration time = Duration.parse(value);
        String unit = time.toSeconds() % 60 != 0 ? "SECONDS" : time.toMinutes() % 60 != 0 ? "MINUTES"
                : time.toHours() % 24 != 0 || time.toHours() <= 72 ? "HOURS" : "DAYS";
        return new Typed(Long.toString(time.dividedBy(one(unit))), unit);
    }

    private static Duration one(String unit) {
        return Duration.of(1, ChronoUnit.valueOf(unit));
    }

    /** What was typed, as the settings keep it; what is no number stays as it is, and is refused there. */
    String read(Figure figure, List<String> values, String unit) {
        String value = String.join(",", values).strip();
        if (field(figure) == Field.YUAN && value.matches("\\d{1,10}([.,]\\d{1,2})?")) {
            return new BigDecimal(value.replace(',', '.')).movePointRight(2).toBigInteger().toString();
        }
        if (field(figure) == Field.TIME_SPAN && value.matches("\\d{1,7}") && UNITS.contains(unit)) {
            return one(unit).multipliedBy(Long.parseLong(value)).toString();
        }
        return field(figure) == Field.TIME_SPAN || field(figure) == Field.YUAN ? "?" + value : value.replace('，', ',');
    }

    /** What is expected in the field, in words. */
    String rule(Figure figure) {
        Field field = field(figure);
        return rule(field == Field.TEXT && WORDS.contains(figure.kind()) ? figure.kind().name() : field.name());
    }

    String rule(String field) {
        return shown.text("settings.rule." + field);
    }
}

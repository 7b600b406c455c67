package org.shouhou.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Currency;
import java.util.Locale;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.shouhou.common.Money;
import org.shouhou.common.SystemText;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** How times, money and codes are shown: in the reader's language, times in the shop's zone. */
@Component("shown")
public class Shown {

    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter OTHER_YEAR = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final MessageSource texts;
    private final Settings settings;
    private final Clock clock;

    Shown(MessageSource texts, Settings settings, Clock clock) {
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
    }

    /** A moment as short as is clear: the time for today, else with the date; empty text for null. */
    public String time(Instant at) {
        if (at == null) {
            return "";
        }
        ZonedDateTime local = local(at);
        LocalDate today = local(clock.instant()).toLocalDate();
        if (local.toLocalDate().equals(today)) {
            return TODAY.format(local);
        }
        return (local.getYear() == today.getYear() ? THIS_YEAR : OTHER_YEAR).format(local);
    }

    /** As {@link #time(Instant)} for epoch millis. */
    public String timeMs(Long atMs) {
        return atMs == null ? "" : time(Instant.ofEpochMilli(atMs));
    }

    /** A moment with its whole date, for what is read on any later day; empty text for null. */
    public String dated(Instant at) {
        return at == null ? "" : OTHER_YEAR.format(local(at));
    }

    /** The time of day alone; empty text for null. */
    public String clock(Instant at) {
        return at == null ? "" : TODAY.format(local(at));
    }

    /** A moment in full, with seconds; empty text for null. */
    public String full(Instant at) {
        return at == null ? "" : FULL.format(local(at));
    }

    public String fullMs(Long atMs) {
        return atMs == null ? "" : full(Instant.ofEpochMilli(atMs));
    }

    /** The shop's own time now. */
    public String now() {
        return dated(clock.instant());
    }

    /** How far off a due time is: {@code 2 h left}, {@code 10 min late}. */
    public String left(Instant due) {
        if (due == null) {
            return "";
        }
        Duration until = Duration.between(clock.instant(), due);
        return text(until.isNegative() ? "time.late" : "time.left", length(until.abs()));
    }

    /** {@code late critical}, {@code late}, {@code soon} or {@code calm}, for how urgent a due time looks. */
    public String urgency(Instant due) {
        if (due == null) {
            return "calm";
        }
        Duration until = Duration.between(clock.instant(), due);
        if (until.isNegative()) {
            return until.abs().compareTo(settings.duration(Figure.LIST_CRITICAL_AFTER, Settings.ALL_SHOPS)) > 0 ? "late critical" : "late";
        }
        return until.compareTo(settings.duration(Figure.LIST_SOON_WITHIN, Settings.ALL_SHOPS)) < 0 ? "soon" : "calm";
    }

    /** A stretch of time in its two largest units. */
    public String length(Duration time) {
        long days = time.toDays();
        if (days > 0) {
            return time.toHoursPart() > 0 ? text("time.daysHours", days, time.toHoursPart()) : text("time.days", days);
        }
        if (time.toHours() > 0) {
            return time.toMinutesPart() > 0 ? text("time.hoursMinutes", time.toHours(), time.toMinutesPart())
                    : text("time.hours", time.toHours());
        }
        return text("time.minutes", time.toMinutes());
    }

    /** An amount with its currency's sign; empty text for null. */
    public String money(Money money) {
        return money == null ? "" : money(money.minor(), money.currency());
    }

    /** As {@link #money(Money)}. */
    public String money(Long minor, String currency) {
        if (minor == null) {
            return "";
        }
        Currency unit = Currency.getInstance(currency);
        int digits = unit.getDefaultFractionDigits();
        NumberFormat number = NumberFormat.getNumberInstance(Locale.ROOT);
        number.setMinimumFractionDigits(digits);
        number.setMaximumFractionDigits(digits);
        String amount = number.format(BigDecimal.valueOf(minor, digits));
        return "CNY".equals(currency) ? "¥" + amount : amount + " " + currency;
    }

    /** How large a file is, in its largest unit. */
    public String size(long bytes) {
        return bytes < 1024 ? bytes + " B" : bytes < 1024 * 1024 ? Math.round(bytes / 1024.0) + " KB"
                : BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1024 * 1024), 1, RoundingMode.HALF_UP) + " MB";
    }

    /** The name of a code: the text {@code <kind>.<code>}; the code itself when it has none; empty text for null. */
    public String code(String kind, Object code) {
        return code == null ? "" : texts.getMessage(kind + "." + code, null, code.toString(), locale());
    }

    /** Whether a code has a name. */
    public boolean has(String key) {
        return texts.getMessage(key, null, null, locale()) != null;
    }

    /** A text with its arguments. */
    public String text(String key, Object... arguments) {
        return texts.getMessage(key, arguments, locale());
    }

    /** What somebody wrote, as it is; what the system wrote, in the reader's language; empty text for null. */
    public String said(Object text) {
        return text == null ? "" : SystemText.read(text.toString(), this::text);
    }

    /** What somebody outside answered, in quotation marks, as it was said; empty text for null. */
    public String quoted(Object answer) {
        return answer == null || answer.toString().isBlank() ? "" : text("word.quoted", answer.toString().strip());
    }

    /** A fact of an event or a reason as people read it: instants in the shop's zone with their whole date, durations in words. */
    public String fact(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Boolean flag) {
            return text(flag ? "word.yes" : "word.no");
        }
        String plain = value.toString();
        if (plain.matches("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z")) {
            return instant(plain);
        }
        return plain.matches("PT?[0-9][0-9.DTHMS]*") ? duration(plain) : said(plain);
    }

    private String instant(String plain) {
        try {
            return dated(Instant.parse(plain));
        } catch (DateTimeParseException e) {
            return plain;
        }
    }

    private String duration(String plain) {
        try {
            return length(Duration.parse(plain));
        } catch (DateTimeParseException e) {
            return plain;
        }
    }

    /** Several things in a row, with the mark that stands between them in the reader's language. */
    public String list(Collection<?> things) {
        return things.stream().map(String::valueOf).collect(listing());
    }

    /** As {@link #list}, at the end of a stream. */
    public Collector<CharSequence, ?, String> listing() {
        return Collectors.joining(text("word.comma"));
    }

    /** The shop's zone, by its name. */
    public String zone() {
        return settings.zone(Settings.ALL_SHOPS).getId();
    }

    private ZonedDateTime local(Instant at) {
        return at.atZone(settings.zone(Settings.ALL_SHOPS));
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}

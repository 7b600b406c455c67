package org.shouhou.settings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shouhou.common.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The figures as they hold now. A shop's own value goes before one for all shops, and that before the default; of several
 * that hold, the one that began last. Values set on another node are seen within a few seconds.
 */
@Service
public class Settings {

    /** Stands for all shops in {@link SettingRow#shop()}. */
    public static final String ALL_SHOPS = "";

    private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int LONGEST_VALUE = 2000;
    private static final int LONGEST_NAME = 80;
    static final String SHOP_CODE_RULE = "A shop's code has at most 40 letters, digits, dots, dashes and underscores.";
    private static final String SHOP_CODE = "[\\p{L}\\p{N}._-]{0,40}";

    private record Snapshot(Map<String, List<SettingRow>> byName, long readAt) {
    }

    private final SettingTable table;
    private final Clock clock;
    private final List<TextKind> textKinds;
    private volatile Snapshot snapshot;
    /** Set in what {@link #with} gives only. */
    private Map<String, List<SettingRow>> imagined;

    @Autowired
    Settings(SettingTable table, Clock clock, List<TextKind> textKinds) {
        this.table = table;
        this.clock = clock;
        this.textKinds = List.copyOf(textKinds);
    }

    /** Whether a text can be a shop's code; empty stands for all shops. */
    public static boolean isShopCode(String text) {
        return text.matches(SHOP_CODE);
    }

    /** The value as text. @param shop null or empty: the one for all shops */
    public String text(Figure figure, String shop) {
        return textAt(figure, shop, clock.instant());
    }

    /** The value as it holds, or will hold as far as is known, at a moment. */
    public String textAt(Figure figure, String shop, Instant at) {
        return value(rows(figure.code()), shop, at).orElse(figure.usual());
    }

    public long number(Figure figure, String shop) {
        return read(figure, shop, Kind.NUMBER, Kind::number);
    }

    public boolean flag(Figure figure, String shop) {
        return read(figure, shop, Kind.FLAG, Boolean::valueOf);
    }

    public Duration duration(Figure figure, String shop) {
        return read(figure, shop, Kind.DURATION, Kind::duration);
    }

    public LocalTime time(Figure figure, String shop) {
        return read(figure, shop, Kind.TIME, TimeRange::clock);
    }

    /** The part of the day a {@link Kind#TIME_RANGE} figure names. */
    public TimeRange range(Figure figure, String shop) {
        return read(figure, shop, Kind.TIME_RANGE, TimeRange::parse);
    }

    /** The parts of the day a figure names; just one so far. */
    public List<TimeRange> ranges(Figure figure, String shop) {
        return List.of(range(figure, shop));
    }

    /** A {@link Kind#LIST} figure's texts, in their order. */
    public List<String> list(Figure figure, String shop) {
        return read(figure, shop, Kind.LIST, Kind::list);
    }

    /** The zone the shop's calendar days and hours are in. */
    public ZoneId zone(String shop) {
        return read(Figure.SHOP_ZONE, shop, Kind.ZONE, Kind::zone);
    }

    private <T> T read(Figure figure, String shop, Kind kind, Function<String, T> reader) {
        if (figure.kind() != kind) {
            throw new IllegalArgumentException(figure.code() + " is a " + figure.kind() + ", not a " + kind);
        }
        return reader.apply(text(figure, shop));
    }

    /** A text a feature keeps under its own prefix (see {@link TextKind}); empty when there is none now. */
    public Optional<String> named(String name, String shop) {
        return value(rows(name), shop, clock.instant());
    }

    /** All names under a prefix for which a text was ever set, sorted. */
    public List<String> namesUnder(String prefix) {
        return rows().keySet().stream().filter(name -> name.startsWith(prefix)).sorted().toList();
    }

    /** Every value set for a name, past and coming, in order of shop and begin. */
    public List<SettingRow> valuesOf(String name) {
        return rows(name);
    }

    /** The moments at which a figure's value may change for a shop, between two instants (both exclusive), in order. */
    public List<Instant> changes(Figure figure, String shop, Instant after, Instant before) {
        return rows(figure.code()).stream().filter(row -> concerns(row, shop))
                .flatMap(row -> Stream.of(Optional.of(row.from()), Optional.ofNullable(row.to())).flatMap(Optional::stream))
                .filter(at -> at.isAfter(after) && at.isBefore(before)).distinct().sorted().toList();
    }

    /**
     * Sets a figure's value from a moment on, and nothing else: who wants open deadlines to follow asks {@link SettingChanges}.
     *
     * @param shop null or empty: for all shops
     * @param from null: now
     * @param to   null: until another value follows
     * @throws Problem 400 {@code invalid-setting} when the value or the dates are not right
     */
    @Transactional
    public void set(Figure figure, String shop, String value, Instant from, Instant to, String by) {
        setNamed(figure.code(), shop, value, from, to, by);
    }

    /** As {@link #set}, by name: a figure, or a text under a feature's prefix. @throws Problem also 404 for any other name */
    @Transactional
    public void setNamed(String name, String shop, String value, Instant from, Instant to, String by) {
        put(checked(name, shop, value, from, to, by));
    }

    /** A value that may be set, without setting it. @throws Problem as {@link #setNamed} */
    public SettingRow checked(String name, String shop, String value, Instant from, Instant to, String by) {
        String text = value == null ? "" : value.strip();
        Instant begin = (from == null ? clock.instant() : from).truncatedTo(ChronoUnit.SECONDS);
        Instant end = to == null ? null : to.truncatedTo(ChronoUnit.SECONDS);
        SettingRow row = new SettingRow(name, shop == null ? ALL_SHOPS : shop, text, begin, end, by);
        check(row);
        return row;
    }

    /** Sets what was checked. */
    @Transactional
    public void put(SettingRow row) {
        table.put(row);
        forgetNowAndAfterwards();
    }

    /** The figures as they would hold if a value were set; nothing is. */
    public Settings with(SettingRow row) {
        Map<String, List<SettingRow>> others = new HashMap<>(rows());
        others.put(row.name(), Stream.concat(rows(row.name()).stream().filter(old -> !(old.shop().equals(row.shop())
                && old.from().equals(row.from()))), Stream.of(row)).toList());
        Settings imagined = new Settings(table, clock, textKinds);
        imagined.imagined = Map.copyOf(others);
        return imagined;
    }

    /** Forgets what was read a moment ago, for whoever must not miss what another node just set. */
    public void readAnew() {
        snapshot = null;
    }

    private void check(SettingRow row) {
        if (!isShopCode(row.shop())) {
            throw invalid(SHOP_CODE_RULE);
        }
        if (row.to() != null && !row.to().isAfter(row.from())) {
            throw invalid("A value ends after it begins.");
        }
        if (row.from().isBefore(Instant.EPOCH) || Stream.of(row.from(), row.to() == null ? row.from() : row.to())
                .anyMatch(at -> at.isAfter(Instant.parse("9000-01-01T00:00:00Z")))) {
            throw invalid("The dates lie between 1970 and 9000.");
        }
        if (row.value().length() > LONGEST_VALUE || row.name().length() > LONGEST_NAME) {
            throw invalid("A value has at most " + LONGEST_VALUE + " characters, a name " + LONGEST_NAME + ".");
        }
        try {
            Optional<Figure> figure = Figure.named(row.name());
            if (figure.isPresent()) {
                figure.get().check(row.value());
                checkSlots(figure.get(), row);
            } else {
                textKinds.stream().filter(kind -> row.name().startsWith(kind.prefix())).findFirst()
                        .orElseThrow(() -> Problem.notFound("setting", row.name())).check(row.name(), row.value());
            }
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    /** The evening slot follows the morning slot, whatever holds at a time from then on. */
    private void checkSlots(Figure changed, SettingRow row) {
        if (changed != Figure.SLOT_MORNING && changed != Figure.SLOT_EVENING) {
            return;
        }
        List<SettingRow> mornings = with(row, Figure.SLOT_MORNING);
        List<SettingRow> evenings = with(row, Figure.SLOT_EVENING);
        List<SettingRow> both = Stream.concat(mornings.stream(), evenings.stream()).toList();
        List<String> shops = row.shop().equals(ALL_SHOPS)
                ? both.stream().map(SettingRow::shop).distinct().toList() : List.of(row.shop());
        List<Instant> moments = Stream.concat(Stream.of(row.from()), both.stream().map(SettingRow::from))
                .filter(at -> !at.isBefore(row.from())).filter(at -> row.to() == null || at.isBefore(row.to())).distinct().toList();
        for (String shop : shops) {
            for (Instant at : moments) {
                TimeRange morning = TimeRange.parse(value(mornings, shop, at).orElse(Figure.SLOT_MORNING.usual()));
                TimeRange evening = TimeRange.parse(value(evenings, shop, at).orElse(Figure.SLOT_EVENING.usual()));
                if (morning.endsWithTheDay() || evening.from().isBefore(morning.to())) {
                    throw invalid("The morning slot " + morning + " must end before the evening slot " + evening
                            + " begins; change the other one first.");
                }
            }
        }
    }

    private List<SettingRow> with(SettingRow row, Figure figure) {
        List<SettingRow> rows = new ArrayList<>(rows(figure.code()));
        if (row.name().equals(figure.code())) {
            rows.removeIf(old -> old.shop().equals(row.shop()) && old.from().equals(row.from()));
            rows.add(row);
        }
        return rows;
    }

    private static Problem invalid(String detail) {
        return Problem.badRequest("invalid-setting", detail);
    }

    private static boolean concerns(SettingRow row, String shop) {
        return row.shop().equals(ALL_SHOPS) || row.shop().equals(shop);
    }

    private static Optional<String> value(List<SettingRow> rows, String shop, Instant at) {
        SettingRow best = null;
        for (SettingRow row : rows) {
            if (row.holds(at) && concerns(row, shop) && (best == null || goesBefore(row, best))) {
                best = row;
            }
        }
        return Optional.ofNullable(best).map(SettingRow::value);
    }

    private static boolean goesBefore(SettingRow row, SettingRow other) {
        boolean own = !row.shop().equals(ALL_SHOPS);
        boolean othersOwn = !other.shop().equals(ALL_SHOPS);
        return own != othersOwn ? own : row.from().isAfter(other.from());
    }

    private List<SettingRow> rows(String name) {
        return rows().getOrDefault(name, List.of());
    }

    private Map<String, List<SettingRow>> rows() {
        if (imagined != null) {
            return imagined;
        }
        Snapshot known = snapshot;
        if (known == null || System.nanoTime() - known.readAt() > FRESH_NANOS) {
            known = new Snapshot(table.all().stream().collect(Collectors.groupingBy(SettingRow::name)), System.nanoTime());
            snapshot = known;
        }
        return known.byName();
    }

    private void forgetNowAndAfterwards() {
        snapshot = null;
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    snapshot = null;
                }
            });
        }
    }
}

package org.shouhou.slowreview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** R23: after the evening slot's end the supervisors get the list of cases that lack a contact of that day, once. */
@Component
class MissedSlotsList implements BackgroundWork {

    /** Time for the slots' own ends to be recorded first. */
    private static final Duration AFTER = Duration.ofMinutes(1);
    /** After an outage the lists of the days before are made up for. */
    private static final int DAYS_BACK = 7;
    private final HeldOrders held;
    private final Messages messages;
    private final Settings settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    MissedSlotsList(HeldOrders held, Messages messages, Settings settings, JdbcClient jdbc, Clock clock) {
        this.held = held;
        this.messages = messages;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "missed-slots-list";
    }

    @Override
    public boolean workOnce() {
        boolean told = false;
        for (String shop : shops()) {
            ZoneId zone = settings.zone(shop);
            LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
            LocalDate last = clock.instant().isBefore(listAt(shop, today)) ? today.minusDays(1) : today;
            for (LocalDate day = last.minusDays(DAYS_BACK - 1); !day.isAfter(last); day = day.plusDays(1)) {
                told |= tell(shop, day, zone);
            }
        }
        return told;
    }

    private List<String> shops() {
        return held.shopsWithSlots(clock.instant().minus(Duration.ofDays(DAYS_BACK + 1)));
    }

    private Instant listAt(String shop, LocalDate date) {
        return settings.range(Figure.SLOT_EVENING, shop).end(date, settings.zone(shop)).plus(AFTER);
    }

    private boolean tell(String shop, LocalDate day, ZoneId zone) {
        String key = "slots-missed-" + shop + "-" + day;
        List<String> numbers = held.missedBetween(shop, day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
        if (numbers.isEmpty() || toldBefore(key)) {
            return false;
        }
        messages.toRole("supervisor", null, "slots-missed-list", Map.of("date", day.toString(), "cases", numbers), key);
        return true;
    }

    /** One message a supervisor, whose name follows the key. */
    private boolean toldBefore(String key) {
        return jdbc.sql("""
                SELECT COUNT(*) FROM outgoing_message WHERE template = 'slots-missed-list'
                  AND message_key >= :key AND message_key < :after AND (message_key = :key OR message_key >= :prefix)""")
                .param("key", key).param("prefix", key + "@").param("after", key + "A").query(Long.class).single() > 0;
    }

    @Override
    public Optional<Instant> nextDue() {
        return shops().stream().map(shop -> {
            LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone(shop));
            Instant at = listAt(shop, today);
            return at.isAfter(clock.instant()) ? at : listAt(shop, today.plusDays(1));
        }).min(Instant::compareTo);
    }
}

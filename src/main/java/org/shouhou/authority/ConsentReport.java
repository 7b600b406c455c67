package org.shouhou.authority;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.common.Money;
import org.shouhou.engine.Commands;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Once a day supervisors and managers get the list of what was given the day before without anybody's consent (R10). Which
 * day was told is a fact of the message's key, so that a restart or a second node tells nothing twice and forgets nothing.
 */
@Component
class ConsentReport implements BackgroundWork {

    private static final String TEMPLATE = "given-without-consent";
    /** After an outage the lists of the days before are made up for. */
    private static final int DAYS_BACK = 7;

    private final Consents consents;
    private final Messages messages;
    private final Commands commands;
    private final Settings settings;
    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Instant looked = Instant.MIN;

    ConsentReport(Consents consents, Messages messages, Commands commands, Settings settings, JdbcClient jdbc, Clock clock) {
        this.consents = consents;
        this.messages = messages;
        this.commands = commands;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "consent-report";
    }

    @Override
    public boolean workOnce() {
        // of days that are over and at a time of day: within the same minute nothing can have become due
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (minute.equals(looked)) {
            return false;
        }
        boolean told = false;
        for (String shop : shops()) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone(shop));
            LocalDate last = clock.instant().isBefore(reportAt(shop, today)) ? today.minusDays(2) : today.minusDays(1);
            for (LocalDate day = last.minusDays(DAYS_BACK - 1); !day.isAfter(last); day = day.plusDays(1)) {
                told |= tell(shop, day);
            }
        }
        looked = minute;
        return told;
    }

    /** Shops where something was given without consent lately. */
    private List<String> shops() {
        return jdbc.sql("""
                SELECT DISTINCT c.shop FROM consent k JOIN case_file c ON c.id = k.case_id
                WHERE k.at_ms >= ? AND k.decision IN ('AUTOMATIC', 'OWN_LIMIT', 'STANDING', 'SELF_CONSENT')""")
                .param(clock.instant().minus(Duration.ofDays(DAYS_BACK + 2)).toEpochMilli()).query(String.class).list();
    }

    private Instant reportAt(String shop, LocalDate date) {
        return date.atTime(settings.time(Figure.CONSENT_REPORT_AT, shop)).atZone(settings.zone(shop)).toInstant();
    }

    private boolean tell(String shop, LocalDate day) {
        String key = "given-without-consent-" + shop + "-" + day;
        ZoneId zone = settings.zone(shop);
        if (toldBefore(key)) {
            return false;
        }
        List<Consents.Entry> given = consents.find(new Consents.Search(null, Consents.Decision.WITHOUT_CONSENT, shop,
                day.atStartOfDay(zone).toInstant().toEpochMilli(), day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli(), null), 1000);
        if (given.isEmpty()) {
            return false;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("date", day.toString());
        data.put("automatic", lines(given, Consents.Decision.AUTOMATIC));
        data.put("ownLimit", lines(given, Consents.Decision.OWN_LIMIT));
        data.put("standing", lines(given, Consents.Decision.STANDING));
        data.put("selfConsent", lines(given, Consents.Decision.SELF_CONSENT));
        // all or none: a node that dies in between tells everybody again
        commands.run(() -> {
            messages.toRole("supervisor", null, TEMPLATE, data, key + "-s");
            messages.toRole("manager", null, TEMPLATE, data, key + "-m");
        });
        return true;
    }

    private static List<String> lines(List<Consents.Entry> given, Consents.Decision how) {
        return given.stream().filter(one -> one.decision() == how).map(one -> one.caseNumber() + " · " + new Money(one.amountMinor(), one.currency())
                + " · " + one.decidedBy() + (how == Consents.Decision.STANDING && one.why() != null ? " · " + one.why() : "")).toList();
    }

    /** One message a person, whose name follows the key. */
    private boolean toldBefore(String key) {
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE template = ? AND message_key >= ? AND message_key < ?")
                .params(TEMPLATE, key + "-", key + ".").query(Long.class).single() > 0;
    }

    @Override
    public Optional<Instant> nextDue() {
        return shops().stream().map(shop -> {
            LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone(shop));
            Instant at = reportAt(shop, today);
            return at.isAfter(clock.instant()) ? at : reportAt(shop, today.plusDays(1));
        }).min(Instant::compareTo);
    }
}

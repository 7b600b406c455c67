package org.shouhou.integration;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The log of deliveries is for finding out what went wrong lately, not for ever: the histories are. */
@Component
class OldDeliveries implements BackgroundWork {

    private static final int PORTION = 500;

    private final DeliveryTable table;
    private final Settings settings;
    private final Clock clock;

    OldDeliveries(DeliveryTable table, Settings settings, Clock clock) {
        this.table = table;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old deliveries";
    }

    @Override
    @Transactional
    public boolean workOnce() {
        return table.forget(clock.instant().minus(settings.duration(Figure.WEBHOOK_KEPT, Settings.ALL_SHOPS)).toEpochMilli(), PORTION) > 0;
    }

    @Override
    public Optional<Instant> nextDue() {
        return table.oldestEnd().map(oldest -> Instant.ofEpochMilli(oldest).plus(settings.duration(Figure.WEBHOOK_KEPT, Settings.ALL_SHOPS)));
    }
}

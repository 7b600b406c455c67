package org.shouhou.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shouhou.common.BackgroundWork;
import org.shouhou.engine.Commands;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/**
 * Counts what customers say, reason by article by courier, and tells the supervisors once per window when it is more than
 * usual: a broken product, a bad courier (R33).
 */
@Component
class ClusterWatch implements BackgroundWork {

    private static final int PORTION = 100;
    private final Commands commands;
    private final ClusterTable table;
    private final Messages messages;
    private final Settings settings;
    private final Clock clock;

    ClusterWatch(Commands commands, ClusterTable table, Messages messages, Settings settings, Clock clock) {
        this.commands = commands;
        this.table = table;
        this.messages = messages;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clusters";
    }

    @Override
    public boolean workOnce() {
        return table.anyUncounted() && commands.run(this::countSome);
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    private boolean countSome() {
        List<Long> cases = table.uncounted(PORTION);
        if (cases.isEmpty()) {
            return false;
        }
        Set<ClusterTable.Key> keys = new LinkedHashSet<>();
        cases.forEach(caseId -> keys.addAll(table.keys(caseId)));
        keys.forEach(this::alarmIfMany);
        table.counted(cases.get(cases.size() - 1));
        return true;
    }

    private void alarmIfMany(ClusterTable.Key key) {
        Duration window = settings.duration(Figure.CLUSTER_WINDOW, key.shop());
        Instant now = clock.instant();
        Instant from = now.minus(window);
        // told first: what is a cluster already need not be counted again with every case that adds to it
        if (window.isZero() || table.toldSince(key, from)) {
            return;
        }
        int count = table.count(key, from);
        if (count < threshold(key)) {
            return;
        }
        long id = table.insert(key, now.toEpochMilli() / window.toMillis(), from, now, count);
        messages.toRole("supervisor", null, "cluster-alarm", Incidents.facts("count", count, "window", words(window),
                "caseReason", key.reason(), "sku", key.sku(), "courier", key.courier()), "cluster-" + id);
    }

    private static String words(Duration window) {
        return window.toHours() > 0 ? window.toHours() + " h" : window.toMinutes() + " min";
    }

    private long threshold(ClusterTable.Key key) {
        return Math.max(1, settings.number(switch (key.kind()) {
            case PRODUCT -> Figure.CLUSTER_PRODUCT;
            case COURIER -> Figure.CLUSTER_COURIER;
            case BOTH -> Figure.CLUSTER_BOTH;
        }, key.shop()));
    }
}

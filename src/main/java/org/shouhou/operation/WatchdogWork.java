package org.shouhou.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.messaging.Messages;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at what lives every few minutes, a portion at a time, on whichever node comes first; tells the operators of what
 * is new at the end of a look, and forgets what was mended. It does not keep the adjustable clock from walking on.
 */
@Component
class WatchdogWork implements BackgroundWork {

    private static final String OPERATORS = "operator";

    private final WatchdogTable table;
    private final List<Part> parts;
    private final Messages messages;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration every;

    WatchdogWork(WatchdogTable table, List<Part> parts, Messages messages, PlatformTransactionManager transactions, Clock clock,
            @Value("${shouhou.watchdog.every:PT10M}") Duration every) {
        this.table = table;
        this.parts = parts;
        this.messages = messages;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.every = every;
    }

    @Override
    public String name() {
        return "watchdog";
    }

    @Override
    public boolean workOnce() {
        return due(table.look()) && Boolean.TRUE.equals(transaction.execute(status -> portion()));
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    private boolean due(WatchdogTable.Look look) {
        return look.part() != null || look.nextMs() <= clock.millis();
    }

    /** Another node that is at it has the row. */
    private boolean portion() {
        WatchdogTable.Look look = table.take().filter(this::due).orElse(null);
        if (look == null) {
            return false;
        }
        if (look.part() == null) {
            table.begin(parts.get(0).name(), clock.millis() + every.toMillis());
            return true;
        }
        int at = at(look.part());
        if (at < 0) {
            // a part that this version has not: from the beginning
            table.goOn(parts.get(0).name(), null, 0);
            return true;
        }
        Part.Portion portion = parts.get(at).look(look.after());
        portion.seen().forEach(seen -> table.keep(seen, look.number()));
        if (portion.next() != null) {
            table.goOn(look.part(), portion.next(), portion.looked());
        } else if (at + 1 < parts.size()) {
            table.goOn(parts.get(at + 1).name(), null, portion.looked());
        } else {
            table.goOn(look.part(), null, portion.looked());
            table.end();
            table.forgetUnseen(look.number());
            tell(table.untold());
        }
        return true;
    }

    private int at(String part) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).name().equals(part)) {
                return i;
            }
        }
        return -1;
    }

    private void tell(List<Finding> found) {
        if (found.isEmpty()) {
            return;
        }
        Finding first = found.get(0);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("count", found.size());
        data.put("matter", first.kind().name());
        messages.toRole(OPERATORS, found.size() == 1 ? first.caseId() : null, "watchdog", data, "watchdog-" + first.id());
    }
}

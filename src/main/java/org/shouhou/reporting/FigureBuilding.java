package org.shouhou.reporting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.engine.Commands;
import org.springframework.stereotype.Service;

/** Counts the cases that were there before figures were kept, some at a time, and all of them anew when asked to. */
@Service
class FigureBuilding implements BackgroundWork {

    /** How far it is. @param last 0 when there was nothing to count */
    record Progress(long doneCase, long lastCase, boolean done) {
    }

    private static final int PORTION = 100;
    private final FigureTable table;
    private final FigureKeeper keeper;
    private final Commands commands;

    FigureBuilding(FigureTable table, FigureKeeper keeper, Commands commands) {
        this.table = table;
        this.keeper = keeper;
        this.commands = commands;
    }

    @Override
    public String name() {
        return "figures-build";
    }

    @Override
    public boolean workOnce() {
        FigureTable.Build far = table.build();
        return far.done() < far.last() && commands.run(() -> {
            FigureTable.Build build = table.lockBuild();
            List<Long> cases = table.cases(build, PORTION);
            cases.forEach(keeper::count);
            table.built(cases.isEmpty() ? build.last() : cases.get(cases.size() - 1));
            return true;
        });
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    Progress progress() {
        FigureTable.Build build = table.build();
        return new Progress(build.done(), build.last(), build.done() >= build.last());
    }

    /** Every case is counted anew from its own facts; what differs is put right as it goes. Figures can be read meanwhile. */
    Progress anew() {
        commands.run(() -> {
            table.lockBuild();
            table.buildAnew();
        });
        return progress();
    }
}

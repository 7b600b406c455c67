package org.shouhou.reporting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.engine.Commands;
import org.springframework.stereotype.Component;

/** Folds what changed into the sums of the days, so that reading them stays quick. The figures are the same before and after. */
@Component
class FigureFolding implements BackgroundWork {

    private static final int PORTION = 500;
    private final FigureTable table;
    private final Commands commands;

    FigureFolding(FigureTable table, Commands commands) {
        this.table = table;
        this.commands = commands;
    }

    @Override
    public String name() {
        return "figures-fold";
    }

    @Override
    public boolean workOnce() {
        return table.anyDelta() && commands.run(() -> {
            table.lockBuild();
            List<FigureTable.Delta> some = table.deltas(PORTION);
            table.fold(some);
            return !some.isEmpty();
        });
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }
}

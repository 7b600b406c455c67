package org.shouhou.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings a case to its end, whatever happened to it: people decide, the outside answers, time passes. */
final class Finisher {

    private static final int LONGEST = 120;
    private final Atlas atlas;

    Finisher(Atlas atlas) {
        this.atlas = atlas;
    }

    void finish(CaseRun run) {
        Map<String, Map<Move, Integer>> used = new HashMap<>();
        for (int i = 0; !run.over(); i++) {
            if (i > LONGEST) {
                throw new AssertionError("This case does not come to an end: " + run);
            }
            String state = run.state();
            List<Move> moves = run.moves(false);
            Map<Move, Integer> usedHere = used.computeIfAbsent(state, ignored -> new HashMap<>());
            Move move = atlas.toTheEnd(state, moves, usedHere);
            boolean done = atlas.step(run, state, move);
            usedHere.merge(move, done ? 1 : 10, Integer::sum);
        }
        Checks.atTheEnd(run);
    }
}

package org.shouhou.changes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Json;
import org.shouhou.deadline.Recalculation.Move;
import org.shouhou.settings.TouchedWork.Touched;

/**
 * What a change does to what is open, as somebody saw it.
 *
 * @param before  the figure's value, or the hours of the dates, as they held
 * @param cases   how many cases have a clock that moves
 * @param clocks  how many clocks move
 * @param late    how many of them are late at once
 * @param first   the first of them by due time, with where they stand and would stand
 * @param weighed how much open work would be another level's to decide
 * @param touched the first of it
 * @param moves   each clock: its id, from and to in epoch seconds
 */
public record Effects(String before, int cases, int clocks, int late, List<Shown> first, int weighed, List<Touched> touched,
        List<List<Long>> moves) {

    /** How many are shown one by one. */
    static final int SHOWN = 500;

    /** One clock. @param task null for a clock of the case itself */
    public record Shown(String caseNumber, String kind, String task, Instant from, Instant to) {
    }

    static Effects of(String before, List<Move> moves, List<Touched> touched, Instant now) {
        return new Effects(before, (int) moves.stream().map(Move::caseNumber).distinct().count(), moves.size(),
                (int) moves.stream().filter(move -> move.to().isBefore(now)).count(),
                moves.stream().limit(SHOWN).map(move -> new Shown(move.caseNumber(), move.kind(), move.task(), move.from(), move.to())).toList(),
                touched.size(), touched.stream().limit(SHOWN).toList(),
                moves.stream().map(move -> List.of(move.deadlineId(), move.from().getEpochSecond(), move.to().getEpochSecond())).toList());
    }

    String written() {
        return Json.write(this);
    }

    static Effects read(String json) {
        return Json.read(json, Effects.class);
    }

    /** Where each clock goes, by its id. */
    Map<Long, List<Long>> byClock() {
        Map<Long, List<Long>> all = new LinkedHashMap<>();
        new ArrayList<>(moves).forEach(move -> all.put(move.get(0), move.subList(1, 3)));
        return all;
    }
}

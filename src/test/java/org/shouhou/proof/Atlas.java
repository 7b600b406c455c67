package org.shouhou.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What was learned about where moves lead, and how each place was reached. */
final class Atlas {

    /** A way that led somewhere: how the case began and what was done to it. */
    record Way(Start start, List<Move> moves) {
    }

    private static final String END = "";
    private static final int LONGEST = 60;
    private static final int KEPT = 3;

    private final World world;
    private final Random random = new Random(4711);
    private final Map<String, Map<Move, Map<String, Integer>>> led = new HashMap<>();
    private final Map<String, Map<Move, Integer>> tried = new HashMap<>();
    private final Map<String, List<Way>> ways = new TreeMap<>();

    Atlas(World world) {
        this.world = world;
    }

    /** The shortest ways known to a place. */
    List<Way> to(String place) {
        return ways.getOrDefault(place, List.of());
    }

    Set<String> known() {
        return ways.keySet();
    }

    /** Goes ways that led somewhere once, as far as they still lead, and on to the end. */
    void goAgain(List<Way> once, List<String> failed) {
        for (Way way : once) {
            world.nextMorning();
            CaseRun run = world.open(way.start());
            if (run != null) {
                safely(failed, () -> {
                    List<Move> done = new ArrayList<>();
                    note(run, done);
                    for (Move move : way.moves()) {
                        if (run.over() || !step(run, run.state(), move)) {
                            break;
                        }
                        done.add(move);
                        note(run, done);
                    }
                    new Finisher(this).finish(run);
                });
            }
        }
    }

    /**
     * Tries the least tried until every place was seen or the walks are used up.
     *
     * @param also    places that would be good to see: for them a fifth of the walks is enough
     * @param atLeast how many walks there are even when every place was seen
     */
    void explore(List<Start> starts, Set<String> wanted, Set<String> also, int atLeast, int walks, List<String> failed) {
        Map<Start, Integer> used = new LinkedHashMap<>();
        starts.forEach(start -> used.put(start, 0));
        for (int i = 0; i < walks && !used.isEmpty() && (i < atLeast || !(ways.keySet().containsAll(wanted)
                && (i >= walks / 5 || ways.keySet().containsAll(also)))); i++) {
            Start start = used.entrySet().stream().min(Map.Entry.<Start, Integer>comparingByValue()
                    .thenComparing(entry -> random.nextInt(1000))).orElseThrow().getKey();
            world.nextMorning();
            CaseRun run = world.open(start);
            if (run == null) {
                used.remove(start);
                continue;
            }
            used.merge(start, 1, Integer::sum);
            boolean stubborn = i % 2 == 1;
            safely(failed, () -> walk(run, stubborn));
        }
    }

    private void safely(List<String> failed, Runnable going) {
        try {
            going.run();
        } catch (AssertionError | RuntimeException e) {
            failed.add("On the way: " + e);
            world.forgetAll();
        }
    }

    /** @param stubborn always the same liking: the only way to what comes when people or the outside never do something */
    private void walk(CaseRun run, boolean stubborn) {
        List<Move> done = new ArrayList<>();
        Map<String, Integer> repeated = new HashMap<>();
        int liking = random.nextInt();
        note(run, done);
        while (!run.over() && done.size() < LONGEST) {
            String state = run.state();
            List<Move> moves = run.moves(true);
            Move move = stubborn ? liked(state, moves, liking, repeated) : toNews(state, moves);
            if (step(run, state, move)) {
                done.add(move);
                if (Boolean.getBoolean("shouhou.proof.debug")) {
                    System.out.println("STEP " + move + " => " + run.state());
                }
                note(run, done);
            }
        }
        new Finisher(this).finish(run);
    }

    private static Move liked(String state, List<Move> moves, int liking, Map<String, Integer> repeated) {
        Move move = moves.stream().min(Comparator.<Move>comparingInt(one -> repeated.getOrDefault(state + one, 0) / 10 * 1000
                + (one.kind() == Move.Kind.TELL && Models.COMMON.contains(one.name()) ? 500 : 0)
                + Math.floorMod((one.toString() + liking).hashCode() * 31, 499))).orElseThrow();
        repeated.merge(state + move, 1, Integer::sum);
        return move;
    }

    private void note(CaseRun run, List<Move> done) {
        for (String place : run.places()) {
            List<Way> known = ways.computeIfAbsent(place, ignored -> new ArrayList<>());
            if (known.stream().anyMatch(way -> way.moves().equals(done))) {
                continue;
            }
            known.add(new Way(run.start, List.copyOf(done)));
            known.sort(Comparator.comparingInt(way -> way.moves().size()));
            if (known.size() > KEPT) {
                known.remove(KEPT);
            }
        }
    }

    /** Makes a move and remembers where it led. @return false when it was refused */
    boolean step(CaseRun run, String state, Move move) {
        tried.computeIfAbsent(state, ignored -> new HashMap<>()).merge(move, 1, Integer::sum);
        boolean done = run.make(move);
        Checks.underWay(run, world);
        if (done) {
            String next = run.over() ? END : run.state();
            led.computeIfAbsent(state, ignored -> new HashMap<>()).computeIfAbsent(move, ignored -> new HashMap<>())
                    .merge(next, 1, Integer::sum);
        }
        return done;
    }

    /** A case that waits at the place. @throws AssertionError when no way leads there any more */
    CaseRun lead(String place) {
        List<String> tries = new ArrayList<>();
        // what does not lead there today may on a day people work
        for (int i = 0; i < KEPT; i++) {
            Way way = to(place).get(i % to(place).size());
            world.nextMorning();
            CaseRun run = world.open(way.start());
            way.moves().forEach(run::make);
            if (run.places().contains(place)) {
                return run;
            }
            tries.add(run.toString());
            new Finisher(this).finish(run);
        }
        throw new AssertionError("No known way leads to " + place + " any more: " + String.join("\n", tries));
    }

    /** As {@link #lead} by its shortest way, at this moment. */
    CaseRun leadNow(String place) {
        Way way = to(place).get(0);
        CaseRun run = world.open(way.start());
        way.moves().forEach(run::make);
        if (!run.places().contains(place)) {
            throw new AssertionError("The way does not lead to " + place + " any more: " + run);
        }
        return run;
    }

    private int tried(String state, Move move) {
        return tried.getOrDefault(state, Map.of()).getOrDefault(move, 0);
    }

    /** A move never tried here; else one that leads to where there is one; else the least tried. */
    private Move toNews(String state, List<Move> moves) {
        List<Move> fresh = moves.stream().filter(move -> tried(state, move) == 0).toList();
        if (!fresh.isEmpty()) {
            return fresh.get(random.nextInt(fresh.size()));
        }
        if (random.nextInt(4) > 0) {
            Map<String, Integer> distance = distances(target -> !target.equals(END)
                    && tried.getOrDefault(target, Map.of()).values().stream().anyMatch(count -> count <= 1));
            Move best = best(state, moves, distance, Map.of());
            if (best != null) {
                return best;
            }
        }
        return moves.stream().min(Comparator.<Move>comparingInt(move -> tried(state, move)).thenComparing(move -> random.nextInt(1000)))
                .orElseThrow();
    }

    /** The move that brings the case nearest to its end, as far as is known; moves used before come later. */
    Move toTheEnd(String state, List<Move> moves, Map<Move, Integer> used) {
        Move best = best(state, moves, distances(END::equals), used);
        if (best != null && used.getOrDefault(best, 0) < 2) {
            return best;
        }
        return moves.stream().min(Comparator.<Move>comparingInt(move -> used.getOrDefault(move, 0) * 4 + preference(move))
                .thenComparing(move -> tried(state, move))).orElseThrow();
    }

    private static int preference(Move move) {
        return switch (move.kind()) {
            case OUTSIDE -> move.name().equals("SUCCEED") && move.detail().isEmpty() ? 0 : 9;
            case TASK -> move.variant() == 0 ? 1 : 2;
            case TELL -> 2;
            case TIME -> 3;
        };
    }

    private Move best(String state, List<Move> moves, Map<String, Integer> distance, Map<Move, Integer> used) {
        Map<Move, Map<String, Integer>> known = led.getOrDefault(state, Map.of());
        Move best = null;
        double least = Double.MAX_VALUE;
        for (Move move : moves) {
            Map<String, Integer> targets = known.getOrDefault(move, Map.of());
            int seen = targets.values().stream().mapToInt(Integer::intValue).sum();
            if (seen == 0) {
                continue;
            }
            double cost = used.getOrDefault(move, 0) * 5;
            for (Map.Entry<String, Integer> target : targets.entrySet()) {
                cost += distance.getOrDefault(target.getKey(), 50) * (double) target.getValue() / seen;
            }
            if (cost < least && cost < 50) {
                least = cost;
                best = move;
            }
        }
        return best;
    }

    private Map<String, Integer> distances(java.util.function.Predicate<String> target) {
        Map<String, Set<String>> back = new HashMap<>();
        Set<String> all = new HashSet<>(led.keySet());
        led.forEach((from, moves) -> moves.values().forEach(targets -> targets.keySet().forEach(to -> {
            back.computeIfAbsent(to, ignored -> new HashSet<>()).add(from);
            all.add(to);
        })));
        Map<String, Integer> distance = new HashMap<>();
        Deque<String> left = new ArrayDeque<>();
        all.stream().filter(target).forEach(state -> {
            distance.put(state, 0);
            left.add(state);
        });
        while (!left.isEmpty()) {
            String next = left.poll();
            for (String from : back.getOrDefault(next, Set.of())) {
                if (distance.putIfAbsent(from, distance.get(next) + 1) == null) {
                    left.add(from);
                }
            }
        }
        return distance;
    }
}

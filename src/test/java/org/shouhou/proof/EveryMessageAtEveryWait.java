package org.shouhou.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;

/**
 * Whatever anybody says about a case, it may come at any moment: early, twice, and while money or a parcel is on its way.
 * A model that is added is covered without a line here. What several kinds of case call is combined with every message
 * under the first of them, and with one of them under each other kind, in turn, and so are the ways a call under way may be
 * answered; {@code -Dshouhou.proof.full=true} combines everything with everything.
 */
abstract class EveryMessageAtEveryWait extends Proof {

    private static final int ENOUGH = 60;
    private static final boolean FULL = Boolean.getBoolean("shouhou.proof.full");
    /** What may come to any case; the platform may decide in several ways. */
    private static final List<Move> COMMON = List.of(Move.tell("customerWithdrew", 0), Move.tell("platformDecided", 0),
            Move.tell("platformDecided", 1), Move.tell("platformDecided", 2), Move.tell("platformDecided", Move.ALL_THAT_IS_LEFT),
            Move.tell("escalationRequested", 0),
            Move.tell("customerChangedRequest", 0), Move.tell("conversionRequested", 0));
    /** How a call that is under way when the message comes is answered then, and how a repeated one. */
    private static final List<List<String>> IN_FLIGHT = List.of(List.of("UNKNOWN_THEN_DONE", "SUCCEED"),
            List.of("UNKNOWN_NOT_DONE", "SUCCEED"), List.of("UNKNOWN_NOT_DONE", "DECLINE"), List.of("PENDING_THEN_DONE", "SUCCEED"));

    private final Set<String> combined = new HashSet<>();
    private final List<String> failed = new ArrayList<>();

    @Test
    void whatever_comes_wherever_a_case_waits_it_ends_well() {
        Map<String, String> summary = new LinkedHashMap<>();
        long started = System.nanoTime();
        explored().forEach(place -> failed.add("No case ever came to " + place));
        summary.put("all places", "found in %d s".formatted((System.nanoTime() - started) / 1_000_000_000));
        for (String type : kinds()) {
            long began = System.nanoTime();
            int cases = combinations(type, atlas(type));
            summary.put(type, "%d places, %d cases in %d s".formatted(wanted(type).size(), cases, (System.nanoTime() - began) / 1_000_000_000));
        }
        failed.addAll(WRONG_ON_THE_WAY);
        System.out.println("Combinations: " + summary);
        assertThat(failed).as(summary + "\n" + String.join("\n", failed)).isEmpty();
    }

    private int combinations(String type, Atlas atlas) {
        Set<Move> messages = new LinkedHashSet<>(COMMON);
        models.ownMessages(models.tree(type)).forEach(own -> messages.add(Move.tell(own, 0)));
        int cases = 0;
        for (String place : wanted(type)) {
            List<Move> coming = coming(type, place, new ArrayList<>(messages));
            for (Move message : coming) {
                if (atlas.to(place).isEmpty() || failed.size() > ENOUGH) {
                    continue;
                }
                cases++;
                attempt(place + " <- " + message, () -> at(atlas, place, message, null));
                if (models.isOutside(place) && Models.COMMON.contains(message.name())) {
                    for (List<String> answer : inFlight(place, message)) {
                        cases++;
                        attempt(place + " <- " + message + " while " + answer, () -> at(atlas, place, message, answer));
                    }
                }
            }
        }
        return cases;
    }

    private List<Move> coming(String type, String place, List<Move> messages) {
        return FULL || !atlas(type).to(place).isEmpty() && combined.add(place) ? messages : List.of(messages.get(Math.floorMod((type + place).hashCode(), messages.size())));
    }

    /** One way of answering for each place and message, in turn; every way for each of them when everything is combined. */
    private static List<List<String>> inFlight(String place, Move message) {
        return FULL ? IN_FLIGHT : List.of(IN_FLIGHT.get(Math.floorMod((place + message).hashCode(), IN_FLIGHT.size())));
    }

    private void attempt(String what, Runnable combination) {
        try {
            combination.run();
        } catch (AssertionError | RuntimeException e) {
            failed.add(what + ": " + e);
            world.forgetAll();
        }
    }

    /** Leads a case to the place, lets the message come, the same once more, and often another one like it; then on to the end. */
    private void at(Atlas atlas, String place, Move message, List<String> inFlight) {
        CaseRun run = atlas.lead(place);
        if (inFlight != null) {
            world.outside(run.orderNo, inFlight.get(0), "", 1);
            world.call();
        }
        long paidBefore = run.payments();
        String id = UUID.randomUUID().toString();
        Desk.Answer first = run.tell(message, id);
        Object effect = first.status() == 200 ? first.json().get("effect") : first.json().get("type");
        run.trail.add("* " + message + " -> " + effect);
        Checks.underWay(run, world);
        if (first.status() == 200) {
            long events = run.events();
            assertThat(run.tellAgain(message, id).status()).as("the same message again, %s", run).isEqualTo(200);
            assertThat(run.events()).as("the same message again changes nothing, %s", run).isEqualTo(events);
            if ((message + place).hashCode() % 2 == 0) {
                run.trail.add("* another -> " + run.tell(message, UUID.randomUUID().toString()).status());
            }
        } else {
            assertThat(first.status()).as("%s %s", first.body(), run).isIn(400, 409, 422);
        }
        if (inFlight != null) {
            world.outside(run.orderNo, inFlight.get(1), "", inFlight.get(1).equals("DECLINE") ? 1 : null);
        }
        new Finisher(atlas).finish(run);
        if (message.name().equals("customerWithdrew") && "DELIVERED".equals(effect) && run.kindsOf("CASE_CONVERTED") == 0) {
            assertThat(run.payments()).as("paid after the customer withdrew: %s", run).isEqualTo(paidBefore);
        }
    }
}

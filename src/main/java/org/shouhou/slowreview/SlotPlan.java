package org.shouhou.slowreview;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * When the customer of a held order is contacted: morning and evening on three days, six slots in all (R21, R22, R25).
 * Planned once when the hold starts and kept; walking the plan loses no slot, however long nobody looked.
 */
final class SlotPlan {

    enum Part { MORNING, EVENING }

    enum State { PLANNED, ATTEMPTED, REACHED, MISSED, NOT_APPLICABLE, NOT_NEEDED }

    /** {@link Slot#why}: stands for the morning that was over when the hold started (R25). */
    static final String FIRST_CONTACT = "FIRST_CONTACT";
    /** {@link Slot#why}: the morning was over when the hold started. */
    static final String OVER_AT_HOLD_START = "OVER_AT_HOLD_START";
    /** {@link Slot#why}: brought forward so that the parcel leaves in time for the platform's ship-by (R22). */
    static final String SHIP_BY = "SHIP_BY";

    /**
     * A time to contact the customer.
     *
     * @param no    1 to 6 in order of time; 0 for a morning that was over when the hold started
     * @param day   1 to 3
     * @param opens its first moment, whole seconds
     * @param ends  its end, no longer part of it
     * @param why   what is special about it, else null
     */
    record Slot(int no, int day, Part part, Instant opens, Instant ends, State state, String why) {
        Slot as(State other) {
            return new Slot(no, day, part, opens, ends, other, why);
        }
    }

    /**
     * Where the plan stands.
     *
     * @param missed slots that passed without being attempted, in order, each with its own time
     * @param slot   the one that is open, else the next one; empty after the last
     * @param open   whether it is open now
     */
    record Next(List<Slot> missed, Optional<Slot> slot, boolean open) {
    }

    private static final int DAYS = 3;

    private SlotPlan() {
    }

    /**
     * Plans all slots of a hold, in order of time; a morning that was over comes first, as a row of its own.
     *
     * @param shipBy          until when the platform wants the order shipped; null when it says nothing
     * @param firstContactDue when the first contact is due, seen from an instant: a staffed hour later unless set otherwise
     */
    static List<Slot> plan(Instant holdStart, SlotRules rules, Instant shipBy, Function<Instant, Instant> firstContactDue) {
        ZoneId zone = rules.zone();
        Instant start = holdStart.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
        LocalDate holdDate = LocalDate.ofInstant(start, zone);
        LocalDate dayOne = eveningCounts(start, holdDate, rules) ? holdDate : holdDate.plusDays(1);

        List<Slot> slots = new ArrayList<>();
        int no = 1;
        for (int day = 1; day <= DAYS; day++) {
            LocalDate date = dayOne.plusDays(day - 1L);
            Instant morningEnds = rules.morning().end(date, zone);
            Instant eveningOpens = latest(start, rules.evening().start(date, zone));
            Instant eveningEnds = rules.evening().end(date, zone);
            if (start.isBefore(morningEnds)) {
                slots.add(planned(no++, day, Part.MORNING, latest(start, rules.morning().start(date, zone)), morningEnds, null));
            } else {
                slots.add(new Slot(0, day, Part.MORNING, rules.morning().start(date, zone), morningEnds, State.NOT_APPLICABLE, OVER_AT_HOLD_START));
                Instant contactBy = firstContactEnds(start, firstContactDue.apply(start), eveningEnds, rules);
                slots.add(planned(no++, day, Part.MORNING, start, contactBy, FIRST_CONTACT));
                eveningOpens = latest(contactBy, eveningOpens);
            }
            slots.add(planned(no++, day, Part.EVENING, eveningOpens, eveningEnds, null));
        }
        return List.copyOf(shipBy == null ? slots : inTimeFor(shipBy, slots, dayOne.plusDays(DAYS - 1L), rules));
    }

    /** R25: at least 30 minutes of the day's evening slot are still ahead (all of it, where it is shorter than that). */
    private static boolean eveningCounts(Instant start, LocalDate date, SlotRules rules) {
        Instant opens = rules.evening().start(date, rules.zone());
        Instant ends = rules.evening().end(date, rules.zone());
        Duration whole = Duration.between(opens, ends);
        Duration needed = whole.compareTo(rules.minimumAhead()) < 0 ? whole : rules.minimumAhead();
        return start.isBefore(ends) && Duration.between(latest(start, opens), ends).compareTo(needed) >= 0;
    }

    /**
     * A staffed hour after the hold; earlier where the evening slot would otherwise keep less than its minimum, and half of
     * what is left of the day's evening where even that does not fit twice. So both contacts of day 1 have their time.
     */
    private static Instant firstContactEnds(Instant start, Instant due, Instant eveningEnds, SlotRules rules) {
        Instant latestEnd = latest(eveningEnds.minus(rules.minimumAhead()), middle(start, eveningEnds));
        return due.isBefore(latestEnd) ? due : latestEnd;
    }

    /**
     * R22: where an order released after the last evening would leave only with the next day's cut-off and that is after the
     * ship-by, the last slot moves before the cut-off (or the ship-by, when that is earlier) of day 3. A morning in the way
     * shares its time.
     */
    private static List<Slot> inTimeFor(Instant shipBy, List<Slot> slots, LocalDate lastDay, SlotRules rules) {
        ZoneId zone = rules.zone();
        Instant nextCutOff = lastDay.plusDays(1).atTime(rules.cutOff()).atZone(zone).toInstant();
        if (!shipBy.isBefore(nextCutOff)) {
            return slots;
        }
        Instant cutOff = lastDay.atTime(rules.cutOff()).atZone(zone).toInstant();
        Slot morning = slots.get(slots.size() - 2);
        Slot evening = slots.get(slots.size() - 1);
        Instant limit = shipBy.isBefore(cutOff) && fits(shipBy.minus(rules.margin()), morning, rules) ? shipBy : cutOff;
        Instant ends = limit.minus(rules.margin()).truncatedTo(ChronoUnit.SECONDS);
        if (!ends.isBefore(evening.ends()) || !fits(ends, morning, rules)) {
            return slots;
        }
        Instant opens = latest(limit.minus(rules.beforeCutOff()).truncatedTo(ChronoUnit.SECONDS), morning.ends());
        List<Slot> moved = new ArrayList<>(slots.subList(0, slots.size() - 2));
        if (Duration.between(opens, ends).compareTo(rules.minimumAhead()) < 0) {
            opens = middle(morning.opens(), ends);
            morning = planned(morning.no(), morning.day(), morning.part(), morning.opens(), opens, SHIP_BY);
        }
        moved.add(morning);
        moved.add(planned(evening.no(), evening.day(), Part.EVENING, opens, ends, SHIP_BY));
        return moved;
    }

    /** Both contacts of the day have their minimum before that end. */
    private static boolean fits(Instant ends, Slot morning, SlotRules rules) {
        return !ends.isBefore(morning.opens().plus(rules.minimumAhead().multipliedBy(2)));
    }

    /**
     * Walks the plan: what passed meanwhile, and what comes. Slots that are no longer {@link State#PLANNED} are left alone.
     */
    static Next next(List<Slot> slots, Instant now) {
        List<Slot> missed = new ArrayList<>();
        for (Slot slot : slots) {
            if (slot.state() != State.PLANNED) {
                continue;
            }
            if (slot.ends().isAfter(now)) {
                return new Next(List.copyOf(missed), Optional.of(slot), !slot.opens().isAfter(now));
            }
            missed.add(slot.as(State.MISSED));
        }
        return new Next(List.copyOf(missed), Optional.empty(), false);
    }

    private static Slot planned(int no, int day, Part part, Instant opens, Instant ends, String why) {
        return new Slot(no, day, part, opens, ends, State.PLANNED, why);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant middle(Instant from, Instant to) {
        return from.plus(Duration.between(from, to).dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
    }
}

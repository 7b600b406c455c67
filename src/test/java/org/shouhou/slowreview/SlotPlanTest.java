package org.shouhou.slowreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.shouhou.settings.TimeRange;
import org.shouhou.slowreview.SlotPlan.Part;
import org.shouhou.slowreview.SlotPlan.Slot;
import org.shouhou.slowreview.SlotPlan.State;

class SlotPlanTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Test
    void r25_a_hold_before_the_morning_slot_has_six_slots_from_that_day_on() {
        assertThat(told(hold("2026-11-10T07:00"))).containsExactly(
                "1 day1 MORNING 2026-11-10T09:00 2026-11-10T12:00 PLANNED",
                "2 day1 EVENING 2026-11-10T18:00 2026-11-10T21:00 PLANNED",
                "3 day2 MORNING 2026-11-11T09:00 2026-11-11T12:00 PLANNED",
                "4 day2 EVENING 2026-11-11T18:00 2026-11-11T21:00 PLANNED",
                "5 day3 MORNING 2026-11-12T09:00 2026-11-12T12:00 PLANNED",
                "6 day3 EVENING 2026-11-12T18:00 2026-11-12T21:00 PLANNED");
    }

    @Test
    void r25_a_hold_inside_the_morning_slot_keeps_what_is_left_of_it() {
        assertThat(told(hold("2026-11-10T10:15"))).startsWith(
                "1 day1 MORNING 2026-11-10T10:15 2026-11-10T12:00 PLANNED",
                "2 day1 EVENING 2026-11-10T18:00 2026-11-10T21:00 PLANNED").hasSize(6);
        assertThat(told(hold("2026-11-10T09:00")).get(0)).isEqualTo("1 day1 MORNING 2026-11-10T09:00 2026-11-10T12:00 PLANNED");
        assertThat(told(hold("2026-11-10T11:59")).get(0)).isEqualTo("1 day1 MORNING 2026-11-10T11:59 2026-11-10T12:00 PLANNED");
    }

    @Test
    void r25_a_hold_after_the_morning_slot_gets_its_first_contact_within_a_staffed_hour_which_stands_for_that_morning() {
        for (String start : List.of("2026-11-10T12:00", "2026-11-10T14:20")) {
            LocalDateTime from = LocalDateTime.parse(start);
            assertThat(told(hold(start))).startsWith(
                    "0 day1 MORNING 2026-11-10T09:00 2026-11-10T12:00 NOT_APPLICABLE OVER_AT_HOLD_START",
                    "1 day1 MORNING " + from + " " + from.plusHours(1) + " PLANNED FIRST_CONTACT",
                    "2 day1 EVENING 2026-11-10T18:00 2026-11-10T21:00 PLANNED").hasSize(7)
                    .endsWith("6 day3 EVENING 2026-11-12T18:00 2026-11-12T21:00 PLANNED");
        }
    }

    @Test
    void r25_the_first_contact_of_a_hold_just_before_or_in_the_evening_slot_comes_before_the_evening_contact() {
        assertThat(told(hold("2026-11-10T17:30"))).contains(
                "1 day1 MORNING 2026-11-10T17:30 2026-11-10T18:30 PLANNED FIRST_CONTACT",
                "2 day1 EVENING 2026-11-10T18:30 2026-11-10T21:00 PLANNED");
        assertThat(told(hold("2026-11-10T19:00"))).contains(
                "1 day1 MORNING 2026-11-10T19:00 2026-11-10T20:00 PLANNED FIRST_CONTACT",
                "2 day1 EVENING 2026-11-10T20:00 2026-11-10T21:00 PLANNED");
        // a whole hour would leave the evening contact less than its 30 minutes
        assertThat(told(hold("2026-11-10T19:50"))).contains(
                "1 day1 MORNING 2026-11-10T19:50 2026-11-10T20:30 PLANNED FIRST_CONTACT",
                "2 day1 EVENING 2026-11-10T20:30 2026-11-10T21:00 PLANNED");
    }

    @Test
    void r25_with_at_least_30_minutes_of_the_evening_slot_ahead_the_same_day_is_day_1_else_the_next() {
        assertThat(told(hold("2026-11-10T20:30"))).startsWith(
                "0 day1 MORNING 2026-11-10T09:00 2026-11-10T12:00 NOT_APPLICABLE OVER_AT_HOLD_START",
                "1 day1 MORNING 2026-11-10T20:30 2026-11-10T20:45 PLANNED FIRST_CONTACT",
                "2 day1 EVENING 2026-11-10T20:45 2026-11-10T21:00 PLANNED",
                "3 day2 MORNING 2026-11-11T09:00 2026-11-11T12:00 PLANNED");
        for (String late : List.of("2026-11-10T20:30:01", "2026-11-10T20:31", "2026-11-10T21:00", "2026-11-10T23:59:59")) {
            assertThat(told(hold(late))).hasSize(6).startsWith(
                    "1 day1 MORNING 2026-11-11T09:00 2026-11-11T12:00 PLANNED")
                    .endsWith("6 day3 EVENING 2026-11-13T18:00 2026-11-13T21:00 PLANNED");
        }
    }

    @Test
    void r25_days_are_calendar_days_in_the_shops_zone() {
        // 17:00 UTC is already the next day in Shanghai
        List<Slot> slots = SlotPlan.plan(Instant.parse("2026-11-10T17:00:00Z"), rules(SHANGHAI), null, anHourLater());
        assertThat(told(slots).get(0)).isEqualTo("1 day1 MORNING 2026-11-11T09:00 2026-11-11T12:00 PLANNED");
    }

    @Test
    void r21_month_end_and_year_end_are_days_like_others() {
        assertThat(told(hold("2026-02-27T13:00"))).contains("3 day2 MORNING 2026-02-28T09:00 2026-02-28T12:00 PLANNED")
                .endsWith("6 day3 EVENING 2026-03-01T18:00 2026-03-01T21:00 PLANNED");
        assertThat(told(hold("2026-12-30T20:45"))).startsWith("1 day1 MORNING 2026-12-31T09:00 2026-12-31T12:00 PLANNED")
                .endsWith("6 day3 EVENING 2027-01-02T18:00 2027-01-02T21:00 PLANNED");
        assertThat(told(hold("2028-02-28T08:00"))).contains("3 day2 MORNING 2028-02-29T09:00 2028-02-29T12:00 PLANNED");
    }

    @Test
    void r25_slots_keep_their_wall_clock_times_when_the_clocks_change() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        List<Slot> slots = SlotPlan.plan(Instant.parse("2026-10-24T05:00:00Z"), rules(berlin), null, anHourLater());
        assertThat(slots.get(0).opens()).isEqualTo("2026-10-24T07:00:00Z");
        assertThat(slots.get(2).opens()).isEqualTo("2026-10-25T08:00:00Z");
        assertThat(slots.get(5).ends()).isEqualTo("2026-10-26T20:00:00Z");
    }

    @Test
    void r22_the_last_contact_is_brought_before_the_cut_off_when_shipping_after_the_evening_would_be_late() {
        assertThat(told(planFor("2026-11-10T07:00", "2026-11-13T17:59:59"))).contains(
                "5 day3 MORNING 2026-11-12T09:00 2026-11-12T12:00 PLANNED",
                "6 day3 EVENING 2026-11-12T15:00 2026-11-12T17:30 PLANNED SHIP_BY").hasSize(6);
        assertThat(told(planFor("2026-11-10T07:00", "2026-11-13T18:00")))
                .endsWith("6 day3 EVENING 2026-11-12T18:00 2026-11-12T21:00 PLANNED");
        // one that passed already is no reason to give a day of contact away
        assertThat(told(planFor("2026-11-10T07:00", "2026-11-09T12:00")))
                .endsWith("6 day3 EVENING 2026-11-12T15:00 2026-11-12T17:30 PLANNED SHIP_BY");
    }

    @Test
    void r22_a_ship_by_before_the_cut_off_of_day_3_brings_the_last_contact_before_itself() {
        assertThat(told(planFor("2026-11-10T07:00", "2026-11-12T16:00"))).contains(
                "5 day3 MORNING 2026-11-12T09:00 2026-11-12T12:00 PLANNED",
                "6 day3 EVENING 2026-11-12T13:00 2026-11-12T15:30 PLANNED SHIP_BY");
        assertThat(told(planFor("2026-11-10T07:00", "2026-11-12T12:00"))).contains(
                "5 day3 MORNING 2026-11-12T09:00 2026-11-12T10:15 PLANNED SHIP_BY",
                "6 day3 EVENING 2026-11-12T10:15 2026-11-12T11:30 PLANNED SHIP_BY");
    }

    @Test
    void r22_a_cut_off_after_the_evening_slot_needs_nothing_brought_forward() {
        SlotRules late = new SlotRules(SHANGHAI, TimeRange.parse("09:00-12:00"), TimeRange.parse("18:00-21:00"),
                Duration.ofMinutes(30), LocalTime.of(22, 0), Duration.ofMinutes(30), Duration.ofHours(3));
        assertThat(told(SlotPlan.plan(at("2026-11-10T07:00"), late, at("2026-11-12T23:00"), anHourLater())))
                .endsWith("6 day3 EVENING 2026-11-12T18:00 2026-11-12T21:00 PLANNED");
    }

    @Test
    void r21_the_plan_says_which_slot_is_next_and_which_is_open() {
        List<Slot> slots = hold("2026-11-10T07:00");
        assertThat(SlotPlan.next(slots, at("2026-11-10T08:59:59"))).satisfies(next -> {
            assertThat(next.missed()).isEmpty();
            assertThat(next.slot()).contains(slots.get(0));
            assertThat(next.open()).isFalse();
        });
        assertThat(SlotPlan.next(slots, at("2026-11-10T09:00")).open()).isTrue();
        assertThat(SlotPlan.next(slots, at("2026-11-10T11:59:59")).missed()).isEmpty();
        assertThat(SlotPlan.next(slots, at("2026-11-10T12:00"))).satisfies(next -> {
            assertThat(next.missed()).containsExactly(slots.get(0).as(State.MISSED));
            assertThat(next.slot()).contains(slots.get(1));
            assertThat(next.open()).isFalse();
        });
    }

    @Test
    void r21_two_days_of_downtime_skip_no_slot_each_is_missed_with_its_own_time() {
        List<Slot> slots = new ArrayList<>(hold("2026-11-10T07:00"));
        slots.set(0, slots.get(0).as(State.ATTEMPTED));
        assertThat(SlotPlan.next(slots, at("2026-11-12T10:00"))).satisfies(next -> {
            assertThat(told(next.missed())).containsExactly(
                    "2 day1 EVENING 2026-11-10T18:00 2026-11-10T21:00 MISSED",
                    "3 day2 MORNING 2026-11-11T09:00 2026-11-11T12:00 MISSED",
                    "4 day2 EVENING 2026-11-11T18:00 2026-11-11T21:00 MISSED");
            assertThat(next.slot()).contains(slots.get(4));
            assertThat(next.open()).isTrue();
        });
        assertThat(SlotPlan.next(slots, at("2026-12-01T00:00"))).satisfies(next -> {
            assertThat(next.missed()).hasSize(5);
            assertThat(next.slot()).isEmpty();
        });
    }

    @Test
    void r21_r25_whenever_a_hold_starts_there_are_six_contacts_in_order_none_overlapping_none_before_it() {
        Random random = new Random(20_261_111);
        List<ZoneId> zones = List.of(SHANGHAI, ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York"),
                ZoneId.of("Australia/Lord_Howe"), ZoneId.of("Asia/Kathmandu"), ZoneId.of("UTC"));
        List<String> mornings = List.of("09:00-12:00", "08:30-11:00", "00:00-02:30", "10:00-10:20");
        List<String> evenings = List.of("18:00-21:00", "12:00-24:00", "19:30-20:00", "20:00-20:10");
        for (int n = 0; n < 20_000; n++) {
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            SlotRules rules = new SlotRules(zone, TimeRange.parse(mornings.get(random.nextInt(4))),
                    TimeRange.parse(evenings.get(random.nextInt(4))), Duration.ofMinutes(random.nextInt(90)),
                    LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)), Duration.ofMinutes(random.nextInt(120)), Duration.ofHours(3));
            Instant start = Instant.ofEpochMilli(1_767_225_600_000L + random.nextLong(2L * 365 * 86_400_000));
            Instant shipBy = random.nextBoolean() ? null : start.plusSeconds(random.nextLong(6 * 86_400));
            Duration staffedHourTakes = Duration.ofMinutes(60 + (random.nextBoolean() ? 0 : random.nextInt(1000)));
            List<Slot> slots = SlotPlan.plan(start, rules, shipBy, from -> from.plus(staffedHourTakes));
            String sample = start + " " + rules + " " + shipBy + " " + told(slots);

            List<Slot> contacts = slots.stream().filter(slot -> slot.state() == State.PLANNED).toList();
            assertThat(contacts).as(sample).extracting(Slot::no).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(contacts).as(sample).extracting(Slot::day).containsExactly(1, 1, 2, 2, 3, 3);
            assertThat(contacts).as(sample).extracting(Slot::part).containsExactly(Part.MORNING, Part.EVENING,
                    Part.MORNING, Part.EVENING, Part.MORNING, Part.EVENING);
            assertThat(slots.size()).as(sample).isLessThanOrEqualTo(7);
            Instant before = start;
            for (Slot slot : contacts) {
                assertThat(slot.opens()).as(sample).isAfterOrEqualTo(before).isBefore(slot.ends());
                assertThat(slot.opens().getNano() + slot.ends().getNano()).as(sample).isZero();
                before = slot.ends();
            }
            for (Slot slot : slots) {
                assertThat(slot.state() == State.NOT_APPLICABLE).as(sample).isEqualTo(slot.no() == 0);
                assertThat(slot.no() != 0 || !slot.ends().isAfter(before)).as(sample).isTrue();
            }
        }
    }

    @Test
    void r21_walking_the_plan_at_any_moment_loses_and_repeats_no_slot() {
        Random random = new Random(7);
        for (int n = 0; n < 2_000; n++) {
            Instant start = at("2026-11-10T00:00").plusSeconds(random.nextInt(86_400));
            List<Slot> slots = new ArrayList<>(SlotPlan.plan(start, rules(SHANGHAI), null, anHourLater()));
            List<Integer> handled = new ArrayList<>();
            for (Instant now = start; ; now = now.plusSeconds(random.nextInt(2 * 86_400))) {
                SlotPlan.Next next = SlotPlan.next(slots, now);
                next.missed().forEach(missed -> handled.add(missed.no()));
                slots.replaceAll(slot -> next.missed().stream().filter(missed -> missed.no() == slot.no()).findFirst().orElse(slot));
                if (next.slot().isEmpty()) {
                    break;
                }
                if (next.open()) {
                    Slot open = next.slot().get();
                    handled.add(open.no());
                    slots.replaceAll(slot -> slot.no() == open.no() ? slot.as(State.ATTEMPTED) : slot);
                }
            }
            assertThat(handled).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    private static List<Slot> hold(String start) {
        return SlotPlan.plan(at(start), rules(SHANGHAI), null, anHourLater());
    }

    private static List<Slot> planFor(String start, String shipBy) {
        return SlotPlan.plan(at(start), rules(SHANGHAI), at(shipBy), anHourLater());
    }

    private static java.util.function.Function<Instant, Instant> anHourLater() {
        return start -> start.plus(Duration.ofHours(1));
    }

    private static SlotRules rules(ZoneId zone) {
        return new SlotRules(zone, TimeRange.parse("09:00-12:00"), TimeRange.parse("18:00-21:00"),
                Duration.ofMinutes(30), LocalTime.of(18, 0), Duration.ofMinutes(30), Duration.ofHours(3));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    private static List<String> told(List<Slot> slots) {
        return slots.stream().map(slot -> slot.no() + " day" + slot.day() + " " + slot.part() + " "
                + LocalDateTime.ofInstant(slot.opens(), SHANGHAI) + " " + LocalDateTime.ofInstant(slot.ends(), SHANGHAI) + " "
                + slot.state() + (slot.why() == null ? "" : " " + slot.why())).toList();
    }
}

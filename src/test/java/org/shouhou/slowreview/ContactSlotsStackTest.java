package org.shouhou.slowreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.common.AdjustableClock;

/** Contacting the customer of a held order, slot by slot (R21, R23, R25). */
class ContactSlotsStackTest extends HeldOrderStackTest {

    @Test
    void r21_the_customer_is_contacted_morning_and_evening_on_three_days_then_the_order_ships() {
        tomorrowAt("07:00");
        String caseId = hold(anOrder().imported());
        assertThat(open(caseId)).containsEntry("status", "WAITING");
        for (int day = 1; day <= 3; day++) {
            for (List<String> slot : List.of(List.of("08:59", "09:00"), List.of("17:59", "18:00"))) {
                passTo(day, slot.get(0));
                assertThat(tasks(caseId)).isEmpty();
                passTo(day, slot.get(1));
                assertThat(tasks(caseId)).containsExactly("contactCustomer");
                nobodyAnswers(caseId);
            }
        }
        assertThat(slots(caseId)).containsExactly("1 MORNING ATTEMPTED", "1 EVENING ATTEMPTED", "2 MORNING ATTEMPTED",
                "2 EVENING ATTEMPTED", "3 MORNING ATTEMPTED", "3 EVENING ATTEMPTED");
        assertThat(told(caseId, "HELD_ORDER_JUDGED").get(0)).containsEntry("decision", "SHIP")
                .containsEntry("why", "THIRD_DAY_SHIP").containsEntry("realAttempt", true)
                .containsEntry("tries", List.of(tries("PHONE", 6), tries("CHAT", 6), tries("SMS", 6)));
        leaves(caseId);
        assertThat(messages(caseId, "slot-alarm")).isZero();
        assertThat(messages(caseId, "held-order-released")).isEqualTo(1);
    }

    @Test
    void r21_each_try_is_kept_with_channel_time_agent_outcome_and_words() {
        String caseId = hold(anOrder().imported());
        as("agent2").tries(caseId, "contactCustomer", Map.of("phone", "REACHED")).isProblem(400, "invalid-fields");
        as("agent2").decides(caseId, "contactCustomer", Map.of("phone", "NOT_REACHED", "chat", "NOT_POSSIBLE",
                "sms", "NOT_REACHED", "phoneNote", "无人接听"));
        assertThat(jdbc.sql("SELECT channel, direction, outcome, by_user, words FROM contact_attempt WHERE case_id = ? ORDER BY id")
                .param(caseId).query((row, n) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                        + row.getString(4) + " " + row.getString(5)).list())
                .containsExactly("PHONE OUT NOT_REACHED agent2 无人接听", "CHAT OUT NOT_POSSIBLE agent2 null",
                        "SMS OUT NOT_REACHED agent2 null");
        assertThat(slots(caseId)).startsWith("1 MORNING ATTEMPTED", "1 EVENING PLANNED");
    }

    @Test
    void r21_an_hour_before_a_slot_ends_the_supervisor_is_alarmed_and_at_its_end_it_is_missed() {
        String caseId = hold(anOrder().imported());
        passTo(now().withHour(10).withMinute(59));
        assertThat(messages(caseId, "slot-alarm")).isZero();
        passTo(now().withHour(11).withMinute(0));
        assertThat(messages(caseId, "slot-alarm")).isPositive();
        assertThat(kinds(caseId)).contains("DEADLINE_WARNED");
        passTo(now().withHour(11).withMinute(59));
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
        passTo(now().withHour(12).withMinute(0));
        assertThat(tasks(caseId)).isEmpty();
        assertThat(slots(caseId)).startsWith("1 MORNING MISSED", "1 EVENING PLANNED");
        assertThat(told(caseId, "SLOT_MISSED")).hasSize(1);
        assertThat(told(caseId, "SLOT_MISSED").get(0)).containsEntry("ends", clock.instant().toString());
    }

    @Test
    void r21_a_contact_of_an_hour_alarms_at_half_of_it() {
        tomorrowAt("14:00");
        String caseId = hold(anOrder().imported());
        passTo(1, "14:29");
        assertThat(messages(caseId, "slot-alarm")).isZero();
        passTo(1, "14:30");
        assertThat(messages(caseId, "slot-alarm")).isPositive();
    }

    @Test
    void r23_after_the_evening_slot_the_supervisor_gets_the_list_of_the_day_once() {
        String missed = hold(anOrder().imported());
        String tried = hold(anOrder().imported());
        nobodyAnswers(tried);
        passTo(now().withHour(18));
        nobodyAnswers(tried);
        String number = (String) open(missed).get("number");
        LocalDate today = now().toLocalDate();
        passTo(now().withHour(21));
        assertThat(lists(today)).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(lists(today)).isNotEmpty().allMatch(list -> list.contains(number))
                .noneMatch(list -> list.contains((String) open(tried).get("number")));
        int supervisors = lists(today).size();
        pass(Duration.ofHours(14));
        assertThat(lists(today)).hasSize(supervisors);
    }

    private List<String> lists(LocalDate day) {
        return jdbc.sql("SELECT body_text FROM outgoing_message WHERE template = 'slots-missed-list' AND message_key LIKE ?")
                .param("slots-missed-main-" + day + "%").query(String.class).list();
    }

    @Test
    void r25_a_hold_inside_the_morning_slot_is_contacted_at_once() {
        String caseId = hold(anOrder().imported());
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
        assertThat(slotTimes(caseId)).hasSize(6).startsWith(now() + " " + now().withHour(12));
    }

    @Test
    void r25_a_hold_after_the_morning_gets_its_first_contact_within_a_staffed_hour() {
        tomorrowAt("14:20");
        String caseId = hold(anOrder().imported());
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
        assertThat(slots(caseId)).hasSize(7).startsWith("1 MORNING NOT_APPLICABLE", "1 MORNING PLANNED", "1 EVENING PLANNED");
        assertThat(slotTimes(caseId)).contains(day(1, "14:20") + " " + day(1, "15:20") + " FIRST_CONTACT");
        nobodyAnswers(caseId);
        assertThat(tasks(caseId)).isEmpty();
        passTo(1, "18:00");
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
        passTo(3, "21:00");
        assertThat(slots(caseId)).filteredOn(slot -> slot.endsWith("MISSED")).hasSize(5);
        assertThat(told(caseId, "HELD_ORDER_JUDGED")).hasSize(1);
    }

    @Test
    void r25_a_hold_inside_the_evening_slot_gets_both_contacts_of_day_1() {
        tomorrowAt("19:00");
        String caseId = hold(anOrder().imported());
        assertThat(slotTimes(caseId)).contains(day(1, "19:00") + " " + day(1, "20:00") + " FIRST_CONTACT",
                day(1, "20:00") + " " + day(1, "21:00"));
        nobodyAnswers(caseId);
        passTo(1, "20:00");
        nobodyAnswers(caseId);
        assertThat(slots(caseId)).contains("1 MORNING ATTEMPTED", "1 EVENING ATTEMPTED");
    }

    @Test
    void r25_a_hold_with_less_than_30_minutes_of_the_evening_ahead_begins_the_next_day() {
        tomorrowAt("20:31");
        String caseId = hold(anOrder().imported());
        assertThat(tasks(caseId)).isEmpty();
        assertThat(slotTimes(caseId)).hasSize(6).startsWith(day(2, "09:00") + " " + day(2, "12:00"))
                .endsWith(day(4, "18:00") + " " + day(4, "21:00"));
        String later = hold(anOrder().imported());
        passTo(1, "23:00");
        assertThat(slotTimes(hold(anOrder().imported()))).isEqualTo(slotTimes(later));
    }

    @Test
    void r22_a_ship_by_before_the_next_cut_off_brings_the_last_slot_forward() {
        tomorrowAt("07:00");
        String caseId = hold(anOrder().shipBy(day(4, "12:00").atZone(SHANGHAI).toInstant()).imported());
        assertThat(slotTimes(caseId)).endsWith(day(3, "15:00") + " " + day(3, "17:30") + " SHIP_BY");
        passTo(3, "09:00");
        nobodyAnswers(caseId);
        passTo(3, "15:00");
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
        passTo(3, "17:30");
        assertThat(slots(caseId)).endsWith("3 MORNING ATTEMPTED", "3 EVENING MISSED");
        assertThat(kinds(caseId)).contains("SHIPMENT_RELEASED");
        leaves(caseId);
    }

    @Test
    void r25_a_month_end_and_a_year_end_are_days_like_others() {
        int year = now().isBefore(LocalDateTime.of(now().getYear(), 12, 28, 0, 0)) ? now().getYear() : now().getYear() + 1;
        ((AdjustableClock) clock).standAt(LocalDateTime.of(year, 12, 29, 12, 0).atZone(SHANGHAI).toInstant());
        settle();
        overTheEndFrom("2 MORNING ATTEMPTED", LocalDate.of(year, 12, 30), LocalDate.of(year + 1, 1, 1));
        ((AdjustableClock) clock).standAt(LocalDateTime.of(year + 1, 2, 26, 12, 0).atZone(SHANGHAI).toInstant());
        settle();
        LocalDate last = LocalDate.of(year + 1, 2, 27);
        overTheEndFrom("2 MORNING ATTEMPTED", last, last.plusDays(2));
    }

    private void overTheEndFrom(String expected, LocalDate first, LocalDate last) {
        tomorrowAt("08:00");
        assertThat(now().toLocalDate()).isEqualTo(first);
        String caseId = hold(anOrder().imported());
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            passTo(date.atTime(9, 0));
            nobodyAnswers(caseId);
            passTo(date.atTime(18, 0));
            nobodyAnswers(caseId);
        }
        assertThat(slots(caseId)).hasSize(6).allMatch(slot -> slot.endsWith(" ATTEMPTED")).contains(expected);
        leaves(caseId);
    }

    @Test
    void r21_after_two_days_of_downtime_every_missed_slot_is_recorded_with_its_own_time() {
        tomorrowAt("07:00");
        String caseId = hold(anOrder().imported());
        passTo(1, "09:30");
        nobodyAnswers(caseId);
        nothingRunsUntil(day(3, "13:00"));
        assertThat(slots(caseId)).containsExactly("1 MORNING ATTEMPTED", "1 EVENING MISSED", "2 MORNING MISSED",
                "2 EVENING MISSED", "3 MORNING MISSED", "3 EVENING PLANNED");
        assertThat(told(caseId, "SLOT_MISSED")).extracting(slot -> slot.get("ends")).containsExactly(
                instant(day(1, "21:00")), instant(day(2, "12:00")), instant(day(2, "21:00")), instant(day(3, "12:00")));
        assertThat(kinds(caseId).stream().filter("TASK_OPENED"::equals)).as("no work in slots that are over").hasSize(1);
        String number = (String) open(caseId).get("number");
        assertThat(lists(day(1, "00:00").toLocalDate())).isNotEmpty().allMatch(list -> list.contains(number));
        assertThat(lists(day(2, "00:00").toLocalDate())).isNotEmpty().allMatch(list -> list.contains(number));
        passTo(3, "18:00");
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
    }

    @Test
    void r21_downtime_that_begins_inside_a_slot_and_outlasts_the_plan_loses_none() {
        tomorrowAt("09:00");
        String caseId = hold(anOrder().imported());
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
        nothingRunsUntil(day(5, "10:00"));
        assertThat(slots(caseId)).hasSize(6).allMatch(slot -> slot.endsWith(" MISSED"));
        assertThat(told(caseId, "SLOT_MISSED")).hasSize(6);
        assertThat(tasks(caseId)).as("nobody tried: a supervisor looks").containsExactly("decideUnshippableOrder");
    }

    @Test
    void r21_a_try_made_after_its_slot_ended_is_a_contact_but_the_slot_stays_missed() {
        String caseId = hold(anOrder().imported());
        ((AdjustableClock) clock).moveTo(clock.instant().plus(Duration.ofHours(3)));
        nobodyAnswers(caseId);
        assertThat(slots(caseId)).startsWith("1 MORNING MISSED", "1 EVENING PLANNED");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM contact_attempt WHERE case_id = ? AND slot_id IS NULL").param(caseId)
                .query(Long.class).single()).isEqualTo(3);
        passTo(now().withHour(18).withMinute(0));
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
    }

    private void nothingRunsUntil(LocalDateTime time) {
        ((AdjustableClock) clock).moveTo(time.atZone(SHANGHAI).toInstant());
        settle();
    }

    private static String instant(LocalDateTime local) {
        return local.atZone(SHANGHAI).toInstant().toString();
    }
}

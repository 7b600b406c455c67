package org.shouhou.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/**
 * When work on a refund is due (R12): before the answer is due by the smaller of {@code refund.marginMax} and a quarter
 * of what was left at intake, moved back to the last staffed moment. The platform's own deadline is never recomputed.
 */
@Service
public class RefundDeadline {

    /** The margin is at most this part of what was left at intake. */
    private static final int PART_LEFT = 4;

    /** @param why see {@link Why}: {@code code BEFORE_ANSWER, intake, answerBy, answerFrom PLATFORM|SETTING, left, margin,
     *            marginFrom MAXIMUM|QUARTER, before} and, when it was moved back, {@code movedBackTo, zone} */
    public record WorkDue(Instant due, Map<String, Object> why) {
    }

    private final Settings settings;
    private final BusinessCalendar calendar;

    RefundDeadline(Settings settings, BusinessCalendar calendar) {
        this.settings = settings;
        this.calendar = calendar;
    }

    /**
     * @param platformDeadline as given; null when the case came without one, then {@code refund.answerWithin} after intake
     * @return never later than the answer is due, and never before intake unless that is already past
     */
    public WorkDue of(String shop, Instant intakeAt, Instant platformDeadline) {
        return of(shop, intakeAt, platformDeadline != null ? platformDeadline
                : intakeAt.plus(settings.duration(Figure.REFUND_ANSWER_WITHIN, shop)), platformDeadline != null);
    }

    private WorkDue of(String shop, Instant intakeAt, Instant answerBy, boolean platform) {
        Duration left = answerBy.isAfter(intakeAt) ? Duration.between(intakeAt, answerBy) : Duration.ZERO;
        Duration quarter = left.dividedBy(PART_LEFT);
        Duration most = settings.duration(Figure.REFUND_MARGIN_MAX, shop);
        boolean capped = most.compareTo(quarter) < 0;
        Duration margin = capped ? most : quarter;
        Instant before = answerBy.minus(margin).truncatedTo(ChronoUnit.SECONDS);

        Map<String, Object> why = new LinkedHashMap<>();
        why.put("code", Why.BEFORE_ANSWER);
        why.put("intake", intakeAt.toString());
        why.put("answerBy", answerBy.toString());
        why.put("answerFrom", platform ? "PLATFORM" : "SETTING");
        why.put("left", left.toString());
        why.put("margin", margin.toString());
        why.put("marginFrom", capped ? "MAXIMUM" : "QUARTER");
        why.put("before", before.toString());
        return movedBack(shop, intakeAt, before, why);
    }

    private WorkDue movedBack(String shop, Instant intakeAt, Instant before, Map<String, Object> why) {
        Instant staffed = calendar.lastStaffed(shop, before);
        if (staffed.equals(before)) {
            return new WorkDue(before, why);
        }
        why.put("zone", settings.zone(shop).getId());
        if (!staffed.isAfter(intakeAt)) {
            // nobody is on duty from intake to then: moving it back would make it overdue before anyone could know of it
            why.put("notMovedBack", "NOBODY_ON_DUTY");
            return new WorkDue(before, why);
        }
        why.put("movedBackTo", staffed.toString());
        return new WorkDue(staffed, why);
    }

    /**
     * As it would stand if it were found anew from the reason it was given then.
     *
     * @param figure what changed: {@code refund.answerWithin} or {@code refund.marginMax}; for null, or anything else, only
     *               the hours did, and answer and margin stay as they were
     */
    WorkDue again(String shop, Map<String, Object> why, Figure figure) {
        Instant intake = Instant.parse((String) why.get("intake"));
        boolean platform = "PLATFORM".equals(why.get("answerFrom"));
        if (figure == Figure.REFUND_ANSWER_WITHIN && !platform) {
            return of(shop, intake, null);
        }
        if (figure == Figure.REFUND_MARGIN_MAX) {
            return of(shop, intake, Instant.parse((String) why.get("answerBy")), platform);
        }
        Map<String, Object> same = new LinkedHashMap<>(why);
        List.of("zone", "notMovedBack", "movedBackTo", "movedFrom").forEach(same::remove);
        return movedBack(shop, intake, Instant.parse((String) why.get("before")), same);
    }
}

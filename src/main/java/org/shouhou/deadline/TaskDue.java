package org.shouhou.deadline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** When a task is due, by its key. Every task has a deadline; who says nothing else gets {@code task.defaultWithin}. */
@Service
public class TaskDue {

    /** @param why see {@link Why} */
    public record Due(Instant due, Map<String, Object> why) {
    }

    private final JdbcClient jdbc;
    private final Settings settings;
    private final BusinessCalendar calendar;
    private final Deadlines deadlines;
    private final Clock clock;

    TaskDue(JdbcClient jdbc, Settings settings, BusinessCalendar calendar, Deadlines deadlines, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** The moment alone; see {@link #due}. */
    public Instant of(String taskKey, long caseId, Map<String, Object> vars) {
        return due(taskKey, caseId, vars).due();
    }

    /**
     * When a task that begins now is due, and why.
     *
     * @param vars {@code slotEnds} for contactCustomer; {@code decideBy} for reviewing and approving a refund or
     *             reviewing a return, {@code inspectBy} for inspecting goods that came back; as Date
     *             or Instant; where they are missing the default time holds
     */
    public Due due(String taskKey, long caseId, Map<String, Object> vars) {
        Instant now = clock.instant();
        String shop = jdbc.sql("SELECT shop FROM case_file WHERE id = ?").param(caseId).query(String.class).optional().orElse("");
        Instant slotEnds = moment(vars.get("slotEnds"));
        Instant decideBy = moment(vars.get("decideBy"));
        switch (taskKey) {
            case "contactCustomer":
                return slotEnds == null ? usual(shop, now) : new Due(slotEnds, Why.at(Why.SLOT_END, "ends", slotEnds));
            case "reviewRefund", "approveRefund", "reviewReturn":
                return decideBy == null ? usual(shop, now) : new Due(decideBy, Why.at(Why.CASE_DUE, "decideBy", decideBy));
            case "investigateComplaint", "takeOverComplaint", "decideComplaint", "confirmWithCustomer":
                return decideBy == null ? usual(shop, now) : new Due(decideBy, Why.at(Why.CASE_DUE, "decideBy", decideBy));
            case "decideOverdueRefund":
                return beforePlatformDecides(caseId, shop, now);
            case "resolveHeldOrder":
                return staffed(shop, now, Figure.HELD_ORDER_RESOLVE_WITHIN);
            case "decideIncident", "approveIncidentBudget":
                return elapsed(now, Figure.INCIDENT_DECIDE_WITHIN, shop);
            case "inspectReturn":
                return inspection(shop, now, moment(vars.get("inspectBy")));
            case "renewPromise":
                return elapsed(now, Figure.PROMISE_RENEW_WITHIN, shop);
            case "callCustomerBack":
                return elapsed(now, Figure.CALL_BACK_WITHIN, shop);
            case "checkPacking":
                return elapsed(now, Figure.PACKING_CHECK_WITHIN, shop);
            case "claimFromCourier":
                return elapsed(now, Figure.COURIER_CLAIM_STEP_WITHIN, shop);
            default:
                return usual(shop, now);
        }
    }

    /** The work is late already; what counts now is the platform's own deadline, where it is still ahead. */
    private Due beforePlatformDecides(long caseId, String shop, Instant now) {
        Due usual = usual(shop, now);
        return deadlines.running(caseId, Deadlines.PLATFORM).stream().map(Deadlines.View::due)
                .filter(platform -> platform.isAfter(now) && platform.isBefore(usual.due())).findFirst()
                .map(platform -> new Due(platform, Why.given(platform))).orElse(usual);
    }

    /** From the courier's signature, where it is known (R46). */
    private Due inspection(String shop, Instant now, Instant inspectBy) {
        Duration within = settings.duration(Figure.INSPECTION_WITHIN, shop);
        return inspectBy == null ? elapsed(now, Figure.INSPECTION_WITHIN, shop)
                : new Due(inspectBy, Why.by(Figure.INSPECTION_WITHIN, Why.elapsed(inspectBy.minus(within), within)));
    }

    private Due usual(String shop, Instant now) {
        return elapsed(now, Figure.TASK_DEFAULT_WITHIN, shop);
    }

    private Due elapsed(Instant now, Figure figure, String shop) {
        Duration time = settings.duration(figure, shop);
        return new Due(now.plus(time), Why.by(figure, Why.elapsed(now, time)));
    }

    private Due staffed(String shop, Instant now, Figure figure) {
        Duration time = settings.duration(figure, shop);
        BusinessCalendar.Counted counted = calendar.after(shop, now, time);
        return new Due(counted.due(), Why.by(figure, Why.staffed(now, time, counted, settings.zone(shop).getId())));
    }

    private static Instant moment(Object value) {
        return value instanceof Date date ? date.toInstant() : value instanceof Instant instant ? instant : null;
    }
}

package org.shouhou.authority;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Service;

/** The menu of standing remedies as people and clients see it. */
@Service
public class Menu {

    /**
     * A standing remedy.
     *
     * @param shop  empty for every shop
     * @param state WAITING (for a manager), HOLDS, COMING, OVER or WITHDRAWN
     */
    public record View(String id, String shop, String name, String kind, Long maxMinor, String sku, Integer quantity, String reasonCode,
            Instant validFrom, Instant validTo, String releasedBy, String approvedBy, String withdrawnBy, String state) {
    }

    /**
     * What a supervisor releases.
     *
     * @param shop      absent: every shop
     * @param maxMinor  minor units; for everything but a gift
     * @param quantity  most pieces of {@code sku}, for a gift
     * @param validFrom absent: now
     */
    public record Release(String requestId, String shop, String name, String kind, Long maxMinor, String sku, Integer quantity,
            String reasonCode, Instant validFrom, Instant validTo) {
    }

    /** @param created false when the request had released it before */
    public record Released(View remedy, boolean created) {
    }

    private final StandingRemedies remedies;
    private final Clock clock;

    Menu(StandingRemedies remedies, Clock clock) {
        this.remedies = remedies;
        this.clock = clock;
    }

    /** Newest first. */
    public List<View> all(boolean holding) {
        return remedies.all(holding).stream().map(this::view).toList();
    }

    /** @throws org.shouhou.common.Problem see {@link StandingRemedies#release} */
    public Released release(Release wanted, Actor by) {
        return replace(wanted, "", by);
    }

    /** Releases one in the place of another, which is withdrawn once the new one holds. @param old empty for none */
    public Released replace(Release wanted, String old, Actor by) {
        StandingRemedies.Released released = remedies.release(wanted, old.matches("\\d{1,18}") ? remedies.get(Long.parseLong(old)).id() : null, by);
        return new Released(view(released.remedy()), released.created());
    }

    /** @throws org.shouhou.common.Problem see {@link StandingRemedies#approve} */
    public View approve(long id, Actor by) {
        return view(remedies.approve(id, by));
    }

    /** @throws org.shouhou.common.Problem 404 */
    public View withdraw(long id, Actor by) {
        return view(remedies.withdraw(id, by));
    }

    private View view(StandingRemedy one) {
        String state = one.withdrawnMs() != null ? "WITHDRAWN" : one.waits() ? "WAITING" : remedies.holds(one) ? "HOLDS"
                : one.validFrom().isAfter(clock.instant()) ? "COMING" : "OVER";
        return new View(Long.toString(one.id()), one.shop(), one.name(), one.kind().name(), one.maxMinor(), one.sku(), one.quantity(),
                one.reasonCode(), one.validFrom(), one.validTo(), one.releasedBy(), one.approvedBy(), one.withdrawnBy(), state);
    }
}

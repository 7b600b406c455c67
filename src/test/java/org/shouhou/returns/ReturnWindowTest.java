package org.shouhou.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Until when goods may come back without a reason (R14). */
class ReturnWindowTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant RECEIVED = Instant.parse("2026-11-02T15:30:00Z");

    private static ReturnWindow.Level asked(String at) {
        return ReturnWindow.of(RECEIVED, null, Instant.parse(at), 7, SHANGHAI);
    }

    @Test
    void r14_the_seventh_day_after_receipt_counts_to_its_end_in_the_shops_zone() {
        assertThat(asked("2026-11-02T15:31:00Z")).isEqualTo(ReturnWindow.Level.WITHIN);
        assertThat(asked("2026-11-09T15:59:59Z")).isEqualTo(ReturnWindow.Level.WITHIN);
        assertThat(asked("2026-11-09T16:00:00Z")).isEqualTo(ReturnWindow.Level.OUTSIDE);
    }

    @Test
    void r14_a_shop_may_widen_it() {
        assertThat(ReturnWindow.of(RECEIVED, null, Instant.parse("2026-12-01T00:00:00Z"), 30, SHANGHAI)).isEqualTo(ReturnWindow.Level.WITHIN);
    }

    @Test
    void r14_nothing_is_received_before_it_is_shipped_and_otherwise_nobody_knows() {
        assertThat(ReturnWindow.of(null, RECEIVED, Instant.parse("2026-11-09T15:59:59Z"), 7, SHANGHAI)).isEqualTo(ReturnWindow.Level.WITHIN);
        assertThat(ReturnWindow.of(null, RECEIVED, Instant.parse("2026-11-12T00:00:00Z"), 7, SHANGHAI)).isEqualTo(ReturnWindow.Level.UNKNOWN);
        assertThat(ReturnWindow.of(null, null, RECEIVED, 7, SHANGHAI)).isEqualTo(ReturnWindow.Level.UNKNOWN);
    }
}

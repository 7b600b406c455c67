package org.shouhou.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The adjustable clock over HTTP, where there is one. */
@RestController
@RequestMapping("/api/demo/clock")
@ConditionalOnProperty("shouhou.clock.adjustable")
class ClockController {

    /** @param advance an ISO period of time: PT2H, P1D */
    record Move(String advance) {
    }

    private final ClockWalk walk;
    private final java.time.Clock clock;

    ClockController(ClockWalk walk, java.time.Clock clock) {
        this.walk = walk;
        this.clock = clock;
    }

    @GetMapping
    Map<String, Instant> now() {
        return Map.of("now", clock.instant());
    }

    /** Answers once everything that became due on the way is done. */
    @PostMapping
    Map<String, Instant> advance(@RequestBody Move move) {
        return Map.of("now", walk.advance(duration(move.advance())));
    }

    private static Duration duration(String text) {
        try {
            Duration by = text.matches("P\\d+[DW]") ? Duration.ofDays(Period.parse(text).getDays()) : Duration.parse(text);
            if (!by.isNegative() && !by.isZero() && by.compareTo(Duration.ofDays(366)) <= 0) {
                return by;
            }
        } catch (DateTimeParseException | NullPointerException wrong) {
            // answered below
        }
        throw Problem.fields(List.of(new FieldProblem("advance", "Must be a time ahead such as PT2H or P1D, at most a year.")));
    }
}

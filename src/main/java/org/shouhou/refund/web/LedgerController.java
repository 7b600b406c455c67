package org.shouhou.refund.web;

import java.time.Instant;
import org.shouhou.refund.LedgerSums;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The refund ledger over HTTP. */
@RestController
class LedgerController {

    private final LedgerSums sums;

    LedgerController(LedgerSums sums) {
        this.sums = sums;
    }

    @GetMapping("/api/ledger")
    LedgerSums.Sums ledger(@RequestParam(required = false) Instant from, @RequestParam(required = false) Instant to) {
        return sums.between(from, to);
    }
}

package org.shouhou.authority.web;

import java.time.Instant;
import org.shouhou.authority.GivenAway;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Consents, what was given without one, and refused attempts. */
@RestController
class ConsentApi {

    private final GivenAway given;

    ConsentApi(GivenAway given) {
        this.given = given;
    }

    @GetMapping("/api/consents")
    GivenAway.Page find(@RequestParam(required = false) String caseId, @RequestParam(required = false) String decision,
            @RequestParam(defaultValue = "false") boolean withoutConsent, @RequestParam(required = false) String shop,
            @RequestParam(required = false) Instant from, @RequestParam(required = false) Instant to,
            @RequestParam(required = false) String cursor) {
        return given.find(caseId, decision, withoutConsent, shop, from, to, cursor);
    }
}

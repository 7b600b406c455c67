package org.shouhou.authority.web;

import java.util.List;
import java.util.UUID;
import org.shouhou.authority.Given;
import org.shouhou.authority.NewCompensation;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Yuan;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Giving something from the case's page. */
@Controller
class CompensationPages {

    private final Given given;
    private final Asked asked;

    CompensationPages(Given given, Asked asked) {
        this.given = given;
        this.asked = asked;
    }

    @PostMapping("/cases/{caseId}/compensations")
    String propose(@PathVariable String caseId, @RequestParam(required = false) String requestId, @RequestParam(required = false) String kind,
            @RequestParam(defaultValue = "") String amount, @RequestParam(defaultValue = "") String sku,
            @RequestParam(defaultValue = "") String quantity, @RequestParam(required = false) String reasonCode,
            @RequestParam(defaultValue = "") String text, RedirectAttributes next) {
        asked.thenRedirect(next, "compensationProposed", () -> {
            boolean gift = "GIFT".equals(kind);
            given.propose(caseId, new NewCompensation(requestId == null ? UUID.randomUUID().toString() : requestId, kind,
                    amount.isBlank() ? null : minor(amount), gift ? sku.strip() : null, gift ? pieces(quantity) : null, reasonCode,
                    text.isBlank() ? null : text.strip()), Actor.current());
        });
        return "redirect:/cases/" + caseId;
    }

    static Long minor(String amount) {
        return Yuan.minor(amount).orElseThrow(() -> Problem.fields(
                List.of(new FieldProblem("amountMinor", "This is not the right kind of value."))));
    }

    static Integer pieces(String quantity) {
        if (!quantity.strip().matches("\\d{1,4}")) {
            throw Problem.fields(List.of(new FieldProblem("quantity", "Say how many, from 1 to 1000.")));
        }
        return Integer.valueOf(quantity.strip());
    }
}

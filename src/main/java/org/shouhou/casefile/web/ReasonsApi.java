package org.shouhou.casefile.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseIntake;
import org.shouhou.casefile.Reasons;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The coded reasons over HTTP (R33). */
@RestController
class ReasonsApi {

    private final Reasons reasons;
    private final CaseIntake intake;

    ReasonsApi(Reasons reasons, CaseIntake intake) {
        this.reasons = reasons;
        this.intake = intake;
    }

    /** The reasons each kind of case may be opened with; of one kind when {@code type} is given. */
    @GetMapping("/api/reasons")
    Map<String, List<String>> list(@RequestParam(required = false) String type, @RequestParam(required = false) String shop) {
        if (type != null && !intake.types().contains(type)) {
            throw Problem.fields(List.of(new FieldProblem("type", "Must be one of " + intake.types() + ".")));
        }
        Map<String, List<String>> all = new LinkedHashMap<>();
        (type == null ? intake.types() : List.of(type)).forEach(one -> all.put(one, reasons.of(one, shop)));
        return all;
    }
}

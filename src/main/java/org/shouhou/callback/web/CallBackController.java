package org.shouhou.callback.web;

import java.util.List;
import org.shouhou.callback.CallBacks;
import org.shouhou.casefile.CaseViews;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What customers said after their case was solved (R32). */
@RestController
@RequestMapping("/api/cases/{caseId}/call-backs")
class CallBackController {

    /** @param satisfaction 1 to 5 */
    record Answer(Integer satisfaction, String text) {
    }

    private final CaseViews cases;
    private final CallBacks callBacks;

    CallBackController(CaseViews cases, CallBacks callBacks) {
        this.cases = cases;
        this.callBacks = callBacks;
    }

    @GetMapping
    List<CallBacks.CallBack> list(@PathVariable String caseId) {
        return callBacks.of(cases.visible(caseId, Actor.current()).id());
    }

    /** The customer answered what was asked in writing. */
    @PostMapping("/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(@PathVariable String caseId, @RequestBody Answer answer) {
        callBacks.answer(cases.visible(caseId, Actor.current()).id(), answer.satisfaction(), answer.text(), Actor.current());
    }
}

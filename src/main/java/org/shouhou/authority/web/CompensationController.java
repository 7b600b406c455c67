package org.shouhou.authority.web;

import java.util.List;
import org.shouhou.authority.Given;
import org.shouhou.authority.NewCompensation;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a case was given beyond what is owed. */
@RestController
@RequestMapping("/api/cases/{caseId}/compensations")
class CompensationController {

    private final Given given;

    CompensationController(Given given) {
        this.given = given;
    }

    @GetMapping
    List<Given.View> of(@PathVariable String caseId) {
        return given.of(caseId, Actor.current());
    }

    /** 201 with the new one, 200 with the same one when the request was made before; also on a closed case. */
    @PostMapping
    ResponseEntity<Given.View> propose(@PathVariable String caseId, @RequestBody NewCompensation wanted) {
        Given.Proposal proposal = given.propose(caseId, wanted, Actor.current());
        return ResponseEntity.status(proposal.created() ? HttpStatus.CREATED : HttpStatus.OK).body(proposal.compensation());
    }
}

package org.shouhou.authority.web;

import java.util.List;
import java.util.UUID;
import org.shouhou.authority.Given;
import org.shouhou.authority.Kind;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Component;

/** What the case's page shows of compensations, as its template asks for it. */
@Component("givenShown")
public class CompensationsShown {

    private final Given given;

    CompensationsShown(Given given) {
        this.given = given;
    }

    /** Of a case, oldest first. */
    public List<Given.View> of(String caseId) {
        return given.of(caseId, Actor.current());
    }

    public List<Kind> kinds() {
        return List.of(Kind.values());
    }

    public List<String> reasons() {
        return given.reasons();
    }

    /** For a form that is sent once. */
    public String requestId() {
        return UUID.randomUUID().toString();
    }
}

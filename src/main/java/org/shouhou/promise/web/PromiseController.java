package org.shouhou.promise.web;

import java.time.Instant;
import java.util.List;
import org.shouhou.casefile.CaseViews;
import org.shouhou.desk.Shown;
import org.shouhou.identity.Actor;
import org.shouhou.promise.Promise;
import org.shouhou.promise.Promises;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Promises over HTTP (R8). */
@RestController
class PromiseController {

    /** A promise as the API shows it; times are instants in UTC. */
    record View(long promiseId, String caseId, String kind, String text, Instant due, String keptBy, String madeBy, String state,
            String endedHow, int renewed, Instant madeAt, Instant endedAt) {
    }

    /** How it was kept; may be left out. */
    record Kept(String note) {
    }

    private final CaseViews cases;
    private final Promises promises;
    private final Shown shown;

    PromiseController(CaseViews cases, Promises promises, Shown shown) {
        this.cases = cases;
        this.promises = promises;
        this.shown = shown;
    }

    /** 201 with the new promise; 200 with the same one when the request was made before. */
    @PostMapping("/api/cases/{caseId}/promises")
    ResponseEntity<View> make(@PathVariable String caseId, @RequestBody Promises.NewPromise wanted) {
        Actor actor = Actor.current();
        Promises.Made made = promises.record(cases.visible(caseId, actor).id(), wanted, actor);
        return ResponseEntity.status(made.created() ? HttpStatus.CREATED : HttpStatus.OK).body(view(made.promise()));
    }

    @GetMapping("/api/cases/{caseId}/promises")
    List<View> list(@PathVariable String caseId) {
        return promises.of(cases.visible(caseId, Actor.current()).id()).stream().map(this::view).toList();
    }

    @GetMapping("/api/promises/{promiseId}")
    View get(@PathVariable long promiseId) {
        return view(visible(promiseId));
    }

    private View view(Promise promise) {
        return new View(promise.id(), Long.toString(promise.caseId()), promise.kind().name(), shown.said(promise.text()), promise.due(),
                promise.keeper(), promise.madeBy(), promise.state().name(), promise.endedHow(), promise.renewed(),
                Instant.ofEpochMilli(promise.madeMs()), promise.endedMs() == null ? null : Instant.ofEpochMilli(promise.endedMs()));
    }

    private Promise visible(long promiseId) {
        Promise promise = promises.get(promiseId);
        cases.visible(Long.toString(promise.caseId()), Actor.current());
        return promise;
    }

    /** A person says that it was kept; again, it changes nothing. */
    @PostMapping("/api/promises/{promiseId}/kept")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void kept(@PathVariable long promiseId, @RequestBody(required = false) Kept kept) {
        visible(promiseId);
        promises.keptByHand(promiseId, kept == null ? null : kept.note(), Actor.current());
    }
}

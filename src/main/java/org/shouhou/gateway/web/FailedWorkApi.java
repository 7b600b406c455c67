package org.shouhou.gateway.web;

import java.util.List;
import java.util.Map;
import org.shouhou.gateway.FailedWork;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Work that gave up, for operators. */
@RestController
@RequestMapping("/api/failed-work")
class FailedWorkApi {

    private final FailedWork failed;

    FailedWorkApi(FailedWork failed) {
        this.failed = failed;
    }

    @GetMapping
    List<FailedWork.Entry> list() {
        return failed.all();
    }

    @PostMapping("/{kind}/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void retry(@PathVariable FailedWork.Kind kind, @PathVariable String id) {
        failed.retry(kind, id, Actor.current().name());
    }

    @PostMapping("/retry")
    Map<String, Integer> retryAll() {
        return Map.of("retried", failed.retryAll(Actor.current().name()));
    }
}

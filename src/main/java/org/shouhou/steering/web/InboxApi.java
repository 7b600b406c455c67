package org.shouhou.steering.web;

import org.shouhou.identity.Actor;
import org.shouhou.steering.Inbox;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits for the word of those who lead, over HTTP. */
@RestController
class InboxApi {

    private final Inbox inbox;

    InboxApi(Inbox inbox) {
        this.inbox = inbox;
    }

    /** @param task only this kind, and then as many as are decided together; each kind's most urgent ones otherwise */
    @GetMapping("/api/inbox")
    Inbox.Shown inbox(@RequestParam(required = false) String task) {
        return inbox.of(task == null || task.isBlank() ? null : task, Actor.current());
    }
}

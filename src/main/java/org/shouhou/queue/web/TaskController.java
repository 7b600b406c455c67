package org.shouhou.queue.web;

import java.util.Locale;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.queue.BulkDecisions;
import org.shouhou.queue.TaskFilter;
import org.shouhou.queue.TaskLists;
import org.shouhou.queue.Tasks;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tasks over HTTP. */
@RestController
@RequestMapping("/api/tasks")
class TaskController {

    record Seen(Long revision) {
    }

    record Handover(String to, String note) {
    }

    record Completion(String requestId, Long revision, Map<String, Object> data) {
    }

    private final Tasks tasks;
    private final TaskLists lists;
    private final BulkDecisions bulk;

    TaskController(Tasks tasks, TaskLists lists, BulkDecisions bulk) {
        this.tasks = tasks;
        this.lists = lists;
        this.bulk = bulk;
    }

    /** @param given besides view and cursor: type, task, reason, courier, owner ("-" for nobody), overMinor, overdue */
    @GetMapping
    TaskLists.TaskPage list(@RequestParam(defaultValue = "mine") String view, @RequestParam(required = false) String cursor,
            @RequestParam Map<String, String> given) {
        TaskLists.View wanted = switch (view.toLowerCase(Locale.ROOT)) {
            case "mine" -> TaskLists.View.MINE;
            case "team" -> TaskLists.View.TEAM;
            case "overdue" -> TaskLists.View.OVERDUE;
            default -> throw Problem.fields(List.of(new FieldProblem("view", "Must be mine, team or overdue.")));
        };
        return lists.page(wanted, TaskFilter.of(given), cursor, Actor.current());
    }

    /** How much there is, each up to 1000; {@code fresh} is what came to the team after an epoch milli. */
    @GetMapping("/counts")
    TaskLists.Counts counts(@RequestParam(required = false) Long since) {
        return lists.counts(false, since, Actor.current());
    }

    @GetMapping("/{taskId}")
    Tasks.TaskView get(@PathVariable String taskId) {
        return tasks.get(taskId, Actor.current());
    }

    /** One decision for many tasks of one kind and one reason; a result for each, and nothing changed about what is refused. */
    @PostMapping("/bulk")
    BulkDecisions.Results bulk(@RequestBody BulkDecisions.Wanted wanted) {
        return bulk.decide(wanted, Actor.current());
    }

    /** 200 with the task claimed, 204 when nothing waits. */
    @PostMapping("/next")
    ResponseEntity<Tasks.TaskView> next() {
        return tasks.next(Actor.current()).map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PostMapping("/{taskId}/claim")
    Tasks.TaskView claim(@PathVariable String taskId, @RequestBody(required = false) Seen seen) {
        return tasks.claim(taskId, seen == null ? null : seen.revision(), Actor.current());
    }

    @PostMapping("/{taskId}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String taskId, @RequestBody(required = false) Seen seen) {
        tasks.release(taskId, seen == null ? null : seen.revision(), Actor.current());
    }

    @PostMapping("/{taskId}/handover")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void handover(@PathVariable String taskId, @RequestBody Handover handover) {
        tasks.handover(taskId, handover.to(), handover.note(), Actor.current());
    }

    @PostMapping("/{taskId}/complete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(@PathVariable String taskId, @RequestBody Completion completion) {
        tasks.complete(taskId, completion.requestId(), completion.revision(), completion.data(), Actor.current());
    }
}

package org.shouhou.steering.web;

import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.queue.MovedWork;
import org.shouhou.queue.Reassigning;
import org.shouhou.steering.Workload;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who has how much, and moving it, over HTTP. */
@RestController
@RequestMapping("/api/workload")
class WorkloadApi {

    private final Workload workload;
    private final Reassigning reassigning;
    private final MovedWork moved;

    WorkloadApi(Workload workload, Reassigning reassigning, MovedWork moved) {
        this.workload = workload;
        this.reassigning = reassigning;
        this.moved = moved;
    }

    /** Each person's open tasks, overdue, due within the hour and today, with how they stand; and what is free of each kind. */
    @GetMapping
    Workload.Load now() {
        return workload.now();
    }

    /** What moving would do, task by task; changes nothing. */
    @PostMapping("/plan")
    Reassigning.Moved plan(@RequestBody Reassigning.Wanted wanted) {
        return reassigning.plan(wanted, Actor.current());
    }

    /** Moves tasks to ONE person, SPREADs them over those on duty, or gives them to the POOL; a result for each. */
    @PostMapping("/moves")
    Reassigning.Moved move(@RequestBody Reassigning.Wanted wanted) {
        return reassigning.move(wanted, Actor.current());
    }

    /** What was moved lately and can still be given back. */
    @GetMapping("/moves")
    List<Reassigning.Moved> recent() {
        return moved.recent();
    }

    @GetMapping("/moves/{moveId}")
    Reassigning.Moved get(@PathVariable String moveId) {
        return moved.get(moveId);
    }

    /** Each task goes back to whoever had it, unless it was decided or moved on meanwhile. */
    @PostMapping("/moves/{moveId}/give-back")
    Reassigning.Moved giveBack(@PathVariable String moveId) {
        return moved.giveBack(moveId, Actor.current());
    }
}

package org.shouhou.queue.web;

import java.util.ArrayList;
import java.util.List;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.queue.Tasks;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What can be done with a task besides deciding it. */
@Controller
@RequestMapping("/tasks")
class TaskPages {

    private final Tasks tasks;
    private final Asked asked;

    TaskPages(Tasks tasks, Asked asked) {
        this.tasks = tasks;
        this.asked = asked;
    }

    /** Claims the most urgent task I may do and opens it. */
    @PostMapping("/next")
    String next(RedirectAttributes next) {
        List<Tasks.TaskView> task = new ArrayList<>();
        if (!asked.thenRedirect(next, "taken", () -> tasks.next(Actor.current()).ifPresent(task::add))) {
            return "redirect:/tasks";
        }
        if (task.isEmpty()) {
            next.addFlashAttribute("done", "nothingWaits");
            return "redirect:/tasks";
        }
        return toCase(task.get(0));
    }

    @PostMapping("/{taskId}/claim")
    String claim(@PathVariable String taskId, @RequestParam(required = false) Long revision,
            @RequestParam(defaultValue = "/tasks/team") String back, RedirectAttributes next) {
        Tasks.TaskView[] claimed = new Tasks.TaskView[1];
        return asked.thenRedirect(next, "claimed", () -> claimed[0] = tasks.claim(taskId, revision, Actor.current()))
                ? toCase(claimed[0]) : "redirect:" + ours(back);
    }

    @PostMapping("/{taskId}/release")
    String release(@PathVariable String taskId, @RequestParam(required = false) Long revision, @RequestParam String back,
            RedirectAttributes next) {
        return asked.thenRedirect(next, "released", () -> tasks.release(taskId, revision, Actor.current()))
                ? "redirect:/tasks" : "redirect:" + ours(back);
    }

    @PostMapping("/{taskId}/handover")
    String handover(@PathVariable String taskId, @RequestParam(required = false) String to,
            @RequestParam(required = false) String note, @RequestParam String back, RedirectAttributes next) {
        String receiver = to == null || to.isBlank() ? null : to.strip();
        boolean done = asked.thenRedirect(next, "handedOver", () -> tasks.handover(taskId, receiver, note, Actor.current()));
        if (!done) {
            next.addFlashAttribute("handoverTo", to);
            next.addFlashAttribute("handoverNote", note);
        }
        return done ? "redirect:/tasks" : "redirect:" + ours(back);
    }

    private static String toCase(Tasks.TaskView task) {
        return "redirect:" + task.page() + "?task=" + task.taskId();
    }

    /** Only back to a page of ours. */
    private static String ours(String path) {
        return path.matches("/[a-zA-Z0-9/?&=_-]*") && !path.startsWith("//") ? path : "/tasks";
    }
}

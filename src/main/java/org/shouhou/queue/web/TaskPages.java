package org.shouhou.queue.web;

import java.util.List;
import java.util.Optional;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Desk;
import org.shouhou.identity.Actor;
import org.shouhou.queue.Tasks;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The lists of work, and what can be done with a task besides deciding it. */
@Controller
@RequestMapping("/tasks")
class TaskPages {

    private static final List<String> TYPES = List.of("refund", "slowReview");

    private final Tasks tasks;
    private final Asked asked;
    private final Desk desk;

    TaskPages(Tasks tasks, Asked asked, Desk desk) {
        this.tasks = tasks;
        this.asked = asked;
        this.desk = desk;
    }

    @GetMapping
    String mine(@RequestParam(required = false) String type, @RequestParam(required = false) String cursor, Model model) {
        return list(Tasks.View.MINE, type, cursor, model);
    }

    @GetMapping("/team")
    String team(@RequestParam(required = false) String type, @RequestParam(required = false) String cursor,
            @RequestParam(defaultValue = "false") boolean overdue, Model model) {
        return list(overdue ? Tasks.View.OVERDUE : Tasks.View.TEAM, type, cursor, model);
    }

    private String list(Tasks.View view, String type, String cursor, Model model) {
        String wanted = type == null || type.isBlank() ? null : type;
        model.addAttribute("view", view.name());
        model.addAttribute("type", wanted);
        model.addAttribute("types", TYPES);
        model.addAttribute("mayWork", desk.may("POST", "/tasks/next"));
        model.addAttribute("page", tasks.list(view, wanted, cursor, Actor.current()));
        return "queue/tasks";
    }

    /** Claims the most urgent task I may do and opens it. */
    @PostMapping("/next")
    String next(RedirectAttributes next) {
        Optional<Tasks.TaskView> task = tasks.next(Actor.current());
        if (task.isEmpty()) {
            next.addFlashAttribute("done", "nothingWaits");
            return "redirect:/tasks";
        }
        return toCase(task.get());
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

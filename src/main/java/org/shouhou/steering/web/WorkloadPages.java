package org.shouhou.steering.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shouhou.desk.Asked;
import org.shouhou.desk.ScriptWords;
import org.shouhou.duty.DutyList;
import org.shouhou.identity.Actor;
import org.shouhou.queue.MovedWork;
import org.shouhou.queue.Reassigning;
import org.shouhou.queue.Takers;
import org.shouhou.queue.TaskFilter;
import org.shouhou.queue.TaskLists;
import org.shouhou.queue.Tasks;
import org.shouhou.steering.Workload;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who has how much; one person's work, or what is free, and where it should go: looked at first, then moved. */
@Controller
@RequestMapping("/workload")
class WorkloadPages {

    private static final List<String> WORDS = List.of("list.selected");
    /** In the one choice of where work goes; everything else is a user name. */
    private static final String EVERYBODY = "*";
    private static final String POOL = "-";

    private final Workload workload;
    private final Reassigning reassigning;
    private final MovedWork moved;
    private final TaskLists lists;
    private final Takers takers;
    private final Tasks tasks;
    private final DutyList people;
    private final Asked asked;
    private final ScriptWords words;

    WorkloadPages(Workload workload, Reassigning reassigning, MovedWork moved, TaskLists lists, Takers takers, Tasks tasks, DutyList people,
            Asked asked, ScriptWords words) {
        this.workload = workload;
        this.reassigning = reassigning;
        this.moved = moved;
        this.lists = lists;
        this.takers = takers;
        this.tasks = tasks;
        this.people = people;
        this.asked = asked;
        this.words = words;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("load", workload.now());
        model.addAttribute("recent", moved.recent());
        model.addAttribute("words", words.json(WORDS));
        return "steering/workload";
    }

    /** One person's work; what is free when nobody is named. */
    @GetMapping("/tasks")
    String tasks(@RequestParam Map<String, String> given, Model model) {
        String of = given.getOrDefault("of", "").isBlank() ? TaskFilter.NOBODY : given.get("of").strip();
        Map<String, String> narrowing = new LinkedHashMap<>(given);
        narrowing.remove("owner");
        TaskFilter filter = asked.orAgain(model, () -> TaskFilter.of(narrowing));
        List<TaskLists.TaskRow> rows = lists.of(of, filter == null ? TaskFilter.NONE : filter);
        boolean free = TaskFilter.NOBODY.equals(of);
        model.addAttribute("of", of);
        model.addAttribute("free", free);
        model.addAttribute("person", people.all().stream().filter(one -> one.user().equals(of)).findFirst().orElse(null));
        model.addAttribute("rows", rows);
        model.addAttribute("filter", filter == null ? TaskFilter.NONE : filter);
        model.addAttribute("taskKeys", tasks.keys());
        model.addAttribute("takers", takers.of(rows.stream().map(TaskLists.TaskRow::taskId).toList(), free ? null : of));
        model.addAttribute("words", words.json(WORDS));
        return "steering/tasks";
    }

    /** What it would do; it is sent as a form because two hundred ids are too long for an address. */
    @PostMapping("/plan")
    String plan(@RequestParam MultiValueMap<String, String> typed, Model model) {
        Reassigning.Wanted wanted = wanted(typed);
        Reassigning.Moved plan = asked.orAgain(model, () -> reassigning.plan(wanted, Actor.current()));
        model.addAttribute("plan", plan);
        model.addAttribute("where", typed.getFirst("where"));
        model.addAttribute("of", typed.getFirst("of"));
        model.addAttribute("note", typed.getFirst("note"));
        model.addAttribute("requestId", UUID.randomUUID().toString());
        return "steering/plan";
    }

    @PostMapping("/move")
    String move(@RequestParam MultiValueMap<String, String> typed, Model model, RedirectAttributes next) {
        Reassigning.Moved[] done = new Reassigning.Moved[1];
        if (!asked.thenRedirect(next, "workMoved", () -> done[0] = reassigning.move(wanted(typed), Actor.current()))) {
            return "redirect:/workload";
        }
        if (done[0].done() == 0) {
            asked.nothingDone(next);
        }
        next.addAttribute("id", done[0].moveId());
        return "redirect:/workload/moved";
    }

    /** What became of each task of one move; without one, what was moved lately. */
    @GetMapping("/moved")
    String moved(@RequestParam(required = false) String id, Model model) {
        model.addAttribute("moves", id == null || id.isBlank() ? moved.recent() : List.of(moved.get(id)));
        return "steering/moved";
    }

    @PostMapping("/moved/back")
    String giveBack(@RequestParam(defaultValue = "") String id, RedirectAttributes next) {
        asked.thenRedirect(next, "workGivenBack", () -> moved.giveBack(id, Actor.current()));
        next.addAttribute("id", id);
        return "redirect:/workload/moved";
    }

    /** All of it, or the first few, where a number stands beside the button; else what is ticked. */
    private static Reassigning.Wanted wanted(MultiValueMap<String, String> typed) {
        String where = typed.getFirst("where");
        Reassigning.How how = EVERYBODY.equals(where) ? Reassigning.How.SPREAD : POOL.equals(where) ? Reassigning.How.POOL : Reassigning.How.ONE;
        boolean all = typed.containsKey("all");
        String first = typed.getFirst("first");
        Map<String, String> notes = new LinkedHashMap<>();
        typed.forEach((name, values) -> {
            if (name.startsWith("note-") && !values.get(0).isBlank()) {
                notes.put(name.substring("note-".length()), values.get(0));
            }
        });
        return new Reassigning.Wanted(typed.getFirst("requestId"), all ? null : typed.getOrDefault("task", List.of()),
                all ? typed.getFirst("of") : null, all && first != null && first.matches("\\d{1,4}") ? Integer.valueOf(first) : null,
                how.name(), how == Reassigning.How.ONE ? where : null, typed.getFirst("note"), notes.isEmpty() ? null : notes);
    }
}

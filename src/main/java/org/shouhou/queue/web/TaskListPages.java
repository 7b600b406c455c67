package org.shouhou.queue.web;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.casefile.CaseIntake;
import org.shouhou.casefile.Reason;
import org.shouhou.common.Problem;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Desk;
import org.shouhou.desk.ScriptWords;
import org.shouhou.desk.Yuan;
import org.shouhou.duty.OnDuty;
import org.shouhou.identity.Actor;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.queue.SavedViews;
import org.shouhou.queue.TaskFilter;
import org.shouhou.queue.TaskLists;
import org.shouhou.queue.Tasks;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** My tasks, the team's, and the views people keep of them. */
@Controller
@RequestMapping("/tasks")
class TaskListPages {

    /** Texts the lists' script says. */
    private static final List<String> WORDS = List.of("list.fresh", "list.selected");

    private final TaskLists lists;
    private final SavedViews views;
    private final Tasks tasks;
    private final CaseIntake intake;
    private final Users users;
    private final OnDuty duty;
    private final Desk desk;
    private final Asked asked;
    private final ScriptWords words;
    private final Clock clock;

    TaskListPages(TaskLists lists, SavedViews views, Tasks tasks, CaseIntake intake, Users users, OnDuty duty, Desk desk,
            Asked asked, ScriptWords words, Clock clock) {
        this.lists = lists;
        this.views = views;
        this.tasks = tasks;
        this.intake = intake;
        this.users = users;
        this.duty = duty;
        this.desk = desk;
        this.asked = asked;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String mine(Model model) {
        Actor actor = frame(true, model);
        model.addAttribute("groups", lists.mine(actor));
        return "queue/mine";
    }

    /** Without a word what to show: what this person wants to see first. */
    @GetMapping("/team")
    String team(@RequestParam Map<String, String> given, Model model) {
        Optional<SavedViews.SavedView> first = given.isEmpty() ? views.first(Actor.current()) : Optional.empty();
        if (first.isPresent()) {
            return "redirect:" + path(first.get());
        }
        TaskFilter filter = asked.orAgain(model, () -> TaskFilter.of(inMinorUnits(given)));
        Actor actor = frame(false, model);
        TaskFilter shown = filter == null ? TaskFilter.NONE : filter;
        model.addAttribute("filter", shown);
        model.addAttribute("given", given);
        model.addAttribute("narrowed", shown.parameters());
        model.addAttribute("views", views.of(actor));
        model.addAttribute("viewPaths", paths(actor));
        model.addAttribute("types", intake.types());
        model.addAttribute("taskKeys", tasks.keys());
        model.addAttribute("reasons", Arrays.stream(Reason.values()).map(Reason::name).toList());
        model.addAttribute("people", users.all().stream().filter(User::active).map(User::name).sorted().toList());
        model.addAttribute("page", lists.page(TaskLists.View.TEAM, shown, given.get("cursor"), actor));
        return "queue/team";
    }

    /** People type yuan, programs minor units. */
    private static Map<String, String> inMinorUnits(Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(given);
        String over = given.getOrDefault("over", "");
        if (!over.isBlank()) {
            all.put("overMinor", Yuan.minor(over).map(Object::toString).orElseThrow(() -> Problem.fields(List.of(
                    new Problem.FieldProblem("over", "Must be an amount such as 12.50.")))));
        }
        return all;
    }

    private Map<Long, String> paths(Actor actor) {
        Map<Long, String> paths = new LinkedHashMap<>();
        views.of(actor).forEach(view -> paths.put(view.id(), path(view)));
        return paths;
    }

    private static String path(SavedViews.SavedView view) {
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/tasks/team").queryParam("view", view.id());
        view.parameters().forEach((name, value) -> path.queryParam(name, "{" + name + "}"));
        return path.encode().buildAndExpand(Map.copyOf(view.parameters())).toUriString();
    }

    private Actor frame(boolean mine, Model model) {
        Actor actor = Actor.current();
        long since = clock.millis();
        model.addAttribute("mine", mine);
        model.addAttribute("since", since);
        model.addAttribute("here", desk.here());
        model.addAttribute("counts", lists.counts(mine, null, actor));
        model.addAttribute("mayWork", desk.may("POST", "/tasks/next"));
        model.addAttribute("duty", duty.mine().name());
        model.addAttribute("words", words.json(WORDS));
        return actor;
    }

    /** What came since a list was shown; asked again and again, so it says nothing else. */
    @GetMapping("/fresh")
    @ResponseBody
    Map<String, Integer> fresh(@RequestParam(defaultValue = "false") boolean mine, @RequestParam long since) {
        return Map.of("fresh", lists.counts(mine, since, Actor.current()).fresh());
    }

    @PostMapping("/views")
    String save(@RequestParam Map<String, String> given, RedirectAttributes next) {
        SavedViews.SavedView[] saved = new SavedViews.SavedView[1];
        boolean done = asked.thenRedirect(next, "viewSaved", () -> saved[0] = views.save(given.get("name"), TaskFilter.of(inMinorUnits(given)),
                given.containsKey("first"), Actor.current()));
        return "redirect:" + (done ? path(saved[0]) : "/tasks/team?all=true");
    }

    @PostMapping("/views/{id}/first")
    String showFirst(@PathVariable long id, @RequestParam(defaultValue = "true") boolean on, RedirectAttributes next) {
        asked.thenRedirect(next, "viewFirst", () -> views.showFirst(on ? id : null, Actor.current()));
        return "redirect:/tasks/team?all=true";
    }

    @PostMapping("/views/{id}/remove")
    String remove(@PathVariable long id, RedirectAttributes next) {
        asked.thenRedirect(next, "viewRemoved", () -> views.remove(id, Actor.current()));
        return "redirect:/tasks/team?all=true";
    }
}

package org.shouhou.queue.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.queue.BulkDecisions;
import org.shouhou.queue.Tasks;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One decision for many tasks: first what it would do to how many and for how much, then what became of each. */
@Controller
@RequestMapping("/tasks/bulk")
class BulkPages {

    private static final String TEAM = "/tasks/team";
    private static final List<String> NO_FIELDS = List.of("task", "requestId", "back", "_csrf");

    private final BulkDecisions bulk;
    private final Tasks tasks;
    private final Asked asked;

    BulkPages(BulkDecisions bulk, Tasks tasks, Asked asked) {
        this.bulk = bulk;
        this.tasks = tasks;
        this.asked = asked;
    }

    /** Changes nothing; it is sent as a form because two hundred ids are too long for an address. */
    @PostMapping
    String choose(@RequestParam(name = "task", defaultValue = "") List<String> ids, @RequestParam(defaultValue = TEAM) String back, Model model) {
        model.addAttribute("back", ours(back));
        BulkDecisions.Choice choice = asked.orAgain(model, () -> bulk.choice(ids, Actor.current()));
        model.addAttribute("choice", choice);
        model.addAttribute("ids", ids);
        model.addAttribute("requestId", UUID.randomUUID().toString());
        if (choice != null && choice.key() != null) {
            model.addAttribute("rows", choice.preview().values().iterator().next().results());
            model.addAttribute("fields", fields(choice));
        }
        return "queue/bulk";
    }

    /** What each decision asks for besides itself, as the form of a task that would be decided says. */
    private Map<String, List<Object>> fields(BulkDecisions.Choice choice) {
        Map<String, List<Object>> all = new LinkedHashMap<>();
        choice.preview().forEach((decision, results) -> all.put(decision, results.results().stream().filter(BulkDecisions.Result::done).findFirst()
                .map(result -> tasks.get(result.taskId(), Actor.current()).fields().stream().filter(field -> field.goesWith(decision))
                        .map(field -> (Object) field).toList()).orElse(List.of())));
        return all;
    }

    @PostMapping("/decide")
    String decide(@RequestParam(name = "task", defaultValue = "") List<String> ids, @RequestParam(defaultValue = "") String requestId,
            @RequestParam(defaultValue = TEAM) String back, @RequestParam Map<String, String> typed, Model model) {
        Map<String, Object> data = new LinkedHashMap<>();
        typed.forEach((name, value) -> {
            if (!NO_FIELDS.contains(name) && !value.isBlank()) {
                data.put(name, value);
            }
        });
        BulkDecisions.Results results = asked.orAgain(model, () -> bulk.decide(new BulkDecisions.Wanted(requestId, ids, data), Actor.current()));
        if (results == null) {
            return choose(ids, back, model);
        }
        model.addAttribute("back", ours(back));
        model.addAttribute("results", results);
        model.addAttribute("decision", data.get("decision"));
        return "queue/bulk-done";
    }

    /** Only back to a page of ours. */
    private static String ours(String path) {
        return path.matches("/[a-zA-Z0-9/?&=_-]*") && !path.startsWith("//") ? path : TEAM;
    }
}

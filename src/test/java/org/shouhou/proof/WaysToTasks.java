package org.shouhou.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.shouhou.Desk;
import org.shouhou.proof.Atlas.Way;
import org.shouhou.proof.CaseRun.OpenTask;
import org.springframework.context.ApplicationContext;

/** Brings cases to whatever people do about them, along the {@link Ways} known to every place; for tests that look at these tasks. */
public final class WaysToTasks {

    /** @param people who may do it, in the order they are asked */
    public record Reached(String taskId, String key, List<String> people) {
    }

    /** @param length how much is done on it; {@code go} goes it, to what there is to do then */
    private record Route(int length, Supplier<List<OpenTask>> go) {
    }

    private final World world;
    private final List<Route> notGone = new ArrayList<>();
    private final Map<String, List<Route>> known = new HashMap<>();
    private final List<Long> cases = new ArrayList<>();

    public WaysToTasks(ApplicationContext application, Function<String, Desk> desks) {
        world = World.of(application, desks);
        // an alert nobody acknowledges is not told every ten minutes of the weeks that pass here
        setting("alert.repeatAfter", "P300D");
        List<Way> ways = new ArrayList<>(Ways.beside());
        world.types.forEach(type -> ways.addAll(Ways.of(type)));
        Ways.beside().forEach(way -> notGone.add(route(way, way.moves().size())));
        notGone.addAll(List.of(new Route(1, () -> incident("")), new Route(2, () -> incident("REFUND")), new Route(2, this::promise)));
        ways.stream().sorted(Comparator.comparingInt(way -> way.moves().size())).forEach(way -> notGone.add(route(way, way.moves().size())));
        // what is decided on a way waits there before
        for (Way way : ways) {
            for (int i = 0; i < way.moves().size(); i++) {
                if (way.moves().get(i).kind() == Move.Kind.TASK) {
                    leads(way.moves().get(i).name(), route(way, i));
                }
            }
        }
    }

    /** Everything people do, by the models. */
    public Set<String> tasks() {
        return world.models.tasks();
    }

    /** An open task of this kind. @throws AssertionError when no way leads to one */
    public Reached to(String task) {
        for (Route route : List.copyOf(known.getOrDefault(task, List.of()))) {
            Reached reached = reached(task, route.go().get());
            if (reached != null) {
                return reached;
            }
        }
        while (!notGone.isEmpty()) {
            Route route = notGone.remove(0);
            List<OpenTask> open = route.go().get();
            open.forEach(one -> leads(one.key(), route));
            Reached reached = reached(task, open);
            if (reached != null) {
                return reached;
            }
        }
        throw new AssertionError("No known way leads to the task " + task);
    }

    /** Nothing of what began here goes on and tells people again and again while the weeks of other tests pass. */
    public void end() {
        cases.forEach(caseId -> world.as("supervisor1").post("/api/cases/" + caseId + "/messages",
                Map.of("messageId", UUID.randomUUID().toString(), "name", "customerWithdrew", "data", Map.of("reason", "looked at"))));
        world.settle();
        setting("alert.repeatAfter", "PT10M");
    }

    private void setting(String name, String value) {
        world.as("manager1").put("/api/settings/" + name, Map.of("value", value)).is(200);
    }

    private void leads(String task, Route route) {
        List<Route> routes = known.computeIfAbsent(task, ignored -> new ArrayList<>());
        routes.add(route);
        routes.sort(Comparator.comparingInt(Route::length));
    }

    private Reached reached(String task, List<OpenTask> open) {
        return open.stream().filter(one -> one.key().equals(task)).findFirst()
                .map(one -> new Reached(one.id(), one.key(), List.copyOf(one.people(world)))).orElse(null);
    }

    private Route route(Way way, int moves) {
        return new Route(moves, () -> {
            CaseRun run = begun(way.start());
            way.moves().subList(0, moves).forEach(run::make);
            return run.tasks();
        });
    }

    private CaseRun begun(Start start) {
        CaseRun run = world.open(start);
        cases.add(run.caseId);
        return run;
    }

    private List<OpenTask> incident(String decided) {
        Desk supervisor = world.as("supervisor1");
        Object number = supervisor.post("/api/incidents", Map.of("requestId", UUID.randomUUID().toString(), "title", "停运", "sku", "SKU-" + UUID.randomUUID()))
                .is(201).json().get("number");
        world.settle();
        if (!decided.isEmpty()) {
            OpenTask task = CaseRun.tasks(world, "case_number = ?", number).get(0);
            CaseRun.decide(world, task, Move.task(task.key(), decided, 0), supervisor.name()).is(204);
            world.settle();
        }
        return CaseRun.tasks(world, "case_number = ?", number);
    }

    /** Nobody keeps it. */
    private List<OpenTask> promise() {
        CaseRun run = begun(Start.of("inquiry WHY_NOT_SHIPPED 99.00 NONE IN_STOCK -"));
        world.as("agent1").post("/api/cases/" + run.caseId + "/promises", Map.of("requestId", UUID.randomUUID().toString(), "kind", "OTHER",
                "text", "尽快处理", "due", world.now().plus(Duration.ofHours(6)).toString())).is(201);
        world.pass(Duration.ofHours(7));
        return run.tasks();
    }
}

package org.shouhou.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;

/**
 * New versions of the models are deployed while cases wait everywhere: those that are left alone end on the version they
 * began with; those that are moved end on the new one. What has no place there is listed and left.
 */
abstract class RunningCasesSurviveNewModels extends Proof {

    /** As a modeller's change looks: everything about the ways between the steps is new. */
    private static final UnaryOperator<String> REDRAWN =
            xml -> xml.replace("flow_", "way_").replace("camunda:versionTag=\"", "camunda:versionTag=\"new-");

    private final List<String> failed = new ArrayList<>();
    private String deployed;

    @AfterEach
    void takeBack() {
        if (deployed != null) {
            world.forgetAll();
            repository.deleteDeployment(deployed, true);
            deployed = null;
        }
    }

    @Test
    void cases_at_every_place_end_on_the_version_they_began_with() {
        everyPlace(false);
        assertThat(failed).as(String.join("\n", failed)).isEmpty();
    }

    @Test
    void cases_at_every_place_are_moved_to_the_new_version_and_end_there() {
        everyPlace(true);
        assertThat(failed).as(String.join("\n", failed)).isEmpty();
    }

    /** Cases that wait for people wait together; those that time or a call of another one would move, or has moved, wait alone. */
    private void everyPlace(boolean move) {
        assertThat(explored()).as("places no case came to").isEmpty();
        Set<String> seen = new TreeSet<>();
        for (String type : kinds()) {
            Atlas atlas = atlas(type);
            List<String> together = new ArrayList<>();
            for (String place : wanted(type)) {
                if (!atlas.to(place).isEmpty() && seen.add(place)) {
                    if (models.isOutside(place) || atlas.to(place).get(0).moves().contains(Move.time())) {
                        round(type, atlas, List.of(place), move);
                    } else {
                        together.add(place);
                    }
                }
            }
            round(type, atlas, together, move);
        }
    }

    private void round(String type, Atlas atlas, List<String> places, boolean move) {
        world.nextMorning();
        Map<String, CaseRun> runs = new LinkedHashMap<>();
        places.forEach(place -> attempt(place, () -> runs.put(place, places.size() == 1 ? atlas.lead(place) : atlas.leadNow(place))));
        List<String> alone = places.size() == 1 ? List.of() : runs.keySet().stream().filter(place -> !runs.get(place).places().contains(place)).toList();
        alone.forEach(place -> attempt(place, () -> new Finisher(atlas).finish(runs.remove(place))));
        Map<String, Set<String>> instances = new LinkedHashMap<>();
        runs.forEach((place, run) -> instances.put(place, instances(run)));
        deploy(models.tree(type), REDRAWN);
        int version = move ? 2 : 1;
        if (move) {
            runs.values().stream().flatMap(run -> definitions(run).stream()).distinct().toList().forEach(process -> {
                attempt("trying to move " + process, () -> assertThat(migrate(process, Map.of()).json()).containsEntry("left", List.of()));
                attempt("moving " + process, () -> assertThat(migrate(process, Map.of("dryRun", false)).json()).containsEntry("left", List.of()));
            });
        }
        runs.forEach((place, run) -> attempt(place, () -> {
            if (move) {
                assertThat(run.kindsOf("PROCESS_MIGRATED")).as("%s", run).isPositive();
            }
            new Finisher(atlas).finish(run);
            instances.get(place).forEach(id -> assertThat(world.texts(
                    "SELECT PROC_DEF_ID_ FROM ACT_HI_PROCINST WHERE ID_ = ?", id).get(0)).as("%s", run).contains(":" + version + ":"));
        }));
        takeBack();
        alone.forEach(place -> round(type, atlas, List.of(place), move));
    }

    @Test
    void what_has_no_place_in_the_new_version_is_listed_and_left_until_it_is_said_what_became_of_it() {
        Atlas atlas = atlas("refund");
        CaseRun run = atlas.lead("refund/gateway_awaitAnswer");
        deploy(Set.of("refund"), xml -> REDRAWN.apply(xml).replace("gateway_awaitAnswer", "gateway_customerAsked"));
        Map<String, Object> tried = migrate("refund", Map.of()).json();
        assertThat(tried).containsEntry("moved", 0).containsEntry("dryRun", true);
        assertThat(tried.get("left").toString()).contains("of=" + run.caseId).contains("gateway_awaitAnswer");
        Map<String, Object> left = migrate("refund", Map.of("dryRun", false)).json();
        assertThat(left).containsEntry("moved", 0);
        assertThat(run.kindsOf("PROCESS_MIGRATED")).isZero();
        migrate("refund", Map.of("renamed", Map.of("nowhere", "gateway_customerAsked"))).isProblem(400, "invalid-fields");
        Map<String, Object> renamed = Map.of("gateway_awaitAnswer", "gateway_customerAsked");
        long events = run.events();
        assertThat(migrate("refund", Map.of("renamed", renamed)).json()).containsEntry("moved", 1);
        assertThat(run.events()).as("a trial changes nothing").isEqualTo(events);
        assertThat(migrate("refund", Map.of("renamed", renamed, "dryRun", false)).json()).containsEntry("moved", 1);
        assertThat(run.places()).contains("refund/gateway_customerAsked");
        assertThat(run.tell(Move.tell("customerResponded", 0), "answer-" + run.caseId).json()).containsEntry("effect", "DELIVERED");
        assertThat(run.places()).contains("refund/reviewRefund");
        new Finisher(atlas).finish(run);
    }

    @Test
    void only_an_operator_moves_and_what_makes_no_sense_is_refused() {
        Map<String, Object> wanted = Map.of("fromVersion", 1);
        world.as("manager1").post("/api/processes/refund/migrate", wanted).is(403);
        world.as("auditor1").post("/api/processes/refund/migrate", wanted).is(403);
        world.as("auditor1").get("/api/processes").is(200);
        Desk operator = world.as("operator1");
        operator.post("/api/processes/nothing/migrate", wanted).isProblem(404, "not-found");
        operator.post("/api/processes/refund/migrate", Map.of()).isProblem(400, "invalid-fields");
        operator.post("/api/processes/refund/migrate", wanted).isProblem(400, "invalid-fields");
        operator.post("/api/processes/refund/migrate", Map.of("fromVersion", 7)).isProblem(400, "invalid-fields");
        operator.post("/api/processes/refund/migrate", Map.of("fromVersion", "x")).is(400);
        operator.post("/api/processes/refund/migrate", Map.of("fromVersion", 1, "until", 2)).is(400);
    }

    private void attempt(String what, Runnable doing) {
        try {
            doing.run();
        } catch (AssertionError | RuntimeException e) {
            failed.add(what + ": " + e);
        }
    }

    private Desk.Answer migrate(String process, Map<String, Object> more) {
        Map<String, Object> wanted = new TreeMap<>(more);
        wanted.put("fromVersion", 1);
        wanted.put("batch", 500);
        return world.as("operator1").post("/api/processes/" + process + "/migrate", wanted);
    }

    private Set<String> instances(CaseRun run) {
        return new TreeSet<>(world.texts("SELECT ID_ FROM ACT_RU_EXECUTION WHERE BUSINESS_KEY_ = ?", Long.toString(run.caseId)));
    }

    private Set<String> definitions(CaseRun run) {
        return new TreeSet<>(world.texts("SELECT DISTINCT d.KEY_ FROM ACT_RU_EXECUTION e JOIN ACT_RE_PROCDEF d ON e.PROC_DEF_ID_ = d.ID_"
                + " WHERE e.BUSINESS_KEY_ = ?", Long.toString(run.caseId)));
    }

    private void deploy(Set<String> processes, UnaryOperator<String> change) {
        DeploymentBuilder deployment = repository.createDeployment().name("next version");
        for (String process : processes) {
            deployment.addString("processes/" + process + ".bpmn", change.apply(read(Path.of("processes", process + ".bpmn"))));
        }
        Stream.of("processes", "forms").flatMap(folder -> files(Path.of(folder)).stream()).filter(file -> !file.toString().endsWith(".bpmn"))
                .forEach(file -> deployment.addString(file.getParent() + "/" + file.getFileName(), read(file)));
        deployed = deployment.deploy().getId();
        List<ProcessDefinition> made = repository.createProcessDefinitionQuery().deploymentId(deployed).list();
        assertThat(made).extracting(ProcessDefinition::getKey).containsExactlyInAnyOrderElementsOf(processes);
        assertThat(made).extracting(ProcessDefinition::getVersion).containsOnly(2);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

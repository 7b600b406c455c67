package org.shouhou.proof;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.shouhou.StackTest;
import org.shouhou.TestDatabase;
import org.shouhou.casefile.Reason;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Drives the real application through its models without knowing them: which places there are is read from what is
 * deployed, the ways to them are found by trying. On a database of its own, on H2 only.
 */
@Tag("proof")
@TestPropertySource(properties = "shouhou.test.purpose=proofs")
abstract class Proof extends StackTest {

    /** Places no case comes to by what people, time and the outside do, with the reason. */
    static final Map<String, String> NOT_REACHED = Map.of();

    private static final int WALKS = Integer.getInteger("shouhou.proof.walks", 700);
    /** Walks of each kind of case even when the known ways lead everywhere: what is between them is tried, too. */
    private static final int ANYWAY = Integer.getInteger("shouhou.proof.anyway", 10);
    private static final Map<String, Atlas> ATLASES = new HashMap<>();
    private static final Set<String> EXPLORED = new HashSet<>();
    /** What went wrong while ways were looked for, whoever asked for them first. */
    static final List<String> WRONG_ON_THE_WAY = new ArrayList<>();
    private static World shared;

    @Autowired
    RepositoryService repository;
    @Autowired
    ApplicationContext application;

    World world;
    Models models;

    @DynamicPropertySource
    static void own(DynamicPropertyRegistry registry) {
        if (!TestDatabase.isMysqlFamily()) {
            TestDatabase.fresh().registerTo(registry);
        }
    }

    @BeforeEach
    void look() {
        assumeFalse(TestDatabase.isMysqlFamily(), "these proofs are about our rules, not about the database");
        if (shared == null) {
            shared = World.of(application, this::as);
            // weeks pass here: an alert nobody acknowledges is not told every ten minutes of them
            as("manager1").put("/api/settings/alert.repeatAfter", Map.of("value", "P300D")).is(200);
        }
        world = shared;
        models = world.models;
    }

    /** The kinds of case looked at: all, or those in the system property {@code shouhou.proof.only}. */
    List<String> kinds() {
        String only = System.getProperty("shouhou.proof.only");
        return world.types.stream().filter(type -> only == null || Arrays.asList(only.split(",")).contains(type)).toList();
    }

    /** Everywhere a case of this kind can wait, in what it calls too. */
    Set<String> wanted(String type) {
        Set<String> wanted = new TreeSet<>(models.waits(models.tree(type)));
        wanted.removeAll(NOT_REACHED.keySet());
        return wanted;
    }

    /**
     * The ways to the places of this kind of case and of what it calls, found when first asked for. What several kinds call
     * has to be reached by one of them only. What went wrong on the way, and own places that were not reached, are kept.
     */
    Atlas atlas(String type) {
        Atlas atlas = begun(type);
        if (EXPLORED.add(type)) {
            Set<String> own = new TreeSet<>(models.waits(Set.of(type)));
            own.removeAll(NOT_REACHED.keySet());
            Set<String> called = new TreeSet<>(wanted(type));
            called.removeAll(own);
            ATLASES.values().forEach(other -> called.removeAll(other.known()));
            atlas.explore(starts(type), own, called, ANYWAY, WALKS, WRONG_ON_THE_WAY);
            own.removeAll(atlas.known());
            own.forEach(place -> WRONG_ON_THE_WAY.add(type + " never came to " + place));
        }
        return atlas;
    }

    private Atlas begun(String type) {
        return ATLASES.computeIfAbsent(type, ignored -> {
            Atlas atlas = new Atlas(world);
            atlas.goAgain(Ways.of(type), WRONG_ON_THE_WAY);
            return atlas;
        });
    }

    /**
     * Finds the ways of every kind of case. Places of what is called that no kind came to in passing are looked for once
     * more, in each kind that calls them in turn. @return those that were not reached even so
     */
    Set<String> explored() {
        kinds().forEach(this::begun);
        kinds().forEach(this::atlas);
        for (String type : kinds()) {
            Set<String> left = neverReached();
            left.retainAll(wanted(type));
            if (!left.isEmpty()) {
                atlas(type).explore(starts(type), left, Set.of(), 0, WALKS, WRONG_ON_THE_WAY);
            }
        }
        kinds().forEach(type -> Ways.keep(type, atlas(type), wanted(type)));
        return neverReached();
    }

    private Set<String> neverReached() {
        Set<String> left = new TreeSet<>();
        kinds().forEach(type -> left.addAll(wanted(type)));
        ATLASES.values().forEach(atlas -> left.removeAll(atlas.known()));
        return left;
    }

    private static List<Start> starts(String type) {
        return Start.of(type, Arrays.stream(Reason.values()).map(Enum::name).toList());
    }
}

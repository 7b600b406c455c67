package org.shouhou.queue;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What each person narrows the team's list to again and again, under a name of their own; one may be shown first. */
@Service
public class SavedViews {

    /** @param first whether the team's list opens with it */
    public record SavedView(long id, String name, Map<String, String> parameters, boolean first) {
    }

    private static final int LONGEST = 60;
    private static final int MOST = 30;
    private final JdbcClient jdbc;
    private final Clock clock;

    SavedViews(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<SavedView> of(Actor actor) {
        return jdbc.sql("SELECT * FROM saved_view WHERE username = ? ORDER BY name").param(actor.name()).query((row, n) -> {
            Map<String, String> parameters = new LinkedHashMap<>();
            Json.readMap(row.getString("filter")).forEach((key, value) -> parameters.put(key, value.toString()));
            return new SavedView(row.getLong("id"), row.getString("name"), parameters, row.getString("default_of") != null);
        }).list();
    }

    public Optional<SavedView> first(Actor actor) {
        return of(actor).stream().filter(SavedView::first).findFirst();
    }

    /** Keeps a filter under a name; under one that is there already it takes the place of what was. @throws Problem 400 */
    @Transactional
    public SavedView save(String name, TaskFilter filter, boolean first, Actor actor) {
        if (name == null || name.isBlank() || name.strip().length() > LONGEST) {
            throw Problem.fields(List.of(new FieldProblem("name", name == null || name.isBlank() ? "Is required."
                    : "Is longer than " + LONGEST + " characters.")));
        }
        String text = Json.write(filter.parameters());
        int known = jdbc.sql("UPDATE saved_view SET filter = ?, saved_ms = ? WHERE username = ? AND name = ?")
                .params(text, clock.millis(), actor.name(), name.strip()).update();
        if (known == 0) {
            if (of(actor).size() >= MOST) {
                throw Problem.fields(List.of(new FieldProblem("name", "There are " + MOST + " already; remove one first.")));
            }
            try {
                jdbc.sql("INSERT INTO saved_view (username, name, filter, saved_ms) VALUES (?, ?, ?, ?)")
                        .params(actor.name(), name.strip(), text, clock.millis()).update();
            } catch (DuplicateKeyException twice) {
                throw Problem.conflict("already-done", "A view of this name was saved at the same moment.");
            }
        }
        SavedView saved = of(actor).stream().filter(view -> view.name().equals(name.strip())).findFirst().orElseThrow();
        if (first) {
            showFirst(saved.id(), actor);
        }
        return saved;
    }

    /** @param id null for none. @throws Problem 404 when it is not the actor's */
    @Transactional
    public void showFirst(Long id, Actor actor) {
        if (id != null) {
            mine(id, actor);
        }
        jdbc.sql("UPDATE saved_view SET default_of = NULL WHERE username = ?").param(actor.name()).update();
        if (id != null) {
            jdbc.sql("UPDATE saved_view SET default_of = username WHERE id = ?").param(id).update();
        }
    }

    /** @throws Problem 404 when it is not the actor's */
    @Transactional
    public void remove(long id, Actor actor) {
        mine(id, actor);
        jdbc.sql("DELETE FROM saved_view WHERE id = ?").param(id).update();
    }

    private void mine(long id, Actor actor) {
        if (of(actor).stream().noneMatch(view -> view.id() == id)) {
            throw Problem.notFound("saved view", id);
        }
    }
}

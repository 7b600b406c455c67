package org.shouhou.draft;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Everyone's own drafts; nobody sees another's. */
@Service
public class Drafts {

    private static final String FORM = "[A-Za-z0-9._-]{1,80}";

    private final JdbcClient jdbc;
    private final Settings settings;
    private final Clock clock;

    Drafts(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** What this person typed on this case, oldest first. */
    public List<Draft> of(long caseId, Actor person) {
        return jdbc.sql("SELECT * FROM draft WHERE case_id = ? AND username = ? ORDER BY saved_ms, form")
                .params(caseId, person.name()).query(Drafts::map).list();
    }

    /**
     * Keeps what was typed.
     *
     * @param revision the one this window saved or read last; 0 for a first saving
     * @return the new revision
     * @throws Problem 400 for an impossible form, or more words than are kept; 409 {@code changed-meanwhile} when another
     *                 window saved this form meanwhile; 422 {@code too-many-drafts}
     */
    public long save(long caseId, String form, long revision, Map<String, Object> fields, Actor person) {
        if (!form.matches(FORM)) {
            throw Problem.fields(List.of(new FieldProblem("form", "Must be up to 80 letters, digits, dots or hyphens.")));
        }
        String body = Json.write(fields == null ? Map.of() : fields);
        long longest = settings.number(Figure.DRAFT_LONGEST, null);
        if (body.length() > longest) {
            throw Problem.fields(List.of(new FieldProblem("fields", "Must be at most " + longest + " characters together.")));
        }
        if (revision > 0 && jdbc.sql("UPDATE draft SET revision = revision + 1, body = ?, saved_ms = ? "
                + "WHERE username = ? AND case_id = ? AND form = ? AND revision = ?")
                .params(body, clock.millis(), person.name(), caseId, form, revision).update() == 1) {
            return revision + 1;
        }
        if (jdbc.sql("SELECT COUNT(*) FROM draft WHERE username = ?").param(person.name()).query(Long.class).single()
                >= settings.number(Figure.DRAFT_MOST, null)) {
            throw Problem.unprocessable("too-many-drafts", "Send or discard some of what you began elsewhere first.");
        }
        try {
            // one that was discarded elsewhere begins anew
            jdbc.sql("INSERT INTO draft (username, case_id, form, revision, body, saved_ms) VALUES (?, ?, ?, ?, ?, ?)")
                    .params(person.name(), caseId, form, revision + 1, body, clock.millis()).update();
            return revision + 1;
        } catch (DuplicateKeyException savedInAnotherWindow) {
            throw Problem.conflict("changed-meanwhile", "Another window saved this form meanwhile; keep yours under another name.");
        }
    }

    /** Forgets a draft that was sent or is not wanted any more; one that is not there is no problem. */
    public void discard(long caseId, String form, Actor person) {
        jdbc.sql("DELETE FROM draft WHERE username = ? AND case_id = ? AND form = ?").params(person.name(), caseId, form).update();
    }

    private static Draft map(ResultSet row, int n) throws SQLException {
        return new Draft(row.getString("form"), row.getLong("revision"), Json.readMap(row.getString("body")),
                Instant.ofEpochMilli(row.getLong("saved_ms")));
    }
}

package org.shouhou.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The notes of a case (R7), from which the seller's memo is made (R39). */
@Service
public class CaseNotes {

    /** A note as it was made; parts that its kind has not are null. */
    public record Note(String noteId, NewNote.Kind kind, String text, String oldAddress, String newAddress, String sku,
            Integer quantity, Integer line, String by, Instant at) {
    }

    /** Published when a note was added, in its transaction. */
    public record Noted(long caseId) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final CaseFiles cases;
    private final CaseHistory history;
    private final CaseUrgency urgency;
    private final Commands commands;
    private final ApplicationEventPublisher events;

    CaseNotes(JdbcClient jdbc, Clock clock, CaseFiles cases, CaseHistory history, CaseUrgency urgency, Commands commands,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.cases = cases;
        this.history = history;
        this.urgency = urgency;
        this.commands = commands;
        this.events = events;
    }

    /** All notes of a case, oldest first. */
    public List<Note> of(long caseId) {
        return jdbc.sql("SELECT * FROM case_note WHERE case_id = ? ORDER BY id").param(caseId).query(CaseNotes::map).list();
    }

    /**
     * Adds a note. A note that says "urgent" makes the case come first (R39).
     *
     * @throws Problem 400 naming each part that is missing, incomplete or not of its kind, or an address nobody noted
     */
    public void add(long caseId, NewNote wanted, Actor actor) {
        wanted.check();
        commands.run(() -> {
            CaseFile file = cases.lock(caseId);
            NewNote.Kind kind = wanted.known();
            if (kind == NewNote.Kind.ADDRESS_CONFIRMED && !noted(caseId).contains(wanted.newAddress().strip())) {
                throw Problem.fields(List.of(new FieldProblem("newAddress", "Must be one of the addresses noted: " + noted(caseId) + ".")));
            }
            if (wanted.line() != null && jdbc.sql("SELECT COUNT(*) FROM order_line WHERE order_id = ? AND line_no = ?")
                    .params(file.orderId(), wanted.line()).query(Long.class).single() == 0) {
                throw Problem.fields(List.of(new FieldProblem("line", "Order " + file.orderNo() + " has no line " + wanted.line() + ".")));
            }
            jdbc.sql("""
                    INSERT INTO case_note (case_id, kind, words, old_address, new_address, sku, quantity, line_no, made_by, made_ms)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .param(caseId).param(kind.name()).param(stripped(wanted.text())).param(stripped(wanted.oldAddress()))
                    .param(stripped(wanted.newAddress())).param(stripped(wanted.sku())).param(wanted.quantity()).param(wanted.line())
                    .param(actor.name()).param(clock.millis()).update();
            record(caseId, wanted, kind, actor);
            urgency.look(caseId, wanted.text(), actor.name());
            events.publishEvent(new Noted(caseId));
        });
    }

    private void record(long caseId, NewNote note, NewNote.Kind kind, Actor actor) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (kind != NewNote.Kind.GENERAL) {
            facts.put("noteKind", kind.name());
        }
        put(facts, "oldAddress", stripped(note.oldAddress()));
        put(facts, "newAddress", stripped(note.newAddress()));
        put(facts, "sku", stripped(note.sku()));
        put(facts, "quantity", note.quantity());
        put(facts, "line", note.line());
        put(facts, "text", stripped(note.text()));
        history.record(caseId, actor.name(), "NOTE", facts);
        List<String> open = unconfirmed(caseId);
        if (kind == NewNote.Kind.ADDRESS && !open.isEmpty()) {
            history.record(caseId, CaseHistory.SYSTEM, "ADDRESSES_DIFFER", Map.of("addresses", open));
        }
    }

    /** R7: the new addresses that turned up, when they are several and the customer has confirmed none of them. */
    public List<String> unconfirmed(long caseId) {
        List<String> noted = noted(caseId);
        return noted.size() > 1 ? noted : List.of();
    }

    /** New addresses noted since the last confirmation, and the one confirmed. */
    private List<String> noted(long caseId) {
        Set<String> addresses = new LinkedHashSet<>();
        for (Note note : of(caseId)) {
            if (note.kind() == NewNote.Kind.ADDRESS_CONFIRMED) {
                addresses.clear();
            }
            if (note.newAddress() != null) {
                addresses.add(note.newAddress());
            }
        }
        return new ArrayList<>(addresses);
    }

    /**
     * Whether a parcel may go to this address: no other one was noted, or the customer confirmed it (R7).
     *
     * @throws Problem 422 {@code address-unconfirmed} naming the addresses
     */
    public void checkConfirmed(long caseId, String address) {
        List<String> noted = noted(caseId);
        if (noted.size() > 1 || !noted.isEmpty() && !noted.get(0).equals(address.strip())) {
            Set<String> all = new LinkedHashSet<>(noted);
            all.add(address.strip());
            throw Problem.unprocessable("address-unconfirmed",
                    "Several new addresses turned up: " + all + ". The customer confirms one; note it as confirmed.").with("addresses", all);
        }
    }

    private static void put(Map<String, Object> facts, String name, Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static Note map(ResultSet row, int n) throws SQLException {
        return new Note(Long.toString(row.getLong("id")), NewNote.Kind.valueOf(row.getString("kind")), row.getString("words"),
                row.getString("old_address"), row.getString("new_address"), row.getString("sku"), Db.nullableInt(row, "quantity"),
                Db.nullableInt(row, "line_no"), row.getString("made_by"), Instant.ofEpochMilli(row.getLong("made_ms")));
    }
}

package org.shouhou.memo;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseNotes;
import org.shouhou.casefile.CaseOpened;
import org.shouhou.casefile.CaseUrgency;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.engine.Commands;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The seller's memo of a case's order (R39): read, looked at for "urgent", and written from the structured notes. */
@Service
public class SellerMemos {

    /**
     * The memo.
     *
     * @param memo      as it was read or written last; null while it was never read
     * @param ours      the line this case's notes make; empty when they make none
     * @param goingOn   being read or written now
     * @param toWrite   whether our line is still to be written
     */
    public record Memo(String memo, Instant readAt, Instant writtenAt, String ours, boolean goingOn, boolean toWrite) {
    }

    private static final String PROCESS = "sellerMemo";
    private static final int MOST_READ = 4000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final CaseFiles cases;
    private final CaseNotes notes;
    private final CaseUrgency urgency;
    private final CaseHistory history;
    private final MemoWords words;
    private final Settings settings;
    private final Processes processes;
    private final Commands commands;

    SellerMemos(JdbcClient jdbc, Clock clock, CaseFiles cases, CaseNotes notes, CaseUrgency urgency, CaseHistory history,
            MemoWords words, Settings settings, Processes processes, Commands commands) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.cases = cases;
        this.notes = notes;
        this.urgency = urgency;
        this.history = history;
        this.words = words;
        this.settings = settings;
        this.processes = processes;
        this.commands = commands;
    }

    @Transactional(readOnly = true)
    public Memo of(long caseId) {
        CaseFile file = cases.get(caseId);
        boolean goingOn = processes.runs(caseId, PROCESS);
        String ours = words.line(file);
        return jdbc.sql("SELECT words, read_ms, written_ms FROM order_memo WHERE order_id = ?").param(file.orderId())
                .query((row, n) -> new Memo(row.getString(1), Instant.ofEpochMilli(row.getLong(2)),
                        Db.nullableLong(row, "written_ms") == null ? null : Instant.ofEpochMilli(row.getLong(3)), ours, goingOn, wanted(caseId)))
                .optional().orElseGet(() -> new Memo(null, null, null, ours, goingOn, wanted(caseId)));
    }

    /**
     * Has the memo read, and then written if wanted. While that goes on, asking again changes nothing.
     *
     * @throws Problem 422 when there is nothing to write, an address is not confirmed, or it would be too long
     */
    public void want(long caseId, boolean write, Actor actor) {
        commands.run(() -> {
            CaseFile file = cases.lock(caseId);
            if (write && !wanted(caseId)) {
                check(file);
                jdbc.sql("INSERT INTO memo_wish (case_id, wanted_by, wanted_ms) VALUES (?, ?, ?)")
                        .params(caseId, actor.name(), clock.millis()).update();
            }
            if (!processes.runs(caseId, PROCESS)) {
                history.record(caseId, actor.name(), "MEMO_WANTED", Map.of("write", write));
                processes.start(PROCESS, caseId, Map.of());
            }
        });
    }

    private void check(CaseFile file) {
        if (words.line(file).isEmpty()) {
            throw Problem.unprocessable("nothing-to-write", "No note of this case says what to write: an address, a substitute, a gift, or that it is urgent.");
        }
        if (!notes.unconfirmed(file.id()).isEmpty()) {
            throw Problem.unprocessable("address-unconfirmed", "Several new addresses turned up: " + notes.unconfirmed(file.id())
                    + ". The customer confirms one; note it as confirmed.");
        }
        if (tooLong(file, words.together(file, known(file)))) {
            throw Problem.unprocessable("memo-too-long", "With what stands in it already, the memo would be longer than the platform takes.");
        }
    }

    private boolean tooLong(CaseFile file, String memo) {
        return memo.length() > settings.number(Figure.MEMO_LONGEST, file.shop());
    }

    private boolean wanted(long caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM memo_wish WHERE case_id = ?").param(caseId).query(Long.class).single() > 0;
    }

    private String known(CaseFile file) {
        return jdbc.sql("SELECT words FROM order_memo WHERE order_id = ?").param(file.orderId()).query(String.class).optional().orElse("");
    }

    /** The memo was read. @return whether something is to be written */
    boolean read(long caseId, String memo) {
        CaseFile file = cases.lock(caseId);
        String text = memo.length() > MOST_READ ? memo.substring(0, MOST_READ) : memo;
        boolean first = keep(file, text, false);
        if (first || !text.equals("")) {
            history.record(caseId, CaseHistory.SYSTEM, "MEMO_READ", Map.of("text", text));
        }
        // what a case of ours wrote there says nothing new
        urgency.look(caseId, text.lines().filter(line -> !line.startsWith("[SH-")).reduce("", (one, other) -> one + "\n" + other), CaseHistory.SYSTEM);
        return toWrite(caseId);
    }

    /** What the memo has to say now. */
    String toWriteNow(long caseId) {
        CaseFile file = cases.get(caseId);
        return words.together(file, known(file));
    }

    /** The memo was written. @return whether the notes say something newer meanwhile */
    boolean written(long caseId, String memo) {
        CaseFile file = cases.lock(caseId);
        keep(file, memo, true);
        history.record(caseId, CaseHistory.SYSTEM, "MEMO_WRITTEN", Map.of("text", memo));
        return toWrite(caseId);
    }

    private boolean toWrite(long caseId) {
        CaseFile file = cases.get(caseId);
        String memo = words.together(file, known(file));
        if (!wanted(caseId)) {
            return false;
        }
        if (tooLong(file, memo)) {
            history.record(caseId, CaseHistory.SYSTEM, "MEMO_TOO_LONG", Map.of("text", words.line(file)));
            return false;
        }
        return !memo.equals(known(file));
    }

    private boolean keep(CaseFile file, String memo, boolean written) {
        Long writtenMs = written ? clock.millis() : null;
        int there = jdbc.sql("UPDATE order_memo SET words = ?, read_ms = ?, written_ms = COALESCE(?, written_ms) WHERE order_id = ?")
                .param(memo).param(clock.millis()).param(writtenMs).param(file.orderId()).update();
        if (there == 0) {
            jdbc.sql("INSERT INTO order_memo (order_id, words, read_ms, written_ms) VALUES (?, ?, ?, ?)")
                    .param(file.orderId()).param(memo).param(clock.millis()).param(writtenMs).update();
        }
        return there == 0;
    }

    /** Reading and writing are over, one way or the other: what is wanted next begins anew. */
    public void over(long caseId, boolean refused) {
        jdbc.sql("DELETE FROM memo_wish WHERE case_id = ?").param(caseId).update();
        if (refused) {
            history.record(caseId, CaseHistory.SYSTEM, "MEMO_REFUSED", Map.of());
        }
    }

    /** Shops whose gateway can read memos have it read at intake. */
    @EventListener
    void opened(CaseOpened opened) {
        if (settings.flag(Figure.MEMO_AUTOMATIC, opened.opened().shop())) {
            want(opened.opened().id(), false, Actor.SYSTEM);
        }
    }

    /** ... and written as soon as a note says what. */
    @EventListener
    void noted(CaseNotes.Noted noted) {
        CaseFile file = cases.get(noted.caseId());
        if (settings.flag(Figure.MEMO_AUTOMATIC, file.shop()) && !words.line(file).isEmpty() && notes.unconfirmed(file.id()).isEmpty()
                && !tooLong(file, words.together(file, known(file)))) {
            want(file.id(), true, Actor.SYSTEM);
        }
    }
}

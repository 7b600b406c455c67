package org.shouhou.casefile;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.deadline.Deadlines;
import org.shouhou.messaging.SentByHand;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who spoke with whom about a case: every contact with channel, time, outcome and words (R3, R21). */
@Service
public class CaseContacts {

    /** @param direction IN (the customer) or OUT (we) @param by who spoke, where a transcript names it, else who recorded it */
    public record Contact(long id, Long slotId, String channel, String direction, String outcome, Instant at,
            String by, String words) {
    }

    private static final List<String> OUTCOMES = List.of("REACHED", "NOT_REACHED", "NOT_POSSIBLE");
    private final JdbcClient jdbc;
    private final Clock clock;
    private final CaseFiles cases;
    private final CaseHistory history;
    private final Deadlines deadlines;

    CaseContacts(JdbcClient jdbc, Clock clock, CaseFiles cases, CaseHistory history, Deadlines deadlines) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.cases = cases;
        this.history = history;
        this.deadlines = deadlines;
    }

    /** All contacts of a case and of those merged into it (R38), oldest first. */
    public List<Contact> of(long caseId) {
        return jdbc.sql("SELECT a.* FROM (SELECT id FROM case_file WHERE id = ? UNION ALL SELECT id FROM case_file WHERE merged_into = ?) c"
                + " JOIN contact_attempt a ON a.case_id = c.id ORDER BY a.id").params(caseId, caseId)
                .query((row, n) -> new Contact(row.getLong("id"), Db.nullableLong(row, "slot_id"), row.getString("channel"),
                        row.getString("direction"), row.getString("outcome"), Db.instant(row, "made_at"),
                        row.getString("speaker") == null ? row.getString("by_user") : row.getString("speaker"), row.getString("words"))).list();
    }

    /** The customer spoke, on whatever channel. */
    void customerSaid(long caseId, Map<String, Object> data, String actor) {
        Instant at = CaseMessages.instant(data.get("at"));
        String channel = data.get("channel").toString();
        insert(caseId, null, channel.length() > 20 ? channel.substring(0, 20) : channel, "IN", "REACHED",
                at == null ? clock.instant() : at, actor, data.get("text").toString());
    }

    /**
     * We tried to reach the customer. A person's try that reached them is a reply and stops the first-response clock,
     * at the time it was made (R2).
     *
     * @param slotId  the contact slot it belongs to, null for none
     * @param outcome REACHED, NOT_REACHED or NOT_POSSIBLE
     * @throws Problem 400 when the time lies in the future, or a field is unknown or too long
     */
    public void weTried(long caseId, Long slotId, String channel, String outcome, Instant at, String actor, String words) {
        check(channel, outcome, words);
        CaseFile file = cases.lock(caseId);
        Instant made = at == null ? clock.instant() : at;
        if (!Db.keeps(made)) {
            throw Problem.fields(List.of(new Problem.FieldProblem("at", "Must be an instant such as 2026-11-11T08:00:00Z.")));
        }
        if (made.isAfter(clock.instant().plusSeconds(60))) {
            throw Problem.fields(List.of(new Problem.FieldProblem("at", "Lies in the future.")));
        }
        insert(caseId, slotId, channel, "OUT", outcome, made, actor, words);
        history.record(caseId, actor, "CONTACT", Map.of("channel", channel, "outcome", outcome, "at", made.toString(),
                "text", words == null ? "" : words));
        boolean reply = !actor.equals(CaseHistory.SYSTEM) && outcome.equals("REACHED");
        if (reply && !made.isBefore(file.openedAt()) && cases.firstReply(caseId, made)) {
            deadlines.answered(caseId, Deadlines.FIRST_REPLY, made);
        }
    }

    /**
     * Something said outside of this system, brought in later with its own time (R3).
     *
     * @param speaker      the name in the conversation; null for a call
     * @param attachmentId the recording it is from, or null
     * @param person       false when no person spoke, so that it answers nobody (R2)
     */
    public record Said(String channel, String direction, String outcome, Instant at, String speaker, String words, String broughtBy,
            Long attachmentId, boolean person) {
    }

    /** Brings in what was said, unless the case knows it already; the caller records the event. @return whether it is new */
    public boolean bringIn(long caseId, Said said) {
        CaseFile file = cases.lock(caseId);
        long known = said.attachmentId() != null
                ? jdbc.sql("SELECT COUNT(*) FROM contact_attempt WHERE case_id = ? AND attachment_id = ?")
                        .params(caseId, said.attachmentId()).query(Long.class).single()
                : jdbc.sql("SELECT COUNT(*) FROM contact_attempt WHERE case_id = ? AND made_at = ? AND direction = ? AND speaker = ? AND words = ?")
                        .params(caseId, Db.utc(said.at()), said.direction(), said.speaker(), said.words()).query(Long.class).single();
        if (known > 0) {
            return false;
        }
        jdbc.sql("""
                INSERT INTO contact_attempt (case_id, channel, direction, outcome, made_at, by_user, words, speaker, attachment_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(caseId).param(said.channel()).param(said.direction()).param(said.outcome()).param(Db.utc(said.at()))
                .param(said.broughtBy()).param(said.words()).param(said.speaker()).param(said.attachmentId()).update();
        if (said.person() && said.direction().equals("OUT") && said.outcome().equals("REACHED") && !said.at().isBefore(file.openedAt())
                && cases.firstReply(caseId, said.at())) {
            deadlines.answered(caseId, Deadlines.FIRST_REPLY, said.at());
        }
        return true;
    }

    private static void check(String channel, String outcome, String words) {
        List<Problem.FieldProblem> problems = new ArrayList<>();
        if (channel == null || channel.isBlank() || channel.length() > 20) {
            problems.add(new Problem.FieldProblem("channel", "Is required, at most 20 characters."));
        }
        if (outcome == null || !OUTCOMES.contains(outcome)) {
            problems.add(new Problem.FieldProblem("outcome", "Must be one of " + OUTCOMES + "."));
        }
        if (words != null && words.length() > 4000) {
            problems.add(new Problem.FieldProblem("text", "Is longer than 4000 characters."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    /** A message sent by hand is a person's word to the customer. */
    @EventListener
    void sentByHand(SentByHand sent) {
        weTried(sent.caseId(), null, sent.channel().toString(), "REACHED", null, sent.by(), null);
    }

    private void insert(long caseId, Long slotId, String channel, String direction, String outcome, Instant at,
            String actor, String words) {
        jdbc.sql("""
                INSERT INTO contact_attempt (case_id, slot_id, channel, direction, outcome, made_at, by_user, words)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(caseId).param(slotId).param(channel).param(direction).param(outcome).param(Db.utc(at))
                .param(actor).param(words).update();
    }
}

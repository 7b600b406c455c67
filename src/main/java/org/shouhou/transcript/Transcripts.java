package org.shouhou.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.shouhou.attachment.Attachment;
import org.shouhou.attachment.Attachments;
import org.shouhou.attachment.FileKind;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Brings conversations held elsewhere into a case (R3): each thing said becomes a contact with its own time, and the
 * first of ours stops the first-response clock at that time (R2). What was sent is kept as it was, as a file of the case.
 */
@Service
public class Transcripts {

    /**
     * What became of a transcript.
     *
     * @param added how many things said are new to the case
     * @param known how many the case had already, from an earlier transcript
     */
    public record Brought(int added, int known, Instant from, Instant to, String attachmentId, boolean created) {
    }

    /**
     * A call.
     *
     * @param direction IN (the customer called) or OUT
     * @param outcome   REACHED, NOT_REACHED or NOT_POSSIBLE
     * @param at        when it was made
     */
    public record Call(String direction, String outcome, Instant at, String words) {
    }

    private static final int MOST_TEXT = 1_000_000;
    private static final int SHOWN = 8_000;

    private final Attachments attachments;
    private final CaseFiles cases;
    private final CaseContacts contacts;
    private final CaseHistory history;
    private final Settings settings;
    private final Commands commands;
    private final JdbcClient jdbc;
    private final Clock clock;

    Transcripts(Attachments attachments, CaseFiles cases, CaseContacts contacts, CaseHistory history, Settings settings,
            Commands commands, JdbcClient jdbc, Clock clock) {
        this.attachments = attachments;
        this.cases = cases;
        this.contacts = contacts;
        this.history = history;
        this.settings = settings;
        this.commands = commands;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param channel  such as CHAT or SMS
     * @param customer the customer's name in the conversation; null for the buyer's name of the order
     * @throws Problem 400 for what is no conversation, or one in which nobody is the customer
     */
    public Brought bring(long caseId, byte[] sent, String channel, String customer, Actor actor) {
        CaseFile file = cases.get(caseId);
        if (channel == null || !channel.matches("[A-Z]{2,20}")) {
            throw Problem.fields(List.of(new FieldProblem("channel", "Is required, such as PHONE, CHAT or SMS.")));
        }
        List<SpokenLine> lines = new TranscriptReader(settings.zone(file.shop())).read(decoded(sent));
        List<CaseContacts.Said> said = said(file, lines, channel, customer, actor);
        return commands.run(() -> {
            cases.lock(caseId);
            Attachment kept = attachments.add(caseId, List.of(new Attachments.Sent("transcript.txt", sent)), actor).files().get(0);
            Optional<Brought> before = before(caseId, kept.sha256());
            if (before.isPresent()) {
                return before.get();
            }
            int added = 0;
            for (CaseContacts.Said one : said) {
                added += contacts.bringIn(caseId, one) ? 1 : 0;
            }
            return keep(caseId, kept, channel, said, added, actor);
        });
    }

    private Brought keep(long caseId, Attachment kept, String channel, List<CaseContacts.Said> said, int added, Actor actor) {
        Instant from = said.stream().map(CaseContacts.Said::at).min(Instant::compareTo).orElseThrow();
        Instant to = said.stream().map(CaseContacts.Said::at).max(Instant::compareTo).orElseThrow();
        jdbc.sql("""
                INSERT INTO transcript (case_id, sha256, channel, lines_new, lines_known, first_at, last_at, attachment_id, brought_by, brought_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(caseId).param(kept.sha256()).param(channel).param(added).param(said.size() - added).param(Db.utc(from))
                .param(Db.utc(to)).param(kept.id()).param(actor.name()).param(clock.millis()).update();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("channel", channel);
        facts.put("from", from.toString());
        facts.put("until", to.toString());
        facts.put("lines", said.size());
        facts.put("attachmentId", kept.id());
        String words = said.stream().map(one -> one.speaker() + ": " + one.words()).collect(Collectors.joining("\n"));
        facts.put("text", words.length() <= SHOWN ? words : words.substring(0, SHOWN) + " …");
        history.record(caseId, actor.name(), "TRANSCRIPT_BROUGHT_IN", facts);
        return new Brought(added, said.size() - added, from, to, Long.toString(kept.id()), true);
    }

    private Optional<Brought> before(long caseId, String sha256) {
        return jdbc.sql("SELECT * FROM transcript WHERE case_id = ? AND sha256 = ?").params(caseId, sha256)
                .query((row, n) -> new Brought(row.getInt("lines_new"), row.getInt("lines_known"), Db.instant(row, "first_at"),
                        Db.instant(row, "last_at"), Long.toString(row.getLong("attachment_id")), false)).optional();
    }

    private List<CaseContacts.Said> said(CaseFile file, List<SpokenLine> lines, String channel, String customer, Actor actor) {
        int most = (int) settings.number(Figure.TRANSCRIPT_MOST_LINES, file.shop());
        if (lines.size() > most) {
            throw Problem.fields(List.of(new FieldProblem("text", "Has more than " + most + " things said.")));
        }
        String name = customer == null || customer.isBlank() ? file.buyer() : customer.strip();
        if (lines.stream().noneMatch(line -> line.inward() != null || line.name().equalsIgnoreCase(name))) {
            throw Problem.fields(List.of(new FieldProblem("customer", "Who of them is the customer: "
                    + lines.stream().map(SpokenLine::name).distinct().limit(10).collect(Collectors.joining(", ")) + "?")));
        }
        List<String> robots = settings.list(Figure.TRANSCRIPT_ROBOTS, file.shop());
        List<CaseContacts.Said> said = new ArrayList<>();
        for (SpokenLine line : lines) {
            if (!Db.keeps(line.at()) || line.at().isAfter(clock.instant().plusSeconds(60))) {
                throw Problem.fields(List.of(new FieldProblem("text", "Line " + line.lineNo() + " lies in the future, or before all shops.")));
            }
            if (line.words().length() > 4000) {
                throw Problem.fields(List.of(new FieldProblem("text", "Line " + line.lineNo() + " is longer than 4000 characters.")));
            }
            boolean inward = line.inward() != null ? line.inward() : line.name().equalsIgnoreCase(name);
            boolean person = robots.stream().noneMatch(line.name()::contains);
            said.add(new CaseContacts.Said(channel, inward ? "IN" : "OUT", "REACHED", line.at(), line.name(), line.words(), actor.name(), null, person));
        }
        return said;
    }

    /**
     * A recorded call: the file, and what it was about. The same recording again changes nothing.
     *
     * @throws Problem 400 for a file that is no sound, or wrong facts; 413 for one that is too large
     */
    public Attachment call(long caseId, Attachments.Sent recording, Call call, Actor actor) {
        checkCall(call);
        return commands.run(() -> {
            cases.lock(caseId);
            Attachment file = attachments.add(caseId, List.of(recording), actor).files().get(0);
            if (file.kind().sort() != FileKind.Sort.SOUND && file.kind() != FileKind.MP4) {
                throw Problem.fields(List.of(new FieldProblem("file", "Must be a recording: MP3, M4A, WAV, AMR or MP4.")));
            }
            boolean added = contacts.bringIn(caseId, new CaseContacts.Said("PHONE", call.direction(), call.outcome(), call.at(), null,
                    Objects.requireNonNullElse(call.words(), "").strip(), actor.name(), file.id(), true));
            if (added) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("direction", call.direction());
                facts.put("outcome", call.outcome());
                facts.put("at", call.at().toString());
                facts.put("file", file.name());
                facts.put("text", Objects.requireNonNullElse(call.words(), ""));
                history.record(caseId, actor.name(), "CALL_BROUGHT_IN", facts);
            }
            return file;
        });
    }

    private void checkCall(Call call) {
        List<FieldProblem> problems = new ArrayList<>();
        if (call.direction() == null || !List.of("IN", "OUT").contains(call.direction())) {
            problems.add(new FieldProblem("direction", "Must be one of [IN, OUT]."));
        }
        if (call.outcome() == null || !List.of("REACHED", "NOT_REACHED", "NOT_POSSIBLE").contains(call.outcome())) {
            problems.add(new FieldProblem("outcome", "Must be one of [REACHED, NOT_REACHED, NOT_POSSIBLE]."));
        }
        if (call.at() == null || !Db.keeps(call.at())) {
            problems.add(new FieldProblem("at", "Must be an instant such as 2026-11-11T08:00:00Z."));
        } else if (call.at().isAfter(clock.instant().plusSeconds(60))) {
            problems.add(new FieldProblem("at", "Lies in the future."));
        }
        if (call.words() != null && call.words().length() > 4000) {
            problems.add(new FieldProblem("text", "Is longer than 4000 characters."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static String decoded(byte[] sent) {
        if (sent.length > MOST_TEXT) {
            throw Attachments.tooLarge(MOST_TEXT);
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                return charset.newDecoder().decode(ByteBuffer.wrap(sent)).toString();
            } catch (CharacterCodingException e) {
                // the other one
            }
        }
        throw Problem.fields(List.of(new FieldProblem("text", "Must be text in UTF-8 or GB18030.")));
    }
}

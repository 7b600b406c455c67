package org.shouhou.reply;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.promise.ShippingNotices;
import org.shouhou.settings.Settings;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;

/**
 * Quick replies (R11): anybody on the team writes a version, a supervisor who did not write it approves it once its
 * wording is clean (R9), and every version is kept.
 */
@Service
public class ReplyTemplates {

    /** @param code 2 to 40 of a-z, 0-9 and hyphen @param text at most 2000 characters, placeholders in braces */
    public record NewTemplate(String code, String title, String text) {
    }

    private final Commands commands;
    private final JdbcClient jdbc;
    private final ShippingNotices notices;
    private final Settings settings;
    private final ReplyUses uses;
    private final Clock clock;

    ReplyTemplates(Commands commands, JdbcClient jdbc, ShippingNotices notices, Settings settings, ReplyUses uses, Clock clock) {
        this.uses = uses;
        this.commands = commands;
        this.jdbc = jdbc;
        this.notices = notices;
        this.settings = settings;
        this.clock = clock;
    }

    /** What may stand in a text: {@code {orderNo}} and so on. */
    public List<String> placeholders() {
        return Stream.of(Placeholder.values()).map(one -> "{" + one.written() + "}").toList();
    }

    /** All of them by code. @param usable only those with a version in use */
    public List<ReplyTemplate> all(boolean usable) {
        return jdbc.sql("SELECT id FROM reply_template" + (usable ? " WHERE in_use IS NOT NULL" : "") + " ORDER BY code")
                .query(Long.class).list().stream().map(this::get).toList();
    }

    /** @throws Problem 404 when there is no such template */
    public ReplyTemplate get(long id) {
        List<ReplyTemplate.Version> versions = jdbc.sql("SELECT * FROM reply_version WHERE template_id = ? ORDER BY version_no DESC")
                .param(id).query((row, n) -> new ReplyTemplate.Version(row.getInt("version_no"), row.getString("words"),
                        row.getString("written_by"), Instant.ofEpochMilli(row.getLong("written_ms")), row.getString("approved_by"),
                        at(Db.nullableLong(row, "approved_ms")))).list();
        return jdbc.sql("SELECT * FROM reply_template WHERE id = ?").param(id).query((row, n) -> new ReplyTemplate(row.getLong("id"),
                row.getString("code"), row.getString("title"), Db.nullableInt(row, "in_use"), versions)).optional()
                .orElseThrow(() -> Problem.notFound("reply template", id));
    }

    private static Instant at(Long ms) {
        return ms == null ? null : Instant.ofEpochMilli(ms);
    }

    /** Writes a new template, its first version not in use yet. @throws Problem 400 wrong fields, 409 {@code already-there} */
    public ReplyTemplate write(NewTemplate wanted, Actor actor) {
        List<FieldProblem> problems = new ArrayList<>();
        if (wanted.code() == null || !wanted.code().matches("[a-z0-9-]{2,40}")) {
            problems.add(new FieldProblem("code", "Must be 2 to 40 of a-z, 0-9 or hyphen."));
        }
        if (wanted.title() == null || wanted.title().isBlank() || wanted.title().length() > 100) {
            problems.add(new FieldProblem("title", "Is required, at most 100 characters."));
        }
        text(problems, wanted.text());
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        try {
            return commands.run(() -> {
                KeyHolder key = new GeneratedKeyHolder();
                jdbc.sql("INSERT INTO reply_template (code, title) VALUES (?, ?)").params(wanted.code(), wanted.title().strip()).update(key, "id");
                long id = key.getKey().longValue();
                insert(id, 1, wanted.text(), actor);
                return get(id);
            });
        } catch (DuplicateKeyException there) {
            throw Problem.conflict("already-there", "There is a reply " + wanted.code() + " already; write a new version of it.");
        }
    }

    /** Writes a new version; the same words as the newest change nothing. @throws Problem 400, 404 */
    public ReplyTemplate rewrite(long id, String text, Actor actor) {
        List<FieldProblem> problems = new ArrayList<>();
        text(problems, text);
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        return commands.run(() -> {
            lock(id);
            ReplyTemplate now = get(id);
            if (!now.versions().get(0).text().equals(text.strip())) {
                insert(id, now.versions().get(0).version() + 1, text, actor);
            }
            return get(id);
        });
    }

    private void insert(long id, int version, String text, Actor actor) {
        jdbc.sql("INSERT INTO reply_version (template_id, version_no, words, written_by, written_ms) VALUES (?, ?, ?, ?, ?)")
                .params(id, version, text.strip(), actor.name(), clock.millis()).update();
    }

    private static void text(List<FieldProblem> problems, String text) {
        if (text == null || text.isBlank() || text.length() > 2000) {
            problems.add(new FieldProblem("text", "Is required, at most 2000 characters."));
        }
    }

    private void lock(long id) {
        jdbc.sql("SELECT id FROM reply_template WHERE id = ? FOR UPDATE").param(id).query(Long.class).optional()
                .orElseThrow(() -> Problem.notFound("reply template", id));
    }

    /** What is wrong with a version's words: {@code why what}, empty when nothing is. */
    public List<String> findings(String text) {
        var notice = notices.current(Settings.ALL_SHOPS);
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone(Settings.ALL_SHOPS));
        return Wording.check(text, today, (about, day) -> notice.map(now -> about == Wording.About.ARRIVAL
                        ? now.allowsArrival(day) : now.allowsShipping(day)).orElse(false))
                .stream().map(finding -> finding.why() + " " + finding.what()).toList();
    }

    /**
     * A supervisor lets customers get this version; again, it changes nothing.
     *
     * @throws Problem 403 {@code four-eyes} for who wrote it, 404, 422 {@code reply-wording} with the findings
     */
    public ReplyTemplate approve(long id, int version, Actor actor) {
        return commands.run(() -> {
            lock(id);
            ReplyTemplate now = get(id);
            ReplyTemplate.Version wanted = Optional.ofNullable(now.version(version))
                    .orElseThrow(() -> Problem.notFound("version of this reply", version));
            if (Objects.equals(now.inUse(), version)) {
                return now;
            }
            if (wanted.writtenBy().equals(actor.name())) {
                throw Problem.forbidden("four-eyes", "You wrote this yourself; somebody else has to approve it.");
            }
            List<String> findings = findings(wanted.text());
            if (!findings.isEmpty()) {
                throw Problem.unprocessable("reply-wording", "These words may not go to customers: " + String.join("; ", findings))
                        .with("findings", findings);
            }
            jdbc.sql("UPDATE reply_version SET approved_by = ?, approved_ms = ? WHERE template_id = ? AND version_no = ?")
                    .params(actor.name(), clock.millis(), id, version).update();
            jdbc.sql("UPDATE reply_template SET in_use = ?, revision = revision + 1 WHERE id = ?").params(version, id).update();
            uses.begin(id, version, actor);
            return get(id);
        });
    }

    /** Takes a reply out of use; its versions stay. @throws Problem 404 */
    public ReplyTemplate withdraw(long id, Actor actor) {
        return commands.run(() -> {
            lock(id);
            uses.end(id, actor);
            jdbc.sql("UPDATE reply_template SET in_use = NULL, revision = revision + 1 WHERE id = ?").param(id).update();
            return get(id);
        });
    }
}

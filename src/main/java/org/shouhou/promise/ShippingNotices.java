package org.shouhou.promise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;

/** The shop's shipping notices (R9): published by the manager for a time, read by everyone, a bound to what is promised. */
@Service
public class ShippingNotices {

    /**
     * A notice to publish.
     *
     * @param shop       null for every shop without one of its own
     * @param validFrom  null for now
     */
    public record NewNotice(String requestId, String shop, LocalDate shipsFrom, LocalDate shipsBy, LocalDate arrivesFrom,
            LocalDate arrivesBy, String text, Instant validFrom, Instant validUntil) {
    }

    /** Who has read a notice. */
    public record Read(String user, Instant at) {
    }

    private static final int SHOWN = 20;
    private final Commands commands;
    private final JdbcClient jdbc;
    private final Settings settings;
    private final Messages messages;
    private final Clock clock;

    ShippingNotices(Commands commands, JdbcClient jdbc, Settings settings, Messages messages, Clock clock) {
        this.commands = commands;
        this.jdbc = jdbc;
        this.settings = settings;
        this.messages = messages;
        this.clock = clock;
    }

    /** The notice in force: the shop's own before the general one, the newest of each. @param shop empty for the general one */
    public Optional<ShippingNotice> current(String shop) {
        var now = Db.utc(clock.instant());
        return jdbc.sql("""
                SELECT * FROM shipping_notice WHERE (shop = ? OR shop = '') AND valid_from <= ? AND valid_until > ?
                ORDER BY CASE shop WHEN '' THEN 1 ELSE 0 END, id DESC LIMIT 1""")
                .param(shop == null ? "" : shop).param(now).param(now).query(ShippingNotices::map).optional();
    }

    /** The latest notices, newest first, at most 20. */
    public List<ShippingNotice> latest() {
        return jdbc.sql("SELECT * FROM shipping_notice ORDER BY id DESC LIMIT " + SHOWN).query(ShippingNotices::map).list();
    }

    /** @throws Problem 404 when there is no such notice */
    public ShippingNotice get(long id) {
        return jdbc.sql("SELECT * FROM shipping_notice WHERE id = ?").param(id).query(ShippingNotices::map).optional()
                .orElseThrow(() -> Problem.notFound("shipping notice", id));
    }

    /**
     * Whether a promise goes beyond what the notice says.
     *
     * @param longerAgreed whether the customer chose to wait longer than the notice says
     * @return the refusal, 422 {@code beyond-notice}; empty when it may be promised
     */
    Optional<Problem> beyond(String shop, PromiseKind kind, Instant due, boolean longerAgreed) {
        Optional<ShippingNotice> notice = current(shop);
        if (notice.isEmpty()) {
            return settings.flag(Figure.PROMISE_NOTICE_REQUIRED, shop) ? Optional.of(refusal(null, kind)) : Optional.empty();
        }
        LocalDate day = LocalDate.ofInstant(due, settings.zone(shop));
        return notice.get().allows(kind, day, longerAgreed) ? Optional.empty() : Optional.of(refusal(notice.get(), kind));
    }

    private static Problem refusal(ShippingNotice notice, PromiseKind kind) {
        if (notice == null) {
            return Problem.unprocessable("beyond-notice", "No shipping notice is in force; nothing about shipping may be promised.");
        }
        LocalDate from = notice.from(kind);
        LocalDate by = notice.by(kind);
        Problem problem = Problem.unprocessable("beyond-notice", from == null && by == null
                ? "The shipping notice says nothing about this; it may not be promised."
                : "The shipping notice allows " + (from == null ? "any day" : from) + " to " + (by == null ? "any day" : by) + " to be promised.");
        return problem.with("noticeId", notice.id()).with("from", from == null ? null : from.toString())
                .with("by", by == null ? null : by.toString());
    }

    /**
     * Publishes a notice; agents and supervisors hear of it.
     *
     * @throws Problem 400 for wrong fields, 409 when the request id was used for another notice
     */
    public ShippingNotice publish(NewNotice wanted, Actor actor) {
        check(wanted);
        String hash = Json.hash(List.of(String.valueOf(wanted), actor.name()));
        Optional<ShippingNotice> before = byRequest(wanted.requestId(), hash);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return commands.run(() -> insert(wanted, hash, actor));
        } catch (DuplicateKeyException twice) {
            return byRequest(wanted.requestId(), hash).orElseThrow(() -> twice);
        }
    }

    private ShippingNotice insert(NewNotice wanted, String hash, Actor actor) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                INSERT INTO shipping_notice (request_id, request_hash, shop, ships_from, ships_by, arrives_from, arrives_by, words,
                  valid_from, valid_until, published_by, published_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(wanted.requestId()).param(hash).param(wanted.shop() == null ? "" : wanted.shop().strip())
                .param(wanted.shipsFrom()).param(wanted.shipsBy()).param(wanted.arrivesFrom()).param(wanted.arrivesBy())
                .param(wanted.text().strip()).param(Db.utc(from(wanted))).param(Db.utc(wanted.validUntil())).param(actor.name())
                .param(clock.millis()).update(key, "id");
        ShippingNotice notice = get(key.getKey().longValue());
        Map<String, Object> letter = new LinkedHashMap<>(Map.of("text", notice.text(), "until", notice.validUntil(), "by", actor.name()));
        messages.toRole("agent", null, "shipping-notice", letter, "notice-agent-" + notice.id());
        messages.toRole("supervisor", null, "shipping-notice", letter, "notice-supervisor-" + notice.id());
        return notice;
    }

    private Optional<ShippingNotice> byRequest(String requestId, String hash) {
        return jdbc.sql("SELECT id, request_hash FROM shipping_notice WHERE request_id = ?").param(requestId)
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).optional().map(known -> {
                    if (!known.getValue().equals(hash)) {
                        throw Problem.conflict("request-id-used", "The request id " + requestId + " was used before for something else.");
                    }
                    return get(known.getKey());
                });
    }

    private Instant from(NewNotice wanted) {
        return wanted.validFrom() == null ? clock.instant() : wanted.validFrom();
    }

    private void check(NewNotice wanted) {
        List<FieldProblem> problems = new ArrayList<>();
        required(problems, "requestId", wanted.requestId(), 150);
        required(problems, "text", wanted.text(), 2000);
        if (wanted.shop() != null && !wanted.shop().isBlank() && !Settings.isShopCode(wanted.shop().strip())) {
            problems.add(new FieldProblem("shop", "Is no shop's code."));
        }
        if (wanted.shipsFrom() == null && wanted.shipsBy() == null && wanted.arrivesFrom() == null && wanted.arrivesBy() == null) {
            problems.add(new FieldProblem("shipsBy", "Is required, or another day the notice is about."));
        }
        order(problems, "shipsBy", wanted.shipsFrom(), wanted.shipsBy());
        order(problems, "arrivesBy", wanted.arrivesFrom(), wanted.arrivesBy());
        if (wanted.validUntil() == null) {
            problems.add(new FieldProblem("validUntil", "Is required."));
        } else if (!Db.keeps(wanted.validUntil()) || !wanted.validUntil().isAfter(clock.instant())) {
            problems.add(new FieldProblem("validUntil", "Must lie ahead."));
        } else if (!Db.keeps(from(wanted)) || !wanted.validUntil().isAfter(from(wanted).plusSeconds(1))) {
            problems.add(new FieldProblem("validFrom", "Must lie before the end."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static void required(List<FieldProblem> problems, String field, String value, int most) {
        if (value == null || value.isBlank()) {
            problems.add(new FieldProblem(field, "Is required."));
        } else if (value.length() > most) {
            problems.add(new FieldProblem(field, "Is longer than " + most + " characters."));
        }
    }

    private static void order(List<FieldProblem> problems, String field, LocalDate from, LocalDate by) {
        if (from != null && by != null && by.isBefore(from)) {
            problems.add(new FieldProblem(field, "Lies before the first day."));
        }
        for (LocalDate day : new LocalDate[] {from, by}) {
            if (day != null && (day.getYear() < 2000 || day.getYear() > 9000)) {
                problems.add(new FieldProblem(field, "Must be a date such as 2026-11-11."));
            }
        }
    }

    /** Somebody has read it; again, it changes nothing. @throws Problem 404 */
    public void read(long id, Actor actor) {
        get(id);
        try {
            commands.run(() -> {
                if (readBy(id).stream().noneMatch(read -> read.user().equals(actor.name()))) {
                    jdbc.sql("INSERT INTO shipping_notice_read (notice_id, username, read_ms) VALUES (?, ?, ?)")
                            .params(id, actor.name(), clock.millis()).update();
                }
            });
        } catch (DuplicateKeyException twice) {
            // read is read
        }
    }

    /** Who has read a notice, in the order they did. */
    public List<Read> readBy(long id) {
        return jdbc.sql("SELECT username, read_ms FROM shipping_notice_read WHERE notice_id = ? ORDER BY read_ms, username")
                .param(id).query((row, n) -> new Read(row.getString(1), Instant.ofEpochMilli(row.getLong(2)))).list();
    }

    private static ShippingNotice map(ResultSet row, int n) throws SQLException {
        return new ShippingNotice(row.getLong("id"), row.getString("shop"), row.getObject("ships_from", LocalDate.class),
                row.getObject("ships_by", LocalDate.class), row.getObject("arrives_from", LocalDate.class),
                row.getObject("arrives_by", LocalDate.class), row.getString("words"), Db.instant(row, "valid_from"),
                Db.instant(row, "valid_until"), row.getString("published_by"), row.getLong("published_ms"));
    }
}

package org.shouhou.buyer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.Shops;
import org.shouhou.order.Order;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Flags of buyers (R44). Extortion: nothing is automatic and a supervisor consents to any compensation; set by a
 * supervisor only (R31). Important: a shorter first reply, and work that comes first.
 */
@Service
public class BuyerFlags {

    /** What a flag says. */
    public enum Kind { EXTORTION, IMPORTANT }

    /**
     * A flag as the API shows it.
     *
     * @param active neither ended nor run out
     * @param caseId the case the evidence lies in, or null
     */
    public record Flag(String id, String shop, String buyer, Kind kind, String evidence, String caseId, String setBy,
            Instant setAt, Instant until, boolean active, String endedBy, Instant endedAt, String endReason) {
    }

    /** @param until when it runs out */
    public record NewFlag(String shop, Kind kind, String evidence, Instant until, Long caseId) {
    }

    /** @param created false when it stood already, just so */
    public record Set(Flag flag, boolean created) {
    }

    /** Published when what is known of a buyer changed. */
    public record Changed(String shop, String buyer) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Settings settings;
    private final CaseHistory history;
    private final Commands commands;
    private final ApplicationEventPublisher events;

    BuyerFlags(JdbcClient jdbc, Clock clock, Settings settings, CaseHistory history, Commands commands,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.history = history;
        this.commands = commands;
        this.events = events;
    }

    /** The flags that hold now; none for a buyer nobody knows. */
    public List<Flag> active(String shop, String buyer) {
        return buyer == null ? List.of() : of(shop, buyer).stream().filter(Flag::active).toList();
    }

    /** Whether a flag of this kind holds now, set here or delivered with the order. */
    public boolean is(Kind kind, Order order) {
        return kind.name().equals(order.buyerFlag())
                || active(order.shop(), order.buyer()).stream().anyMatch(flag -> flag.kind() == kind);
    }

    /** What rules look at: EXTORTION before IMPORTANT before NONE, whether set here or delivered with the order. */
    public String levelOf(Order order) {
        return is(Kind.EXTORTION, order) ? Kind.EXTORTION.name() : is(Kind.IMPORTANT, order) ? Kind.IMPORTANT.name() : "NONE";
    }

    /** Every flag there is or was, newest first. */
    public List<Flag> of(String shop, String buyer) {
        return jdbc.sql("SELECT * FROM buyer_flag WHERE shop = ? AND buyer = ?" + Shops.ofCaller().and("shop") + " ORDER BY id DESC").params(shopOr(shop), buyer)
                .query(this::map).list();
    }

    /**
     * Flags a buyer. The same flag again changes nothing.
     *
     * @throws Problem 400 wrong fields, 403 for what a supervisor alone may, 404 for a buyer without an order or an
     *                 unknown case, 409 when another flag of the kind holds
     */
    public Set set(String buyer, NewFlag wanted, Actor actor) {
        String shop = shopOr(wanted.shop());
        check(shop, wanted);
        allowed(wanted.kind(), actor);
        return commands.run(() -> {
            lockBuyer(shop, buyer);
            if (wanted.caseId() != null && jdbc.sql("SELECT COUNT(*) FROM case_file WHERE id = ? AND shop = ? AND buyer = ?")
                    .params(wanted.caseId(), shop, buyer).query(Long.class).single() == 0) {
                throw Problem.notFound("case of this buyer", wanted.caseId());
            }
            jdbc.sql("UPDATE buyer_flag SET active_kind = NULL WHERE shop = ? AND buyer = ? AND until_at <= ?")
                    .params(shop, buyer, Db.utc(clock.instant())).update();
            Optional<Flag> before = active(shop, buyer).stream().filter(flag -> flag.kind() == wanted.kind()).findFirst();
            if (before.isPresent()) {
                Flag flag = before.get();
                if (flag.evidence().equals(wanted.evidence().strip()) && Db.utc(flag.until()).equals(Db.utc(wanted.until()))) {
                    return new Set(flag, false);
                }
                throw Problem.conflict("already-flagged", "This buyer is flagged so until " + flag.until() + "; end that flag first.");
            }
            return new Set(insert(shop, buyer, wanted, actor), true);
        });
    }

    private Flag insert(String shop, String buyer, NewFlag wanted, Actor actor) {
        jdbc.sql("""
                INSERT INTO buyer_flag (shop, buyer, kind, active_kind, evidence, case_id, set_by, set_ms, until_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(shop).param(buyer).param(wanted.kind().name()).param(wanted.kind().name()).param(wanted.evidence().strip())
                .param(wanted.caseId()).param(actor.name()).param(clock.millis()).param(Db.utc(wanted.until())).update();
        Flag flag = of(shop, buyer).get(0);
        note("BUYER_FLAGGED", flag, flag.evidence(), actor);
        return flag;
    }

    /** Ends a flag before its time; once ended it stays so. @throws Problem 400 without a reason, 403, 404 */
    public Flag end(String shop, String buyer, String id, String reason, Actor actor) {
        if (reason == null || reason.isBlank() || reason.length() > 1000) {
            throw Problem.fields(List.of(new FieldProblem("reason", "Is required, at most 1000 characters.")));
        }
        return commands.run(() -> {
            lockBuyer(shopOr(shop), buyer);
            Flag flag = find(shop, buyer, id);
            allowed(flag.kind(), actor);
            if (flag.endedAt() != null) {
                return flag;
            }
            jdbc.sql("UPDATE buyer_flag SET active_kind = NULL, ended_by = ?, ended_ms = ?, end_reason = ? WHERE id = ?")
                    .params(actor.name(), clock.millis(), reason.strip(), Long.valueOf(id)).update();
            note("BUYER_FLAG_ENDED", flag, reason.strip(), actor);
            return find(shop, buyer, id);
        });
    }

    private Flag find(String shop, String buyer, String id) {
        return of(shop, buyer).stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(() -> Problem.notFound("flag", id));
    }

    /** On the timeline of each of the buyer's open cases, and of the one with the evidence. */
    private void note(String kind, Flag flag, String words, Actor actor) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("flag", flag.kind().name());
        facts.put("until", flag.until().toString());
        facts.put("evidence", words);
        jdbc.sql("SELECT id FROM case_file WHERE shop = ? AND buyer = ? AND (status <> 'CLOSED' OR id = ?) ORDER BY id")
                .param(flag.shop()).param(flag.buyer()).param(flag.caseId() == null ? 0L : Long.valueOf(flag.caseId()))
                .query(Long.class).list().forEach(caseId -> history.record(caseId, actor.name(), kind, facts));
        events.publishEvent(new Changed(flag.shop(), flag.buyer()));
    }

    /** One change of a buyer at a time: the oldest of their orders stands for them. */
    private void lockBuyer(String shop, String buyer) {
        Long order = jdbc.sql("SELECT MIN(id) FROM shop_order WHERE shop = ? AND buyer = ?" + Shops.ofCaller().and("shop")).params(shop, buyer)
                .query(Long.class).optional().orElseThrow(() -> Problem.notFound("buyer", buyer));
        jdbc.sql("SELECT id FROM shop_order WHERE id = ? FOR UPDATE").param(order).query(Long.class).single();
    }

    private void check(String shop, NewFlag wanted) {
        List<FieldProblem> problems = new ArrayList<>();
        if (wanted.kind() == null) {
            problems.add(new FieldProblem("kind", "Must be one of " + List.of(Kind.values()) + "."));
        }
        if (wanted.evidence() == null || wanted.evidence().isBlank() || wanted.evidence().length() > 4000) {
            problems.add(new FieldProblem("evidence", "Is required, at most 4000 characters."));
        }
        Duration longest = settings.duration(Figure.BUYER_FLAG_LONGEST, shop);
        if (wanted.until() == null || !wanted.until().isAfter(clock.instant()) || wanted.until().isAfter(clock.instant().plus(longest))) {
            problems.add(new FieldProblem("until", "Must lie ahead, within " + longest.toDays() + " days."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static void allowed(Kind kind, Actor actor) {
        if (kind == Kind.EXTORTION && !actor.mayDo(Role.SUPERVISOR)) {
            throw Problem.forbidden("not-your-role", "Only a supervisor flags a buyer for extortion, or ends that.");
        }
    }

    private String shopOr(String shop) {
        return shop == null || shop.isBlank() ? settings.text(Figure.SHOP_DEFAULT, Settings.ALL_SHOPS) : shop;
    }

    private Flag map(ResultSet row, int n) throws SQLException {
        Instant until = Db.instant(row, "until_at");
        Long endedMs = Db.nullableLong(row, "ended_ms");
        Long caseId = Db.nullableLong(row, "case_id");
        return new Flag(Long.toString(row.getLong("id")), row.getString("shop"), row.getString("buyer"), Kind.valueOf(row.getString("kind")),
                row.getString("evidence"), caseId == null ? null : caseId.toString(), row.getString("set_by"),
                Instant.ofEpochMilli(row.getLong("set_ms")), until, endedMs == null && until.isAfter(clock.instant()),
                row.getString("ended_by"), endedMs == null ? null : Instant.ofEpochMilli(endedMs), row.getString("end_reason"));
    }
}

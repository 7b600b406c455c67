package org.shouhou.authority;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.shouhou.casefile.CaseFile;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.settings.Settings;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;

/** The menu of standing remedies: released by a supervisor, withdrawn again, and found for what an agent wants to give. */
@Service
class StandingRemedies {

    /** @param created false when the request had released it before */
    record Released(StandingRemedy remedy, boolean created) {
    }

    private final JdbcClient jdbc;
    private final Commands commands;
    private final Limits limits;
    private final Clock clock;

    StandingRemedies(JdbcClient jdbc, Commands commands, Limits limits, Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.limits = limits;
        this.clock = clock;
    }

    /** Newest first. @param holding only those that hold now */
    List<StandingRemedy> all(boolean holding) {
        return jdbc.sql("SELECT * FROM standing_remedy ORDER BY id DESC LIMIT 500").query(StandingRemedy::map).list().stream()
                .filter(remedy -> !holding || holds(remedy)).toList();
    }

    boolean holds(StandingRemedy remedy) {
        Instant now = clock.instant();
        return remedy.withdrawnMs() == null && !remedy.waits() && !remedy.validFrom().isAfter(now) && remedy.validTo().isAfter(now);
    }

    /** @throws Problem 404 */
    StandingRemedy get(long id) {
        return jdbc.sql("SELECT * FROM standing_remedy WHERE id = ?").param(id).query(StandingRemedy::map).optional()
                .orElseThrow(() -> Problem.notFound("standing remedy", id));
    }

    /** One that covers what is wanted and was not used for this order yet. */
    Optional<StandingRemedy> covering(CaseFile file, Kind kind, NewCompensation wanted, long worth) {
        return all(true).stream().filter(remedy -> remedy.kind() == kind && remedy.reasonCode().equals(wanted.reasonCode()))
                .filter(remedy -> remedy.shop().isEmpty() || remedy.shop().equals(file.shop()))
                .filter(remedy -> kind == Kind.GIFT
                        ? Objects.equals(remedy.sku(), wanted.sku()) && wanted.quantity() <= remedy.quantity() : worth <= remedy.maxMinor())
                .filter(remedy -> jdbc.sql("SELECT COUNT(*) FROM compensation WHERE standing_use = ?")
                        .param(remedy.id() + "-" + file.orderId()).query(Long.class).single() == 0)
                .findFirst();
    }

    /** Those that wait for a manager, the oldest first. */
    List<StandingRemedy> waiting() {
        return jdbc.sql("SELECT * FROM standing_remedy WHERE waits = TRUE AND withdrawn_ms IS NULL ORDER BY id").query(StandingRemedy::map).list();
    }

    /**
     * Releases one. Within the own limit it holds; beyond a supervisor's it waits for a manager.
     *
     * @param replaces the one it takes the place of; null for none
     * @throws Problem 400 for wrong fields, 403 {@code beyond-own-limit} of a manager, 409 when the request id was used for another one
     */
    Released release(Menu.Release wanted, Long replaces, Actor by) {
        Kind kind = check(wanted);
        String hash = Json.hash(wanted);
        Optional<Released> before = before(wanted.requestId(), hash);
        if (before.isPresent()) {
            return before.get();
        }
        String shop = wanted.shop() == null ? "" : wanted.shop();
        long worth = kind == Kind.GIFT ? limits.giftValue(wanted.quantity(), shop) : wanted.maxMinor();
        Limits.Level needed = limits.levelOf(kind, worth, shop);
        Limits.Level own = by.mayDo(Role.MANAGER) ? Limits.Level.MANAGER : Limits.Level.SUPERVISOR;
        if (needed.compareTo(Limits.Level.MANAGER) > 0) {
            throw Problem.forbidden("beyond-own-limit", "This is beyond what a manager may give, too.");
        }
        boolean waits = needed.compareTo(own) > 0;
        try {
            return commands.run(() -> {
                StandingRemedy made = get(insert(wanted, shop, kind, hash, waits, replaces, by));
                takePlace(made, by);
                return new Released(made, true);
            });
        } catch (DuplicateKeyException twice) {
            return before(wanted.requestId(), hash).orElseThrow(() -> twice);
        }
    }

    private void takePlace(StandingRemedy remedy, Actor by) {
        if (!remedy.waits() && remedy.replaces() != null) {
            withdraw(remedy.replaces(), by);
        }
    }

    /**
     * A manager agrees to what goes beyond a supervisor's limit; again, it changes nothing.
     *
     * @throws Problem 404, 403 {@code four-eyes} for one's own, 409 {@code remedy-withdrawn}
     */
    StandingRemedy approve(long id, Actor by) {
        return commands.run(() -> {
            StandingRemedy remedy = get(id);
            if (remedy.withdrawnMs() != null) {
                throw Problem.conflict("remedy-withdrawn", "This standing remedy was withdrawn; release it again.");
            }
            if (remedy.releasedBy().equals(by.name())) {
                throw Problem.forbidden("four-eyes", "You proposed this yourself; somebody else has to decide it.");
            }
            int changed = jdbc.sql("UPDATE standing_remedy SET waits = FALSE, approved_by = ?, approved_ms = ? WHERE id = ? AND waits = TRUE")
                    .params(by.name(), clock.millis(), id).update();
            if (changed > 0) {
                takePlace(get(id), by);
            }
            return get(id);
        });
    }

    private Optional<Released> before(String requestId, String hash) {
        return jdbc.sql("SELECT id, body_hash FROM standing_remedy WHERE request_id = ?").param(requestId).query((row, n) -> {
            if (!row.getString(2).equals(hash)) {
                throw Problem.conflict("request-id-used", "The request id " + requestId + " was used before for something else.");
            }
            return new Released(get(row.getLong(1)), false);
        }).optional();
    }

    private long insert(Menu.Release wanted, String shop, Kind kind, String hash, boolean waits, Long replaces, Actor by) {
        KeyHolder id = new GeneratedKeyHolder();
        Instant from = wanted.validFrom() == null ? clock.instant() : wanted.validFrom();
        jdbc.sql("""
                INSERT INTO standing_remedy (request_id, body_hash, shop, name, kind, max_minor, sku, quantity, reason_code,
                  valid_from, valid_to, released_by, released_ms, waits, replaces) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(wanted.requestId()).param(hash).param(shop).param(wanted.name().strip()).param(kind.name())
                .param(wanted.maxMinor()).param(wanted.sku()).param(wanted.quantity()).param(wanted.reasonCode())
                .param(Db.utc(from.truncatedTo(ChronoUnit.SECONDS))).param(Db.utc(wanted.validTo().truncatedTo(ChronoUnit.SECONDS)))
                .param(by.name()).param(clock.millis()).param(waits).param(replaces).update(id, "id");
        return id.getKey().longValue();
    }

    /** From now on it covers nothing more; withdrawing it again changes nothing. @throws Problem 404 */
    StandingRemedy withdraw(long id, Actor by) {
        return commands.run(() -> {
            get(id);
            jdbc.sql("UPDATE standing_remedy SET withdrawn_by = ?, withdrawn_ms = ? WHERE id = ? AND withdrawn_ms IS NULL")
                    .params(by.name(), clock.millis(), id).update();
            return get(id);
        });
    }

    private Kind check(Menu.Release wanted) {
        List<FieldProblem> wrong = new ArrayList<>();
        Kind kind = Kind.find(wanted.kind()).orElse(null);
        need(wrong, "requestId", wanted.requestId(), 150);
        need(wrong, "name", wanted.name(), 200);
        if (kind == null) {
            wrong.add(new FieldProblem("kind", "Must be one of " + List.of(Kind.values()) + "."));
        }
        if (kind == Kind.GIFT) {
            need(wrong, "sku", wanted.sku(), 64);
            if (wanted.quantity() == null || wanted.quantity() < 1 || wanted.quantity() > 1000) {
                wrong.add(new FieldProblem("quantity", "Say how many at most, from 1 to 1000."));
            }
            if (wanted.maxMinor() != null) {
                wrong.add(new FieldProblem("maxMinor", "A gift has a quantity instead."));
            }
        } else if (kind != null) {
            if (wanted.maxMinor() == null || wanted.maxMinor() <= 0 || wanted.maxMinor() > 1_000_000_000_000L) {
                wrong.add(new FieldProblem("maxMinor", "Is required, more than nothing, in minor units."));
            }
            if (wanted.sku() != null || wanted.quantity() != null) {
                wrong.add(new FieldProblem("sku", "Only a gift has one."));
            }
        }
        if (!CompensationReason.codes().contains(wanted.reasonCode())) {
            wrong.add(new FieldProblem("reasonCode", "Must be one of " + CompensationReason.codes() + "."));
        }
        if (wanted.shop() != null && !Settings.isShopCode(wanted.shop())) {
            wrong.add(new FieldProblem("shop", "Is no shop's code."));
        }
        checkTimes(wanted, wrong);
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        return kind;
    }

    private void checkTimes(Menu.Release wanted, List<FieldProblem> wrong) {
        Instant from = wanted.validFrom() == null ? clock.instant() : wanted.validFrom();
        if (wanted.validTo() == null || !wanted.validTo().isAfter(clock.instant().plusSeconds(1)) || !wanted.validTo().isAfter(from.plusSeconds(1))
                || wanted.validTo().isAfter(clock.instant().plus(3660, ChronoUnit.DAYS))) {
            wrong.add(new FieldProblem("validTo", "Is required: a time ahead, after validFrom, within ten years."));
        }
        if (wanted.validFrom() != null && wanted.validFrom().isBefore(clock.instant().minus(1, ChronoUnit.DAYS))) {
            wrong.add(new FieldProblem("validFrom", "Has passed; leave it out for now."));
        }
    }

    private static void need(List<FieldProblem> wrong, String field, String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest) {
            wrong.add(new FieldProblem(field, "Is required, at most " + longest + " characters."));
        }
    }
}

package org.shouhou.promotion;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What must be ready before a promotion begins: each point with an owner and a date (R42). */
@Service
public class Checklists {

    /** @param late not done although it was due */
    public record Item(String id, String what, String owner, Instant due, String doneBy, Instant doneAt, boolean late) {
    }

    /** @param ready whether every point is done */
    public record Promotion(String id, String name, Instant startsAt, Instant endsAt, String madeBy, List<Item> items, boolean ready) {
    }

    public record NewPromotion(String name, Instant startsAt, Instant endsAt) {
    }

    public record NewItem(String what, String owner, Instant due) {
    }

    private final JdbcClient jdbc;
    private final Users users;
    private final Clock clock;

    Checklists(JdbcClient jdbc, Users users, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.clock = clock;
    }

    /** Every promotion, the latest first. */
    public List<Promotion> all() {
        return jdbc.sql("SELECT id FROM promotion ORDER BY starts_at DESC, id DESC LIMIT 50").query(Long.class).list().stream()
                .map(id -> get(Long.toString(id))).toList();
    }

    /** @throws Problem 404 when there is none */
    public Promotion get(String id) {
        List<Item> items = items(id);
        return find(id).map(row -> new Promotion(id, row.name(), row.startsAt(), row.endsAt(), row.madeBy(), items,
                items.stream().allMatch(item -> item.doneBy() != null))).orElseThrow(() -> Problem.notFound("promotion", id));
    }

    private Optional<Promotion> find(String id) {
        return !id.matches("\\d{1,18}") ? Optional.empty() : jdbc.sql("SELECT * FROM promotion WHERE id = ?").param(Long.valueOf(id))
                .query((row, n) -> new Promotion(id, row.getString("name"), Db.instant(row, "starts_at"), Db.instant(row, "ends_at"),
                        row.getString("made_by"), List.of(), false)).optional();
    }

    private List<Item> items(String promotionId) {
        return !promotionId.matches("\\d{1,18}") ? List.of() : jdbc.sql("SELECT * FROM promotion_item WHERE promotion_id = ? ORDER BY due_at, id")
                .param(Long.valueOf(promotionId)).query((row, n) -> {
                    Instant due = Db.instant(row, "due_at");
                    Long done = Db.nullableLong(row, "done_ms");
                    return new Item(Long.toString(row.getLong("id")), row.getString("what"), row.getString("owner"), due,
                            row.getString("done_by"), done == null ? null : Instant.ofEpochMilli(done), done == null && due.isBefore(clock.instant()));
                }).list();
    }

    /** Plans a promotion; the same name and start again is the same one. @throws Problem 400 */
    @Transactional
    public Promotion plan(NewPromotion wanted, Actor by) {
        List<FieldProblem> wrong = new ArrayList<>();
        text(wrong, "name", wanted.name(), 100);
        if (wanted.startsAt() == null || !Db.keeps(wanted.startsAt())) {
            wrong.add(new FieldProblem("startsAt", "Must be an instant such as 2026-11-11T08:00:00Z."));
        } else if (wanted.endsAt() == null || !Db.keeps(wanted.endsAt()) || !wanted.endsAt().isAfter(wanted.startsAt())) {
            wrong.add(new FieldProblem("endsAt", "Must be after the start."));
        }
        refuse(wrong);
        Optional<Long> before = jdbc.sql("SELECT id FROM promotion WHERE name = ? AND starts_at = ?")
                .params(wanted.name().strip(), Db.utc(wanted.startsAt())).query(Long.class).optional();
        if (before.isEmpty()) {
            jdbc.sql("INSERT INTO promotion (name, starts_at, ends_at, made_by, made_ms) VALUES (?, ?, ?, ?, ?)")
                    .params(wanted.name().strip(), Db.utc(wanted.startsAt()), Db.utc(wanted.endsAt()), by.name(), clock.millis()).update();
        }
        return get(Long.toString(jdbc.sql("SELECT id FROM promotion WHERE name = ? AND starts_at = ?")
                .params(wanted.name().strip(), Db.utc(wanted.startsAt())).query(Long.class).single()));
    }

    /** Adds a point; the same words again are the same point. @throws Problem 400, 404 */
    @Transactional
    public Promotion add(String promotionId, NewItem wanted) {
        Promotion promotion = get(promotionId);
        List<FieldProblem> wrong = new ArrayList<>();
        text(wrong, "what", wanted.what(), 200);
        Optional<User> owner = wanted.owner() == null ? Optional.empty() : users.find(wanted.owner()).filter(User::active);
        if (owner.isEmpty()) {
            wrong.add(new FieldProblem("owner", "There is nobody called " + wanted.owner() + "."));
        }
        if (wanted.due() == null || !Db.keeps(wanted.due()) || wanted.due().isAfter(promotion.startsAt())) {
            wrong.add(new FieldProblem("due", "Must be before the promotion begins."));
        }
        refuse(wrong);
        if (promotion.items().stream().noneMatch(item -> item.what().equals(wanted.what().strip()))) {
            jdbc.sql("INSERT INTO promotion_item (promotion_id, what, owner, due_at) VALUES (?, ?, ?, ?)")
                    .params(Long.valueOf(promotionId), wanted.what().strip(), owner.get().name(), Db.utc(wanted.due())).update();
        }
        return get(promotionId);
    }

    /** A point is done: its owner says so, or a supervisor. Said again it changes nothing. @throws Problem 403, 404 */
    @Transactional
    public Promotion done(String promotionId, String itemId, Actor by) {
        Item item = get(promotionId).items().stream().filter(one -> one.id().equals(itemId)).findFirst()
                .orElseThrow(() -> Problem.notFound("point", itemId));
        if (!item.owner().equals(by.name()) && !by.mayDo(Role.SUPERVISOR)) {
            throw Problem.forbidden("not-your-role", "This point is " + item.owner() + "'s.");
        }
        jdbc.sql("UPDATE promotion_item SET done_by = ?, done_ms = ? WHERE id = ? AND done_by IS NULL")
                .params(by.name(), clock.millis(), Long.valueOf(itemId)).update();
        return get(promotionId);
    }

    static void text(List<FieldProblem> wrong, String field, String value, int most) {
        if (value == null || value.isBlank() || value.length() > most) {
            wrong.add(new FieldProblem(field, "Is required, at most " + most + " characters."));
        }
    }

    static void refuse(List<FieldProblem> wrong) {
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
    }
}

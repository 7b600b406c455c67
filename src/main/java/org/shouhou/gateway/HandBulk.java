package org.shouhou.gateway;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.ProblemDetails;
import org.shouhou.identity.Shops;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The to-do list worked in bulk (R40): counted, filtered, and several answered at once, each with its own result. */
@Service
public class HandBulk {

    /** How many wait, and how much money they move in minor units where they pay. */
    public record Waiting(String gateway, String shop, long entries) {
    }

    /** What a person says about one entry, as for one alone. */
    public record Item(Long id, Effects.Outcome outcome, String reference, Map<String, Object> data, String note) {
    }

    /** @param problem in the reader's words; null when it is done */
    public record Row(long id, boolean done, String problem) implements Serializable {
    }

    private static final int MOST = 200;
    private static final String WAITS = " WHERE state = 'PENDING' AND adapter = 'by-hand' AND hand_outcome IS NULL AND gateway IN (:gateways)";

    private final Effects effects;
    private final ProblemDetails problems;
    private final JdbcClient jdbc;

    HandBulk(Effects effects, ProblemDetails problems, JdbcClient jdbc) {
        this.effects = effects;
        this.problems = problems;
        this.jdbc = jdbc;
    }

    /** By gateway and shop. */
    public List<Waiting> counts(Collection<String> gateways) {
        return gateways.isEmpty() ? List.of() : jdbc.sql("SELECT gateway, shop, COUNT(*) FROM outside_effect" + WAITS
                        + Shops.ofCaller().and("shop") + " GROUP BY gateway, shop ORDER BY gateway, shop").param("gateways", gateways)
                .query((row, n) -> new Waiting(row.getString(1), row.getString(2), row.getLong(3))).list();
    }

    /** What waits, oldest first. @param shop null for all */
    public List<EffectRecord> toDo(Collection<String> gateways, String shop, long afterId, int limit) {
        return gateways.isEmpty() ? List.of() : jdbc.sql("SELECT * FROM outside_effect" + WAITS + (shop == null ? "" : " AND shop = :shop")
                        + Shops.ofCaller().and("shop") + " AND id > :after ORDER BY id LIMIT :limit").param("gateways", gateways).param("shop", shop).param("after", afterId)
                .param("limit", limit).query(EffectRecord::of).list();
    }

    /**
     * Answers each entry by itself: what cannot be says why, and the rest is done.
     *
     * @param mine gateways whose effects the person carries out
     * @throws Problem 400 without any, or with more than 200
     */
    public List<Row> answer(List<Item> items, String by, Set<String> mine) {
        if (items == null || items.isEmpty() || items.size() > MOST || items.stream().anyMatch(Objects::isNull)) {
            throw Problem.fields(List.of(new FieldProblem("items", "Is required, at most " + MOST + ".")));
        }
        return items.stream().map(item -> row(item, by, mine)).toList();
    }

    private Row row(Item item, String by, Set<String> mine) {
        long id = item.id() == null ? 0 : item.id();
        try {
            EffectRecord entry = effects.byId(id).filter(found -> Shops.ofCaller().include(found.shop()))
                    .orElseThrow(() -> Problem.notFound("to-do entry", id));
            if (!mine.contains(entry.gateway())) {
                throw Problem.forbidden("not-yours", "This entry is for others.");
            }
            effects.doneByHand(id, by, item.outcome() == null ? Effects.Outcome.DONE : item.outcome(), item.reference(), item.data(), item.note());
            return new Row(id, true, null);
        } catch (Problem refused) {
            return new Row(id, false, refused(refused));
        }
    }

    private String refused(Problem refused) {
        String fields = String.join(" ", problems.fields(refused).values());
        return fields.isEmpty() ? problems.sentence(refused) : fields;
    }

    /** As {@link #row} for what was wrong before anything was asked. */
    public Row wrong(long id, Problem wrong) {
        return new Row(id, false, refused(wrong));
    }
}

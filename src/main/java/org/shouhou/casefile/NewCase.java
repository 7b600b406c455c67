package org.shouhou.casefile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.common.Money;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;

/**
 * A request for a new case, from the API, the intake page or an import.
 *
 * @param requestId         the sender's own id of this request; the same id is the same case
 * @param shop              null where the order number is known in one shop only
 * @param lines             line numbers of the order the case is about; null or empty for the whole order
 * @param reason            a code of {@link Reason}
 * @param amount            null: everything that is left
 * @param platformDeadline  as the platform gave it, null if it gave none (R12: stored, never recomputed)
 * @param channel           where the customer spoke: CHAT, PHONE, PLATFORM, MAIL, IMPORT, DESK
 * @param text              the customer's words, at most 4000 characters
 * @param wants             of a return: REFUND or EXCHANGE; null for money
 * @param sku               of an exchange: other goods than those of the line; null for the same again
 * @param agent             the user name of the colleague a complaint is about (R6); null where it is about nobody
 */
public record NewCase(String requestId, String type, String shop, String orderNo, List<Integer> lines, String reason,
        Money amount, Instant platformDeadline, String externalReference, String channel, String text, String wants,
        String sku, String agent) {

    /** A request that wants nothing but what its kind of case gives. */
    public NewCase(String requestId, String type, String shop, String orderNo, List<Integer> lines, String reason,
            Money amount, Instant platformDeadline, String externalReference, String channel, String text) {
        this(requestId, type, shop, orderNo, lines, reason, amount, platformDeadline, externalReference, channel, text,
                null, null, null);
    }

    /** Where a request may come from. */
    public enum Channel { CHAT, PHONE, PLATFORM, MAIL, SMS, IMPORT, DESK }

    /** Equal for the same request, whatever the order of its lines. */
    String hash() {
        List<Object> parts = new ArrayList<>();
        parts.add(type);
        parts.add(shop);
        parts.add(orderNo);
        parts.add(lines == null ? List.of() : lines.stream().distinct().sorted().toList());
        parts.add(reason);
        parts.add(amount == null ? null : amount.minor() + amount.currency());
        parts.add(platformDeadline == null ? null : platformDeadline.toString());
        parts.add(externalReference);
        parts.add(channel);
        parts.add(text);
        if (wants != null || sku != null) {
            parts.add(wants + "/" + sku);
        }
        if (agent != null) {
            parts.add("agent " + agent);
        }
        return Json.hash(parts);
    }

    /** @throws Problem 400 naming every field that is missing, unknown or too long */
    void check() {
        List<FieldProblem> problems = new ArrayList<>();
        text(problems, "requestId", requestId, 150, true);
        text(problems, "type", type, 30, true);
        text(problems, "orderNo", orderNo, 64, true);
        text(problems, "shop", shop, 40, false);
        text(problems, "externalReference", externalReference, 100, false);
        text(problems, "text", text, 4000, false);
        text(problems, "sku", sku, 64, false);
        if (wants != null && !wants.equals("REFUND") && !wants.equals("EXCHANGE")) {
            problems.add(new FieldProblem("wants", "Must be one of [REFUND, EXCHANGE]."));
        } else if (wants != null && !"return".equals(type) || sku != null && !"EXCHANGE".equals(wants)) {
            problems.add(new FieldProblem(sku == null ? "wants" : "sku", "Is for an exchange of goods alone."));
        }
        text(problems, "agent", agent, 64, false);
        if (agent != null && !"complaint".equals(type)) {
            problems.add(new FieldProblem("agent", "Goes with a complaint only."));
        }
        if (reason == null || Reason.find(reason).isEmpty()) {
            problems.add(new FieldProblem("reason", "Must be one of " + List.of(Reason.values()) + "."));
        }
        if (channel == null || List.of(Channel.values()).stream().noneMatch(known -> known.name().equals(channel))) {
            problems.add(new FieldProblem("channel", "Must be one of " + List.of(Channel.values()) + "."));
        }
        if (lines != null && lines.stream().anyMatch(line -> line == null || line <= 0)) {
            problems.add(new FieldProblem("lines", "Must be line numbers of the order."));
        }
        if (platformDeadline != null && !Db.keeps(platformDeadline)) {
            problems.add(new FieldProblem("platformDeadline", "Must be an instant such as 2026-11-11T08:00:00Z."));
        }
        if (amount != null && amount.minor() <= 0) {
            problems.add(new FieldProblem("amount.minor", "Must be more than 0, in minor units (fen)."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static void text(List<FieldProblem> problems, String field, String value, int most, boolean required) {
        if (value == null || value.isBlank()) {
            if (required) {
                problems.add(new FieldProblem(field, "Is required."));
            }
        } else if (value.length() > most) {
            problems.add(new FieldProblem(field, "Is longer than " + most + " characters."));
        }
    }
}

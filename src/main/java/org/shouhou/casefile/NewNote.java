package org.shouhou.casefile;

import java.util.ArrayList;
import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.order.CompleteAddress;

/**
 * A note to a case (R7): structured where it matters, free text on top.
 *
 * @param kind       GENERAL (text), ADDRESS (complete old and new address), ADDRESS_CONFIRMED (the new address the
 *                   customer confirmed), SUBSTITUTE or GIFT (SKU and quantity); left out means GENERAL
 * @param line       the order line a substitute is for, where the order has several
 */
public record NewNote(String text, String kind, String oldAddress, String newAddress, String sku, Integer quantity, Integer line) {

    /** The kinds of note. */
    public enum Kind { GENERAL, ADDRESS, ADDRESS_CONFIRMED, SUBSTITUTE, GIFT }

    private static final int MOST = 100_000;

    public static NewNote general(String text) {
        return new NewNote(text, Kind.GENERAL.name(), null, null, null, null, null);
    }

    /** The kind; null when it is none. */
    Kind known() {
        for (Kind one : Kind.values()) {
            if (kind == null && one == Kind.GENERAL || one.name().equals(kind)) {
                return one;
            }
        }
        return null;
    }

    /** @throws Problem 400 naming each part that is missing, wrong, or not of this kind */
    void check() {
        List<FieldProblem> problems = new ArrayList<>();
        Kind known = known();
        if (known == null) {
            throw Problem.fields(List.of(new FieldProblem("kind", "Must be one of " + List.of(Kind.values()) + ".")));
        }
        if (text != null && text.length() > 4000 || known == Kind.GENERAL && blank(text)) {
            problems.add(new FieldProblem("text", "Is required, at most 4000 characters."));
        }
        boolean address = known == Kind.ADDRESS;
        boolean goods = known == Kind.SUBSTITUTE || known == Kind.GIFT;
        part(problems, "oldAddress", oldAddress, address, CompleteAddress.problem(oldAddress).orElse(null));
        part(problems, "newAddress", newAddress, address || known == Kind.ADDRESS_CONFIRMED, CompleteAddress.problem(newAddress).orElse(null));
        if (address && problems.isEmpty() && oldAddress.strip().equals(newAddress.strip())) {
            problems.add(new FieldProblem("newAddress", "Is the same as the old one."));
        }
        part(problems, "sku", sku, goods, blank(sku) || sku.length() > 64 ? "Is required, at most 64 characters." : null);
        part(problems, "quantity", quantity, goods, quantity == null ? "Is required."
                : quantity <= 0 || quantity > MOST ? "Must be more than 0, at most " + MOST + "." : null);
        if (line != null && (known != Kind.SUBSTITUTE || line <= 0)) {
            problems.add(new FieldProblem("line", "Goes with a substitute only, and is a line of the order."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private void part(List<FieldProblem> problems, String field, Object value, boolean needed, String wrong) {
        if (needed && wrong != null) {
            problems.add(new FieldProblem(field, wrong));
        } else if (!needed && value != null) {
            problems.add(new FieldProblem(field, "Does not go with a note of this kind."));
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}

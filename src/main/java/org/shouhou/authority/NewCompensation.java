package org.shouhou.authority;

import java.util.ArrayList;
import java.util.List;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;

/**
 * What somebody proposes to give.
 *
 * @param requestId   the caller's own id; the same one again proposes nothing more
 * @param kind        see {@link Kind}
 * @param amountMinor minor units of the order's currency; may be left out for a gift
 * @param sku         of a gift, with {@code quantity}
 * @param reasonCode  a reason of the case's own list, or GOODWILL, RETURN_FREIGHT, SERVICE
 */
public record NewCompensation(String requestId, String kind, Long amountMinor, String sku, Integer quantity, String reasonCode,
        String text) {

    private static final long MOST = 1_000_000_000_000L;

    /** @throws Problem 400 naming each wrong field */
    Kind check(boolean needsRequest) {
        List<FieldProblem> wrong = new ArrayList<>();
        if (needsRequest && (requestId == null || requestId.isBlank() || requestId.length() > 150)) {
            wrong.add(new FieldProblem("requestId", "Is required, at most 150 characters."));
        }
        Kind known = Kind.find(kind).orElse(null);
        if (known == null) {
            wrong.add(new FieldProblem("kind", "Must be one of " + List.of(Kind.values()) + "."));
        }
        if (amountMinor == null && known != null && known != Kind.GIFT) {
            wrong.add(new FieldProblem("amountMinor", "Is required for this kind, in minor units."));
        } else if (amountMinor != null && (amountMinor <= 0 || amountMinor > MOST)) {
            wrong.add(new FieldProblem("amountMinor", "Must be more than nothing, in minor units, at most " + MOST + "."));
        }
        checkGift(known, wrong);
        if (reasonCode == null || !CompensationReason.codes().contains(reasonCode) && !ReviewCondition.in(reasonCode, null)) {
            wrong.add(new FieldProblem("reasonCode", "Must be one of " + CompensationReason.codes() + "."));
        }
        if (text != null && text.length() > 2000) {
            wrong.add(new FieldProblem("text", "Is longer than 2000 characters."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        return known;
    }

    private void checkGift(Kind known, List<FieldProblem> wrong) {
        if (known == Kind.GIFT) {
            if (sku == null || sku.isBlank() || sku.length() > 64) {
                wrong.add(new FieldProblem("sku", "Name the article, at most 64 characters."));
            }
            if (quantity == null || quantity < 1 || quantity > 1000) {
                wrong.add(new FieldProblem("quantity", "Say how many, from 1 to 1000."));
            }
        } else if (known != null) {
            if (sku != null) {
                wrong.add(new FieldProblem("sku", "Only a gift has one."));
            }
            if (quantity != null) {
                wrong.add(new FieldProblem("quantity", "Only a gift has one."));
            }
        }
    }

    String hash(long caseId) {
        return Json.hash(List.of(caseId, this));
    }
}

package org.shouhou.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.shouhou.casefile.Reason;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.settings.Settings;

/**
 * A supervisor's report that one event hits many orders.
 *
 * @param requestId the same id with the same content is the same incident
 * @param title     what happened, at most 200 characters
 * @param scope     which orders
 */
public record NewIncident(String requestId, String title, Incident.Scope scope) {

    /** With blank texts left out. */
    public static NewIncident of(String requestId, String title, String shop, String sku, String batch, String courier,
            String region, String reason, Instant from, Instant to) {
        return new NewIncident(requestId, title == null ? null : title.strip(), new Incident.Scope(shop == null ? "" : shop.strip(),
                given(sku), given(batch), given(courier), given(region), given(reason), from, to));
    }

    String hash() {
        return Json.hash(Arrays.asList(title, scope.shop(), scope.sku(), scope.batch(), scope.courier(), scope.region(),
                scope.reason(), text(scope.from()), text(scope.to())));
    }

    /** @throws Problem 400 naming every field that is missing, unknown or too long */
    void check() {
        List<FieldProblem> problems = new ArrayList<>();
        text(problems, "requestId", requestId, 150, true);
        text(problems, "title", title, 200, true);
        text(problems, "sku", scope.sku(), 64, false);
        text(problems, "batch", scope.batch(), 64, false);
        text(problems, "courier", scope.courier(), 60, false);
        text(problems, "region", scope.region(), 60, false);
        if (!Settings.isShopCode(scope.shop())) {
            problems.add(new FieldProblem("shop", "Is not the code of a shop."));
        }
        if (scope.sku() == null && scope.batch() == null && scope.courier() == null && scope.region() == null) {
            problems.add(new FieldProblem("sku", "Say what is hit: a SKU, a batch, a courier or a region."));
        }
        if (scope.reason() != null && Reason.find(scope.reason()).isEmpty()) {
            problems.add(new FieldProblem("reason", "Must be one of " + List.of(Reason.values()) + "."));
        }
        when(problems, "from", scope.from());
        when(problems, "to", scope.to());
        if (scope.from() != null && scope.to() != null && scope.to().isBefore(scope.from())) {
            problems.add(new FieldProblem("to", "Lies before the begin."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static void when(List<FieldProblem> problems, String field, Instant at) {
        if (at != null && !Db.keeps(at)) {
            problems.add(new FieldProblem(field, "Must be an instant such as 2026-11-11T08:00:00Z."));
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

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}

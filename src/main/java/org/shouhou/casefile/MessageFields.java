package org.shouhou.casefile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.gateway.Tracking;

/** Whether what a message carries can be understood and kept: checked before anything is stored. */
final class MessageFields {

    /** No order is worth more, in minor units: what a slip of the finger adds must not break the sums. */
    private static final long LARGEST = 100_000_000_000_000L;
    private static final int MOST_LINES = 500;
    private static final String INSTANT = "Must be an instant such as 2026-11-11T08:00:00Z.";

    private MessageFields() {
    }

    /** @throws Problem 400 naming every field that is unknown, missing, of the wrong kind, or too large to keep */
    static MessageName check(String messageId, String name, Map<String, Object> data, Instant now) {
        List<FieldProblem> problems = new ArrayList<>();
        if (messageId == null || messageId.isBlank() || messageId.length() > 100) {
            problems.add(new FieldProblem("messageId", "Is required, at most 100 characters."));
        }
        Optional<MessageName> known = MessageName.find(name);
        if (known.isEmpty()) {
            problems.add(new FieldProblem("name", "Is not a message cases understand."));
        }
        known.ifPresent(message -> checkData(message, data, now, problems));
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        return known.orElseThrow();
    }

    private static void checkData(MessageName message, Map<String, Object> data, Instant now, List<FieldProblem> problems) {
        for (String field : message.required()) {
            if (data.get(field) == null || data.get(field).toString().isBlank()) {
                problems.add(new FieldProblem("data." + field, "Is required."));
            }
        }
        data.forEach((field, value) -> {
            if (!message.required().contains(field) && !message.optional().contains(field)) {
                problems.add(new FieldProblem("data." + field, "Is not known for " + message.id() + "."));
            } else if (value != null) {
                wrong(field, value, now).ifPresent(wrong -> problems.add(new FieldProblem("data." + field, wrong)));
            }
        });
        if (message == MessageName.PLATFORM_DECIDED && data.get("decision") != null) {
            platform(data, problems);
        } else if (message == MessageName.CUSTOMER_CHANGED_REQUEST) {
            changed(data, problems);
        }
    }

    private static void platform(Map<String, Object> data, List<FieldProblem> problems) {
        boolean refund = "REFUND".equals(data.get("decision"));
        if (!refund && !"REJECT".equals(data.get("decision"))) {
            problems.add(new FieldProblem("data.decision", "Must be REFUND or REJECT."));
        } else if (refund && data.get("amount") == null) {
            problems.add(new FieldProblem("data.amount", "Is required for REFUND, in minor units (fen)."));
        }
    }

    private static void changed(Map<String, Object> data, List<FieldProblem> problems) {
        if (data.values().stream().allMatch(value -> value == null)) {
            problems.add(new FieldProblem("data", "Is required: what changed, at least one of amount, lines, reason, platformDeadline and type."));
        }
        Object reason = data.get("reason");
        if (reason instanceof String code && Reason.find(code).isEmpty()) {
            problems.add(new FieldProblem("data.reason", "Must be one of " + List.of(Reason.values()) + "."));
        }
    }

    private static Optional<String> wrong(String field, Object value, Instant now) {
        return switch (field) {
            case "amount" -> amount(value);
            case "lines" -> lines(value);
            case "paidByPlatform" -> value instanceof Boolean ? Optional.empty() : Optional.of("Must be true or false.");
            case "platformDeadline" -> keeps(value) ? Optional.empty() : Optional.of(INSTANT);
            case "at" -> !keeps(value) ? Optional.of(INSTANT)
                    : CaseMessages.instant(value).isAfter(now.plusSeconds(60)) ? Optional.of("Lies in the future.") : Optional.empty();
            case "channel", "option" -> text(value, 20);
            case "tracking" -> Tracking.CODES.contains(value) ? Optional.empty() : Optional.of("Must be one of " + Tracking.CODES + ".");
            case "courier" -> text(value, 60);
            case "waybill" -> text(value, 64);
            case "payee", "reference" -> text(value, 100);
            default -> text(value, 4000);
        };
    }

    private static Optional<String> amount(Object value) {
        if (!(value instanceof Integer || value instanceof Long)) {
            return Optional.of("Must be a whole number of minor units (fen).");
        }
        long amount = ((Number) value).longValue();
        return amount <= 0 ? Optional.of("Must be more than 0.")
                : amount > LARGEST ? Optional.of("Is more than any order is worth.") : Optional.empty();
    }

    private static Optional<String> lines(Object value) {
        return value instanceof List<?> numbers && !numbers.isEmpty() && numbers.size() <= MOST_LINES
                && numbers.stream().allMatch(number -> number instanceof Integer line && line > 0)
                ? Optional.empty() : Optional.of("Must be line numbers of the order.");
    }

    private static boolean keeps(Object value) {
        Instant instant = value instanceof String ? CaseMessages.instant(value) : null;
        return instant != null && Db.keeps(instant);
    }

    private static Optional<String> text(Object value, int most) {
        return !(value instanceof String text) ? Optional.of("Must be text.")
                : text.length() > most ? Optional.of("Is longer than " + most + " characters.") : Optional.empty();
    }
}

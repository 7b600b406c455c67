package org.shouhou.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;

/** What a person's answer to a to-do entry must hold; the same for one by one and for a file. */
final class HandAnswers {

    private HandAnswers() {
    }

    static void check(EffectRecord effect, Effects.Outcome outcome, String reference, Map<String, Object> data,
            String note) {
        List<FieldProblem> wrong = new ArrayList<>();
        boolean done = outcome == Effects.Outcome.DONE;
        if (outcome == null) {
            wrong.add(new FieldProblem("outcome", "DONE or REFUSED"));
        }
        if (done && effect.gateway().equals(Gateway.PAYMENT.name()) && (reference == null || reference.isBlank())) {
            wrong.add(new FieldProblem("reference", "the payment's number is needed"));
        }
        if (done && effect.operation().equals("ship") && (reference == null || reference.isBlank())) {
            wrong.add(new FieldProblem("reference", "the waybill is needed"));
        }
        if (done && effect.operation().equals("trace")
                && (data == null || !(data.get("status") instanceof String status) || !Tracking.CODES.contains(status))) {
            wrong.add(new FieldProblem("data.status", "one of " + Tracking.CODES));
        }
        if (reference != null && reference.strip().length() > 100) {
            wrong.add(new FieldProblem("reference", "at most 100 characters"));
        }
        if (outcome == Effects.Outcome.REFUSED && (note == null || note.isBlank())) {
            wrong.add(new FieldProblem("note", "say why it was refused"));
        }
        if (note != null && note.strip().length() > 500) {
            wrong.add(new FieldProblem("note", "at most 500 characters"));
        }
        if (done && effect.operation().equals("stock")) {
            checkStock(data, wrong);
        }
        if (data != null && Json.write(data).length() > 20_000) {
            wrong.add(new FieldProblem("data", "too long"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
    }

    private static void checkStock(Map<String, Object> data, List<FieldProblem> wrong) {
        if (data == null || data.isEmpty()) {
            wrong.add(new FieldProblem("data", "the pieces in stock by line number, such as {\"1\": 3}"));
            return;
        }
        data.forEach((line, pieces) -> {
            if (!line.matches("\\d{1,9}") || !(pieces instanceof Integer count) || count < 0) {
                wrong.add(new FieldProblem("data." + line, "a line number with the pieces in stock"));
            }
        });
    }
}

package org.shouhou.rules;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.shouhou.settings.Figure;

/**
 * Which figures stand behind the levels a decision compares. A table holds no amounts and no days: it asks for a level,
 * and the figure says where the level begins, since when and until when.
 */
final class RuleFigures {

    /** By the name of what is asked; the beginning of the figures' codes. */
    private static final Map<String, List<String>> BEHIND = Map.ofEntries(
            Map.entry("amountLevel", List.of("refund.limit.")),
            Map.entry("recentRefunds", List.of("refund.manyWithin90Days")),
            Map.entry("deliverable", List.of("address.undeliverable")),
            Map.entry("attempt", List.of("slot.")),
            Map.entry("window", List.of("return.windowDays")),
            Map.entry("category", List.of("return.excludedSkus")),
            Map.entry("freeReturns", List.of("return.free")),
            Map.entry("silence", List.of("parcel.silentAfter", "parcel.lostAfter")),
            Map.entry("complaintDeadline.kind", List.of("complaint.within.")),
            Map.entry("callBackNeeded.amountLevel", List.of("callBack.largeAmount")),
            Map.entry("compensationAuthority.amountLevel", List.of("compensation.cash.limit.", "compensation.freight.limit.",
                    "compensation.coupon.limit.", "compensation.gift.limit.")));

    private RuleFigures() {
    }

    /** The figures behind what a decision asks, in their order. */
    static List<Figure> of(String decision, List<String> inputs) {
        List<String> codes = inputs.stream().flatMap(input -> Stream.concat(
                BEHIND.getOrDefault(decision + "." + input, List.of()).stream(),
                BEHIND.containsKey(decision + "." + input) ? Stream.empty() : BEHIND.getOrDefault(input, List.of()).stream())).toList();
        return Stream.of(Figure.values()).filter(figure -> codes.stream().anyMatch(figure.code()::startsWith)).toList();
    }
}

package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** A case is found by whatever the caller has at hand. */
class SearchStackTest extends StackTest {

    private static String digits(int count) {
        return Long.toString(ThreadLocalRandom.current().nextLong((long) Math.pow(10, count - 1), (long) Math.pow(10, count)));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> search(String user, String text) {
        return (List<Map<String, Object>>) as(user).get("/api/search?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8)).is(200).json().get("cases");
    }

    private List<Object> finds(String text) {
        return search("agent1", text).stream().map(hit -> hit.get("caseId")).toList();
    }

    private String refund(String orderNo) {
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        return caseId;
    }

    @Test
    void by_its_number_the_orders_the_buyer_and_the_waybill_whatever_the_capitals() {
        String waybill = "SF" + digits(12);
        String buyer = "Lily_" + digits(9);
        String orderNo = order().line("SKU-1", 1, "300.00").buyer(buyer, "").shipped(waybill).imported();
        String caseId = refund(orderNo);
        String number = (String) as("agent1").sees(caseId).get("number");
        for (String text : List.of(number, number.toLowerCase(), " " + number + " ", orderNo, buyer, buyer.toUpperCase(), waybill,
                waybill.toLowerCase(), "ＳＦ" + waybill.substring(2))) {
            assertThat(finds(text)).as(text).contains(caseId);
        }
        assertThat(search("agent1", waybill).get(0).get("by")).isEqualTo(List.of("WAYBILL"));
    }

    @Test
    void the_beginning_of_a_number_is_enough_and_its_middle_is_not_looked_for() {
        String waybill = "YT" + digits(14);
        String caseId = refund(order().line("SKU-1", 1, "300.00").shipped(waybill).imported());
        assertThat(finds(waybill.substring(0, 12))).containsExactly(caseId);
        assertThat(finds(waybill.substring(2))).isEmpty();
    }

    @Test
    void by_the_last_digits_of_the_phone_four_or_more_also_of_a_hidden_number_and_one_with_an_extension() {
        String end = digits(7);
        String known = refund(order().line("SKU-1", 1, "300.00").phone("1381" + end).imported());
        assertThat(finds(end)).containsExactly(known);
        assertThat(finds(end.substring(3))).contains(known);
        assertThat(finds("138 1" + end)).contains(known);
        String last = digits(4);
        String hidden = refund(order().line("SKU-1", 1, "300.00").phone("139****" + last).imported());
        assertThat(finds(last)).contains(hidden);
        assertThat(finds("1391234" + last)).contains(hidden);
        assertThat(finds("1381234" + last)).doesNotContain(hidden);
        String virtual = refund(order().line("SKU-1", 1, "300.00").phone("1700" + end + "-" + last).imported());
        assertThat(finds("1700" + end)).contains(virtual);
        assertThat(finds(last)).contains(virtual);
    }

    @Test
    void by_a_waybill_that_became_known_later() {
        String orderNo = order().line("SKU-1", 1, "300.00").imported();
        String caseId = refund(orderNo);
        String waybill = "ZT" + digits(12);
        assertThat(finds(waybill)).isEmpty();
        new Object() {
            void ships() {
                as("agent1").tells(caseId, "orderShipped", Map.of("waybill", waybill));
            }
        }.ships();
        settle();
        assertThat(finds(waybill)).containsExactly(caseId);
    }

    @Test
    void by_the_waybill_of_the_goods_that_come_back() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF" + digits(12)).imported();
        String caseId = as("agent1").opens(Map.of("type", "return", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "SHOP"));
        settle();
        String waybill = "JT" + digits(12);
        as("agent1").tells(caseId, "returnParcelSent", Map.of("courier", "JT", "waybill", waybill));
        settle();
        assertThat(finds(waybill)).containsExactly(caseId);
    }

    @Test
    void a_presale_agent_finds_only_what_they_handed_in() {
        String orderNo = order().line("SKU-1", 1, "300.00").imported();
        as("agent1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        assertThat(search("presale1", orderNo)).isEmpty();
        assertThat(search("auditor1", orderNo)).hasSize(1);
    }

    @Test
    void nothing_to_look_for_or_too_much_of_it_is_said() {
        as("agent1").get("/api/search").isProblem(400, "invalid-fields");
        as("agent1").get("/api/search?text=%20").isProblem(400, "invalid-fields");
        as("agent1").get("/api/search?text=" + "x".repeat(101)).isProblem(400, "invalid-fields");
        for (String odd : List.of("%", "_", "'", "\\", "\u0000", "😀😀😀😀", "%%%%", "----")) {
            assertThat(search("agent1", odd)).as(odd).isEmpty();
        }
        as("operator1").get("/api/search?text=x").is(200);
    }
}

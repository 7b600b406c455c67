package org.shouhou.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The page a customer reaches by the link in their letter, without an account. */
class CustomerLinkStackTest extends ReturnsFixture {

    private static final Pattern LINK = Pattern.compile("http://shop\\.example(/r/[\\w-]+)");

    @Autowired
    CustomerLinks links;

    private String link(String caseId) {
        return "/r/" + links.token(Long.parseLong(caseId), clock.instant().plus(Duration.ofDays(1)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html").header("Accept-Language", "en").GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String act, String once, String... fields) throws Exception {
        Map<String, String> form = new LinkedHashMap<>(Map.of("act", act, "once", once));
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        String body = form.entrySet().stream().map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html").header("Accept-Language", "en").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_letter_holds_a_link_and_the_customer_gives_courier_and_waybill_there() throws Exception {
        String caseId = authorised(shippedOrder("99.00"));
        String letter = jdbc.sql("SELECT body_text FROM outgoing_message WHERE case_id = ? AND template = 'return-authorised'").param(caseId)
                .query(String.class).single();
        Matcher found = LINK.matcher(letter);
        assertThat(found.find()).as(letter).isTrue();
        String path = found.group(1);
        HttpResponse<String> page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("lang=\"en\"").contains("RA-").doesNotContain("13800000000").doesNotContain("上海").doesNotContain("??")
                .doesNotContain("王小明");
        assertThat(page.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("SHOUHOU"));
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        String once = id();
        assertThat(post(path, "send", once, "courier", "SF", "waybill", "LK-1").statusCode()).isEqualTo(302);
        assertThat(post(path, "send", once, "courier", "SF", "waybill", "LK-1").statusCode()).isEqualTo(302);
        assertThat(kinds(caseId).stream().filter("RETURN_PARCEL_SENT"::equals)).hasSize(1);
        as("warehouse1").post("/api/warehouse/scans", Map.of("requestId", id(), "waybill", "LK-1", "condition", "INTACT")).is(200);
        open(caseId, "inspectReturn");
    }

    @Test
    void r15_the_customer_chooses_one_of_the_two_options_by_the_link() throws Exception {
        String caseId = returning(shippedOrder("99.00"));
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "OFFER_OPTIONS", "firstOption", "RETURN_BUYER_PAYS",
                "secondOption", "RETURN_SHOP_PAYS"));
        assertThat(post(link(caseId), "choose", id(), "option", "KEEP_PART_REFUND").statusCode()).isEqualTo(400);
        assertThat(post(link(caseId), "choose", id(), "option", "RETURN_SHOP_PAYS").statusCode()).isEqualTo(302);
        settle();
        assertThat(kinds(caseId)).contains("OPTION_CHOSEN", "RETURN_AUTHORISED");
        assertThat(post(link(caseId), "choose", id(), "option", "RETURN_BUYER_PAYS").statusCode()).isEqualTo(400);
    }

    @Test
    void the_customer_disputes_the_finding_once_and_in_time() throws Exception {
        String caseId = arrived();
        assertThat(post(link(caseId), "dispute", id(), "reason", "x").statusCode()).isEqualTo(400);
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "DEDUCT", "amountMinor", 1900));
        assertThat(post(link(caseId), "dispute", id(), "reason", "").statusCode()).isEqualTo(400);
        assertThat(post(link(caseId), "dispute", id(), "reason", "没有用过").statusCode()).isEqualTo(302);
        open(caseId, "decideInspection");
        assertThat(post(link(caseId), "dispute", id(), "reason", "再说一次").statusCode()).isEqualTo(400);
    }

    @Test
    void the_customer_answers_a_question_and_withdraws_by_the_link() throws Exception {
        String caseId = returning(shippedOrder("99.00"));
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "ASK_CUSTOMER", "question", "有照片吗？"));
        assertThat(get(link(caseId)).body()).contains("有照片吗？");
        assertThat(post(link(caseId), "answer", id(), "text", "没有").statusCode()).isEqualTo(302);
        open(caseId, "reviewReturn");
        assertThat(post(link(caseId), "withdraw", id(), "reason", "不退了").statusCode()).isEqualTo(302);
        ends(caseId, "WITHDRAWN");
        assertThat(get(link(caseId)).statusCode()).isEqualTo(200);
        assertThat(post(link(caseId), "withdraw", id(), "reason", "还是不退").statusCode()).isEqualTo(400);
    }

    @Test
    void a_forged_an_expired_or_a_switched_off_link_leads_to_a_plain_page() throws Exception {
        String caseId = authorised(shippedOrder("99.00"));
        String good = link(caseId);
        String forged = good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA");
        String expired = "/r/" + links.token(Long.parseLong(caseId), clock.instant());
        for (String path : List.of(forged, "/r/x", "/r/" + "A".repeat(64), "/r/%E4%B8%AD", "/r/" + "A".repeat(3000))) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(page.body()).contains("does not lead anywhere").doesNotContain("Exception");
            assertThat(post(path, "send", id(), "courier", "SF", "waybill", "F-1").statusCode()).isEqualTo(404);
        }
        assertThat(get(expired).statusCode()).isEqualTo(410);
        assertThat(post(expired, "withdraw", id(), "reason", "x").statusCode()).isEqualTo(410);
        assertThat(as("manager1").put("/api/settings/return.link", Map.of("value", "false")).status()).isEqualTo(200);
        try {
            assertThat(get(good).statusCode()).isEqualTo(404);
        } finally {
            as("manager1").put("/api/settings/return.link", Map.of("value", "true")).is(200);
        }
        assertThat(kinds(caseId)).doesNotContain("MESSAGE_RECEIVED");
    }

    @Test
    void nonsense_gets_a_sentence_and_nothing_happens() throws Exception {
        String caseId = authorised(shippedOrder("99.00"));
        assertThat(post(link(caseId), "pay", id()).statusCode()).isEqualTo(400);
        assertThat(post(link(caseId), "send", "x").statusCode()).isEqualTo(400);
        assertThat(post(link(caseId), "send", id(), "courier", "SF", "waybill", "x".repeat(65)).statusCode()).isEqualTo(400);
        assertThat(post(link(caseId), "send", id()).body()).doesNotContain("Exception").doesNotContain("??");
        String other = as("agent1").opens(Map.of("type", "refund", "orderNo", shippedOrder("300.00"), "reason", "QUALITY"));
        assertThat(get(link(other)).body()).contains("does not lead anywhere");
        assertThat(post(link(other), "answer", id(), "text", "x").statusCode()).isIn(400, 404);
        assertThat(kinds(caseId)).doesNotContain("MESSAGE_RECEIVED");
    }
}

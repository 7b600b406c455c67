package org.shouhou.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** R34: every figure on a chart is what a recount gives, and every list behind a point has exactly those cases. */
class ChartsStackTest extends StackTest {

    private static final List<String> MEASURES = List.of("INTAKE", "CLOSED", "FIRST_REPLY", "MET", "MISSED", "REOPENED", "REFUND", "FREIGHT", "COMPENSATION", "GIFT", "RESHIP", "RECOVERED");
    private static final List<String> MONEY = MEASURES.subList(6, 12);

    private String order;

    private String opened(String type, String reason, String... goods) {
        var draft = order().shipped("SF" + id().substring(0, 8)).mail("buyer@example.org");
        for (String one : goods) {
            draft.line(one.split(":")[0], 1, one.split(":")[1]);
        }
        order = draft.imported();
        String caseId = as("agent1").opens(Map.of("type", type, "orderNo", order, "reason", reason));
        settle();
        return caseId;
    }

    /** Paid back at once: nothing has left yet. */
    private String refunded(String sku) {
        order = order().line(sku, 1, "30.00").imported();
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", order, "reason", "NO_LONGER_WANTED"));
        settle();
        return caseId;
    }

    private void refused(String agent, String caseId) {
        as(agent).post("/api/cases/" + caseId + "/contacts", Map.of("channel", "CHAT", "outcome", "REACHED")).is(204);
        as(agent).decides(caseId, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", "worn"));
        settle();
    }

    private void sandbox(String gateway, String operation, String outcome) {
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", gateway, "operation", operation, "orderNo", order, "behaviour", "SUCCEED", "outcome", outcome)).is(200);
    }

    /** A dozen cases of several kinds over several days. */
    private Map<String, String> aFewDays() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("quick", refunded("FIG-A"));
        String late = opened("refund", "QUALITY", "FIG-A:300.00", "FIG-B:500.00");
        pass(Duration.ofMinutes(25));
        refused("agent1", late);
        cases.put("late", late);
        String mine = opened("refund", "QUALITY", "FIG-B:800.00");
        as("supervisor1").post("/api/cases/" + mine + "/compensations", given("CASH", 1234)).is(201);
        as("supervisor1").post("/api/cases/" + mine + "/compensations", Map.of("requestId", id(), "kind", "FREIGHT", "amountMinor", 777, "reasonCode", "RETURN_FREIGHT")).is(201);
        as("supervisor1").post("/api/cases/" + mine + "/compensations", Map.of("requestId", id(), "kind", "COUPON", "amountMinor", 2000, "reasonCode", "GOODWILL")).is(201);
        settle();
        refused("agent2", mine);
        cases.put("compensated", mine);
        String lost = null;
        order = order().line("FIG-C", 2, "301.00").shipped("SF1").imported();
        sandbox("COURIER", "trace", "LOST");
        lost = as("agent1").opens(Map.of("type", "reship", "orderNo", order, "reason", "PARCEL_LOST"));
        settle();
        cases.put("lost", lost);
        pass(Duration.ofDays(3));
        as("agent1").decides(lost, "claimFromCourier", Map.of("decision", "FILED", "reference", "C-1"));
        as("agent1").decides(lost, "claimFromCourier", Map.of("decision", "RECOVERED", "amountMinor", 25000));
        String complaint = opened("complaint", "LATE_SHIPMENT", "FIG-A:300.00");
        as("supervisor1").post("/api/cases/" + complaint + "/alerts/acknowledge", null).is(200);
        as("agent1").decides(complaint, "investigateComplaint", Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE", "evidence", "物流显示已签收", "responsible", "COURIER"));
        settle();
        as("agent1").decides(complaint, "confirmWithCustomer", Map.of("decision", "ACCEPTED"));
        settle();
        pass(Duration.ofHours(1));
        as("agent1").tells(complaint, "complaintReopened", Map.of("reason", "又被骗了"));
        settle();
        as("supervisor1").post("/api/cases/" + complaint + "/alerts/acknowledge", null).is(200);
        as("supervisor1").decides(complaint, "takeOverComplaint", Map.of("decision", "REFUND", "responsible", "WAREHOUSE", "amountMinor", 10000));
        settle();
        pass(Duration.ofDays(4));
        cases.put("reopened", complaint);
        String first = opened("refund", "QUALITY", "FIG-B:900.00");
        String second = as("agent1").opens(Map.of("type", "refund", "orderNo", order, "reason", "QUALITY"));
        settle();
        as("agent1").post("/api/cases/" + second + "/merge", Map.of("requestId", id(), "intoCaseId", first, "reason", "说了两次")).is(200);
        settle();
        cases.put("merged", second);
        cases.put("open", first);
        String corrected = opened("refund", "QUALITY", "FIG-A:700.00");
        refused("agent1", corrected);
        cases.put("corrected", corrected);
        return cases;
    }

    private Map<String, Object> given(String kind, long minor) {
        return Map.of("requestId", id(), "kind", kind, "amountMinor", minor, "reasonCode", "QUALITY", "text", "表达歉意");
    }

    private static String query(Map<String, ?> query) {
        return query.entrySet().stream().map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue().toString(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    private Map<String, Object> chart(String name, Map<String, ?> query) {
        return as("manager1").get("/api/figures/charts/" + name + "?" + query(query)).is(200).json();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    /** Every point of every chart against the recount, and against its own list. */
    private void everythingAddsUp(LocalDate from, LocalDate to) {
        Recount recount = new Recount(jdbc);
        Map<String, String> stretch = Map.of("from", from.toString(), "to", to.toString());
        Map<String, List<String>> series = Map.of("flow", List.of("INTAKE", "CLOSED", "REOPENED"), "deadlines", List.of("MET", "MISSED"),
                "reply", List.of("FIRST_REPLY"), "solve", List.of("CLOSED"), "money", MONEY);
        List<Map<String, String>> lists = new ArrayList<>();
        series.forEach((name, measures) -> {
            Map<String, Object> chart = chart(name, stretch);
            assertThat(list(chart.get("rows"))).hasSize((int) from.datesUntil(to.plusDays(1)).count());
            for (Map<String, Object> row : list(chart.get("rows"))) {
                LocalDate day = LocalDate.parse((String) row.get("key"));
                matches(name + " " + day, list(row.get("cells")), measures, recount, day, day, lists);
            }
            matches(name, list(chart.get("sum")), measures, recount, from, to, lists);
        });
        for (Dimension by : Dimension.values()) {
            Map<String, String> query = new TreeMap<>(stretch);
            query.put("by", by.name());
            Map<String, Object> parts = chart("parts", query);
            for (Map<String, Object> row : list(parts.get("rows"))) {
                String value = (String) row.get("key");
                Predicate<Recount.Counted> which = one -> value.equals(Chart.REST) || one.marks().get(by.name()).equals(value);
                List<Map<String, Object>> cells = list(row.get("cells"));
                if (!value.equals(Chart.REST)) {
                    part(by + " " + value, cells, recount, from, to, which);
                    cells.forEach(cell -> behind(cell, lists));
                }
            }
            part(by + " in all", list(parts.get("sum")), recount, from, to, one -> true);
        }
        for (Dimension[] pair : Dimension.pairs()) {
            for (boolean turned : List.of(false, true)) {
                Dimension down = pair[turned ? 1 : 0];
                Dimension across = pair[turned ? 0 : 1];
                Map<String, Object> crossed = chart("crossed", Map.of("from", from, "to", to, "rows", down, "columns", across));
                List<Map<String, Object>> columns = list(crossed.get("series"));
                long seen = 0;
                for (Map<String, Object> row : list(crossed.get("rows"))) {
                    List<Map<String, Object>> cells = list(row.get("cells"));
                    for (int i = 0; i < cells.size(); i++) {
                        seen += number(cells.get(i).get("n"));
                        String column = (String) columns.get(i).get("key");
                        if (!column.equals(Chart.REST) && !row.get("key").equals(Chart.REST)) {
                            assertThat(number(cells.get(i).get("n"))).as(down + " " + row.get("key") + " " + across + " " + column).isEqualTo(recount.of("INTAKE", from, to,
                                    one -> one.marks().get(down.name()).equals(row.get("key")) && one.marks().get(across.name()).equals(column)).size());
                            behind(cells.get(i), lists);
                        }
                    }
                }
                assertThat(seen).isEqualTo(recount.of("INTAKE", from, to, one -> true).size());
            }
        }
        lists.stream().distinct().forEach(one -> exactly(one, recount));
    }

    private static void matches(String where, List<Map<String, Object>> cells, List<String> measures, Recount recount, LocalDate from, LocalDate to, List<Map<String, String>> lists) {
        for (int i = 0; i < measures.size(); i++) {
            List<Long> expected = Recount.sum(recount.of(measures.get(i), from, to, one -> true));
            assertThat(number(cells.get(i).get("n"))).as(where + " " + measures.get(i)).isEqualTo(expected.get(0));
            if (!List.of("INTAKE", "MET", "MISSED", "REOPENED").contains(measures.get(i)) && number(cells.get(i).get("total")) != 0) {
                assertThat(number(cells.get(i).get("total"))).as(where + " " + measures.get(i)).isEqualTo(expected.get(1));
            }
            if (MONEY.contains(measures.get(i))) {
                assertThat(number(cells.get(i).get("value"))).as(where + " " + measures.get(i)).isEqualTo(expected.get(1));
            }
            assertThat(cells.get(i).get("cases") == null).as(where + " " + measures.get(i)).isEqualTo(expected.get(0) == 0);
            behind(cells.get(i), lists);
        }
    }

    private static void part(String where, List<Map<String, Object>> cells, Recount recount, LocalDate from, LocalDate to, Predicate<Recount.Counted> which) {
        for (int i = 0; i < 3; i++) {
            assertThat(number(cells.get(i).get("n"))).as(where + " " + i).isEqualTo(recount.of(List.of("INTAKE", "CLOSED", "REOPENED").get(i), from, to, which).size());
        }
        long met = recount.of("MET", from, to, which).size();
        long missed = recount.of("MISSED", from, to, which).size();
        assertThat(cells.get(3).get("value")).as(where).isEqualTo(met + missed == 0 ? null : (int) (100 * met / (met + missed)));
        mean(where, cells.get(4), recount.of("FIRST_REPLY", from, to, which));
        mean(where, cells.get(5), recount.of("CLOSED", from, to, which));
        assertThat(number(cells.get(6).get("value"))).as(where).isEqualTo(MONEY.stream().mapToLong(measure -> Recount.sum(recount.of(measure, from, to, which)).get(1)).sum());
    }

    private static void mean(String where, Map<String, Object> cell, List<Recount.Counted> counted) {
        List<Long> sum = Recount.sum(counted);
        assertThat(number(cell.get("n"))).as(where).isEqualTo(sum.get(0));
        assertThat(number(cell.get("total"))).as(where).isEqualTo(sum.get(1));
        assertThat(cell.get("value")).as(where).isEqualTo(sum.get(0) == 0 ? null : (int) (sum.get(1) / sum.get(0)));
    }

    @SuppressWarnings("unchecked")
    private static void behind(Map<String, Object> cell, List<Map<String, String>> lists) {
        if (cell.get("cases") != null) {
            lists.add((Map<String, String>) cell.get("cases"));
        }
    }

    /** A list has exactly the cases of its point, each with its share. */
    private void exactly(Map<String, String> query, Recount recount) {
        List<Recount.Counted> expected = recount.of(query.get("measure"), LocalDate.parse(query.get("from")), LocalDate.parse(query.get("to")), one ->
                (query.get("value") == null || one.marks().get(query.get("by")).equals(query.get("value")))
                        && (query.get("andValue") == null || one.marks().get(query.get("columns")).equals(query.get("andValue"))));
        Map<String, List<Long>> shares = expected.stream().collect(Collectors.groupingBy(one -> one.day() + " " + one.caseId(), TreeMap::new, Collectors.collectingAndThen(Collectors.toList(), Recount::sum)));
        Map<String, List<Long>> listed = new TreeMap<>();
        String cursor = null;
        do {
            Map<String, Object> page = as("auditor1").get("/api/figures/cases?" + query(query) + (cursor == null ? "" : "&cursor=" + cursor)).is(200).json();
            assertThat(List.of(number(page.get("n")), number(page.get("total")))).as(query.toString()).isEqualTo(
                    List.of(Recount.sum(expected).get(0), "COUNT".equals(page.get("unit")) ? 0L : Recount.sum(expected).get(1)));
            list(page.get("cases")).forEach(one -> listed.put(one.get("day") + " " + one.get("caseId"), List.of(number(one.get("n")), number(one.get("share")))));
            cursor = (String) page.get("cursor");
        } while (cursor != null);
        assertThat(listed).as(query.toString()).isEqualTo(shares);
    }

    @Test
    void r34_every_figure_equals_a_direct_recount_and_every_list_has_exactly_its_cases() {
        LocalDate from = now().toLocalDate();
        Map<String, String> cases = aFewDays();
        settle();
        LocalDate to = now().toLocalDate();
        assertThat(jdbc.sql("SELECT COUNT(*) FROM figure_delta").query(Long.class).single()).as("folded").isZero();
        everythingAddsUp(from, to);

        // put right later: told apart otherwise at once, before anything is folded
        as("supervisor1").put("/api/cases/" + cases.get("corrected") + "/responsible", Map.of("responsible", "COURIER", "reason", "运输挤压")).is(200);
        as("supervisor1").put("/api/cases/" + cases.get("late") + "/responsible", Map.of("responsible", "AGENT", "reason", "说错了")).is(200);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM figure_delta").query(Long.class).single()).as("not folded").isPositive();
        everythingAddsUp(from, to);
        settle();
        everythingAddsUp(from, to);
    }

    @Test
    void r41_an_agents_figures_leave_out_what_others_caused() {
        LocalDate day = now().toLocalDate();
        String caseId = opened("refund", "QUALITY", "FIG-A:700.00");
        refused("agent2", caseId);
        Map<String, Object> point = Map.of("measure", "CLOSED", "from", day, "to", day, "by", "AGENT", "value", "agent2");
        as("supervisor1").put("/api/cases/" + caseId + "/responsible", Map.of("responsible", "AGENT", "reason", "没说清楚")).is(200);
        assertThat(as("supervisor1").get("/api/figures/cases?" + query(point)).body()).contains("\"caseId\":\"" + caseId + "\"");
        as("supervisor1").put("/api/cases/" + caseId + "/responsible", Map.of("responsible", "COURIER", "reason", "运输挤压")).is(200);
        assertThat(as("supervisor1").get("/api/figures/cases?" + query(point)).body()).doesNotContain("\"caseId\":\"" + caseId + "\"");
    }

    @Test
    void cases_that_were_there_before_figures_were_kept_are_counted_and_all_can_be_counted_anew() {
        LocalDate from = now().toLocalDate();
        refunded("FIG-A");
        refused("agent1", opened("refund", "QUALITY", "FIG-B:900.00"));
        for (String table : List.of("figure_delta", "figure_day", "figure_fact", "figure_case")) {
            jdbc.sql("DELETE FROM " + table).update();
        }
        as("supervisor1").post("/api/figures/build", null).is(403);
        as("auditor1").post("/api/figures/build", null).is(403);
        as("manager1").post("/api/figures/build", null).is(200);
        assertThat(as("auditor1").get("/api/figures/build").is(200).json()).containsEntry("done", false);
        settle();
        assertThat(as("auditor1").get("/api/figures/build").is(200).json()).containsEntry("done", true);
        everythingAddsUp(from, now().toLocalDate());
        as("manager1").post("/api/figures/build", null).is(200);
        settle();
        everythingAddsUp(from, now().toLocalDate());
    }

    @Test
    void r34_what_is_open_by_age_and_what_becomes_due_by_hour_are_counted_case_by_case() {
        String young = opened("refund", "QUALITY", "FIG-B:900.00");
        pass(Duration.ofDays(2));
        Map<String, Object> backlog = chart("backlog", Map.of());
        for (Map<String, Object> row : list(backlog.get("rows"))) {
            Age age = Age.valueOf((String) row.get("key"));
            long expected = jdbc.sql("SELECT COUNT(*) FROM case_file WHERE status <> 'CLOSED' AND merged_into IS NULL AND opened_at > ? AND opened_at <= ?")
                    .params(org.shouhou.common.Db.utc(age.openedAfter(clock.instant())), org.shouhou.common.Db.utc(age.openedUntil(clock.instant()))).query(Long.class).single();
            Map<String, Object> cell = list(row.get("cells")).get(0);
            assertThat(number(cell.get("n"))).as(age.name()).isEqualTo(expected);
            assertThat(cases("measure=BACKLOG&age=" + age)).hasSize((int) expected);
        }
        assertThat(cases("measure=BACKLOG")).hasSize((int) number(list(backlog.get("sum")).get(0).get("n"))).contains(young);
        assertThat(cases("measure=BACKLOG&age=DAY_3")).contains(young);

        Map<String, Object> due = chart("due", Map.of());
        assertThat(list(due.get("rows"))).hasSize(73);
        long all = 0;
        for (Map<String, Object> row : list(due.get("rows"))) {
            long n = number(list(row.get("cells")).get(0).get("n"));
            all += n;
            assertThat(cases("measure=DUE&hour=" + row.get("key"))).as((String) row.get("key")).hasSize((int) n);
        }
        assertThat(all).isEqualTo(jdbc.sql("SELECT COUNT(*) FROM queue_entry WHERE due_at < ?")
                .param(org.shouhou.common.Db.utc(clock.instant().truncatedTo(java.time.temporal.ChronoUnit.HOURS).plus(Duration.ofHours(72)))).query(Long.class).single());
        as("agent1").tells(young, "customerWithdrew", Map.of("reason", "算了"));
        settle();
    }

    private List<String> cases(String query) {
        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, Object> page = as("supervisor1").get("/api/figures/cases?" + query + (cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8))).is(200).json();
            list(page.get("cases")).forEach(one -> found.add((String) one.get("caseId")));
            cursor = (String) page.get("cursor");
        } while (cursor != null);
        return found;
    }

    @Test
    void what_cannot_be_asked_for_is_refused_with_its_field() {
        for (String query : List.of("from=x", "from=2026-11-11&to=2026-11-10", "from=2020-01-01&to=2026-01-01", "from=%2B100000-01-01", "shop=a%20b", "by=COLOUR", "rows=SKU&columns=SKU",
                "rows=AGENT", "currency=yuan", "value=" + "x".repeat(65))) {
            as("supervisor1").get("/api/figures/charts/flow?" + query).isProblem(400, "invalid-fields");
        }
        as("supervisor1").get("/api/figures/charts/weather").isProblem(404, "not-found");
        as("supervisor1").get("/api/figures/charts/weather.csv").isProblem(404, "not-found");
        for (String query : List.of("", "measure=LUCK", "measure=BACKLOG&age=OLD", "measure=DUE", "measure=DUE&hour=noon", "measure=INTAKE&cursor=x", "measure=INTAKE&cursor=2026-01-01~x",
                "measure=BACKLOG&cursor=x", "measure=DUE&hour=LATE&cursor=x", "measure=CLOSED&by=SKU&value=A&columns=REASON&andValue=OTHER", "measure=INTAKE&columns=REASON&andValue=OTHER",
                "measure=INTAKE&by=TYPE&value=refund&andValue=SF")) {
            as("supervisor1").get("/api/figures/cases?" + query).isProblem(400, "invalid-fields");
            as("supervisor1").get("/api/figures/cases.csv?" + query).is(query.contains("cursor") ? 200 : 400);
        }
        as("agent1").get("/api/figures/charts/flow").isProblem(403, "not-allowed");
        as("agent1").get("/api/figures/cases?measure=INTAKE").isProblem(403, "not-allowed");
    }

    @Test
    void a_file_has_the_numbers_of_the_chart_and_no_cell_a_spreadsheet_would_calculate() {
        LocalDate day = now().toLocalDate();
        refunded("=cmd|' /C calc'!A0");
        String parts = as("supervisor1").get("/api/figures/charts/parts.csv?by=SKU&from=" + day + "&to=" + day).is(200).body();
        assertThat(parts).startsWith("\uFEFF").contains("'=cmd|' /C calc'!A0").doesNotContain("\n=").doesNotContain(",=");
        String money = as("supervisor1").get("/api/figures/charts/money.csv?from=" + day + "&to=" + day).is(200).body();
        Map<String, Object> chart = chart("money", Map.of("from", day, "to", day));
        String refunds = java.math.BigDecimal.valueOf(number(list(chart.get("sum")).get(0).get("value")), 2).toPlainString();
        assertThat(money.lines().skip(1).findFirst().orElseThrow()).startsWith(day + "," + refunds + ",");
        String list = as("supervisor1").get("/api/figures/cases.csv?measure=REFUND&by=SKU&value=" + URLEncoder.encode("=cmd|' /C calc'!A0", StandardCharsets.UTF_8) + "&from=" + day + "&to=" + day).is(200).body();
        assertThat(list.lines().count()).isEqualTo(2);
        assertThat(list.lines().skip(1).findFirst().orElseThrow()).contains(order).endsWith(",1,30.00");
    }
}

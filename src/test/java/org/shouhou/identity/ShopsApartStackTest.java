package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.OrderDraft;
import org.shouhou.StackTest;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.Reason;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Where shops are separated, who is kept to one sees nothing of another: by no route there is. The routes are read from the
 * application, so a new one is tried without a line here; a list that shows too much is found by what it shows.
 */
class ShopsApartStackTest extends StackTest {

    private static final String NORTH = "north";
    private static final String SOUTH = "south";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;
    @Autowired
    List<CaseType> types;

    private final String kept = "kept" + id().substring(0, 8);
    private final List<String> cases = new ArrayList<>();
    /** What only stands where something of the other shop is shown. */
    private final Set<String> marks = new HashSet<>();
    private final Map<String, String> named = new TreeMap<>();
    private String buyer;
    private String orderNo;

    @BeforeEach
    void twoShops() {
        account(kept, List.of(NORTH));
        buyer = "南" + id().substring(0, 12);
        marks.add(buyer);
        types.forEach(type -> opened(type.name(), SOUTH));
        settle();
        String caseId = cases.get(0);
        orderNo = (String) as("agent1").sees(caseId).get("orderNo");
        named.put("taskId", jdbc.sql("SELECT MIN(task_id) FROM queue_entry WHERE shop = ? AND owner IS NULL AND role = 'agent'").param(SOUTH).query(String.class).single());
        named.put("messageId", message(caseId));
        named.put("effectId", effect(caseId));
        named.put("promiseId", String.valueOf(as("agent1").post("/api/cases/" + caseId + "/promises", Map.of("requestId", id(), "kind", "CALLED_BACK",
                "text", "回电" + buyer, "due", clock.instant().plusSeconds(90_000).toString())).is(201).json().get("promiseId")));
        named.put("attachmentId", "1");
        named.put("incidentId", String.valueOf(as("supervisor1").post("/api/incidents", Map.of("requestId", id(), "title", "停运" + buyer, "shop", SOUTH,
                "sku", "SKU-" + buyer)).is(201).json().get("number")));
        settle();
    }

    @AfterEach
    void closed() {
        cases.forEach(caseId -> as("supervisor1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "customerWithdrew", "data", Map.of("reason", "测试结束"))));
        as("supervisor1").post("/api/incidents/" + named.get("incidentId") + "/close", Map.of("reason", "测试结束"));
        jdbc.sql("DELETE FROM outside_effect WHERE id = ?").param(named.get("effectId")).update();
        jdbc.sql("UPDATE outgoing_message SET state = 'DONE' WHERE state = 'BY_HAND'").update();
        as("operator1").post("/api/users/" + kept, Map.of("active", false));
        settle();
    }

    private void account(String name, List<String> shops) {
        as("operator1").post("/api/users", Map.of("name", name, "roles", List.of("agent"), "shops", shops, "password", "a long pass phrase 42")).is(201);
        jdbc.sql("UPDATE user_account SET password_hash = (SELECT password_hash FROM (SELECT password_hash FROM user_account WHERE username = 'agent1') known) WHERE username = ?")
                .param(name).update();
    }

    private String opened(String type, String shop) {
        for (Reason reason : Reason.values()) {
            for (boolean shipped : List.of(true, false)) {
                OrderDraft draft = order().shop(shop).buyer(shop.equals(SOUTH) ? buyer : "北" + id(), "").line("SKU-" + buyer, 1, "300.00");
                String no = (shipped ? draft.shipped("SF" + id().substring(0, 12)) : draft).imported();
                Desk.Answer answer = as("agent1").post("/api/cases", Map.of("requestId", id(), "type", type, "orderNo", no,
                        "reason", reason.name(), "channel", "CHAT", "text", "请帮我处理"));
                if (answer.status() == 201) {
                    String caseId = (String) answer.json().get("caseId");
                    cases.add(caseId);
                    if (shop.equals(SOUTH)) {
                        marks.add(no);
                        marks.add((String) as("agent1").sees(caseId).get("number"));
                    }
                    return caseId;
                }
            }
        }
        throw new AssertionError("No reason opens a case of kind " + type);
    }

    private String message(String caseId) {
        jdbc.sql("""
                INSERT INTO outgoing_message (case_id, audience, channel, to_address, to_name, language, template, subject, body_text, message_key, state, attempts, next_try_ms, created_ms)
                VALUES (?, 'CUSTOMER', 'CHAT', ?, ?, 'zh-CN', 'note', ?, ?, ?, 'BY_HAND', 0, 0, ?)""")
                .params(caseId, buyer, buyer, "主题", "您好" + buyer, id(), clock.millis()).update();
        return jdbc.sql("SELECT MAX(id) FROM outgoing_message WHERE case_id = ?").param(caseId).query(String.class).single();
    }

    private String effect(String caseId) {
        String key = id();
        jdbc.sql("""
                INSERT INTO outside_effect (case_id, shop, order_no, gateway, operation, adapter, idem_key, request, state, created_ms)
                VALUES (?, ?, ?, 'ORDER', 'hold', 'by-hand', ?, ?, 'PENDING', ?)""")
                .params(caseId, SOUTH, orderNo, key, "{\"shop\":\"south\",\"orderNo\":\"" + orderNo + "\"}", clock.millis()).update();
        return jdbc.sql("SELECT id FROM outside_effect WHERE idem_key = ?").param(key).query(String.class).single();
    }

    /** Routes an agent may call, with what they name filled in: what is the other shop's, wherever it is known. */
    private Map<String, String> routes(boolean reading) {
        Map<String, String> routes = new TreeMap<>();
        mappings.getHandlerMethods().keySet().forEach(mapping -> mapping.getPatternValues().forEach(pattern -> {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods).forEach(method -> {
                String path = filled(pattern);
                if (reading == (method == RequestMethod.GET) && AccessRules.of(method.name(), path).filter(rule -> rule.allows(Actor.of("x", Role.AGENT))).isPresent()) {
                    routes.put(method + " " + pattern, path);
                }
            });
        }));
        return routes;
    }

    private String filled(String pattern) {
        return pattern.replace("/by-hand/{id}", "/by-hand/" + named.get("messageId")).replace("/send-by-hand/{id}", "/send-by-hand/" + named.get("messageId"))
                .replace("/todo-outside/{id}", "/todo-outside/" + named.get("effectId")).replace("{caseId}", cases.get(0)).replace("{taskId}", named.get("taskId"))
                .replace("{promiseId}", named.get("promiseId")).replace("{orderNo}", orderNo).replace("{incidentId}", named.get("incidentId"))
                .replace("{memberId}", cases.get(0)).replace("{buyer}", "x").replace("{courier}", "SF").replaceAll("\\{[^/]+}", "1").replaceAll("/\\*\\*.*", "/x");
    }

    /** Whether what the route names is the other shop's. */
    private boolean names(String path) {
        return path.matches(".*/(cases|orders|tasks|promises|by-hand|send-by-hand|todo-outside|incidents)/[^/]*\\d.*") && !path.endsWith("/export");
    }

    @Test
    void who_is_kept_to_a_shop_reads_nothing_of_another_by_any_route_and_what_they_name_is_not_there() {
        List<String> wrong = new ArrayList<>();
        Set<String> telling = new TreeSet<>();
        routes(true).forEach((route, plain) -> {
            for (String path : asked(plain)) {
                boolean names = names(path);
                Desk.Answer theirs = as(kept).get(path);
                marks.stream().filter(mark -> !asksFor(path, mark)).filter(theirs.body()::contains).findFirst().ifPresent(mark -> wrong.add(route + " " + path + " shows " + mark));
                if (names && theirs.status() != 404) {
                    wrong.add(route + " " + path + " answers " + theirs.status());
                }
                Desk.Answer everybodys = as("agent1").get(path);
                if (everybodys.status() == 200 && marks.stream().anyMatch(everybodys.body()::contains)) {
                    telling.add(route);
                }
            }
        });
        assertThat(wrong).isEmpty();
        // or nothing could have been found
        assertThat(telling).as("routes that show it to who works for all shops").contains("GET /tasks/team", "GET /api/tasks", "GET /cases", "GET /api/cases",
                "GET /search", "GET /api/search", "GET /cases/{caseId}", "GET /api/cases/{caseId}", "GET /api/cases/{caseId}/history", "GET /api/orders/{orderNo}",
                "GET /api/tasks/{taskId}", "GET /api/promises/{promiseId}", "GET /send-by-hand", "GET /api/messages/by-hand", "GET /api/messages/by-hand/export",
                "GET /todo-outside", "GET /api/todo-outside", "GET /api/todo-outside/export", "GET /incidents", "GET /api/incidents", "GET /incidents/{incidentId}",
                "GET /api/incidents/{incidentId}", "GET /api/incidents/{incidentId}/cases", "GET /api/courier-lists/{courier}");
    }

    /** An answer repeats what it was asked for. */
    private static boolean asksFor(String path, String mark) {
        return URLDecoder.decode(path, StandardCharsets.UTF_8).contains(mark);
    }

    /** As it is, and as people narrow it. */
    private List<String> asked(String path) {
        return switch (path) {
            case "/search", "/api/search" -> marks.stream().map(mark -> path + "?text=" + URLEncoder.encode(mark, StandardCharsets.UTF_8)).toList();
            case "/api/tasks", "/tasks/team" -> List.of(path, path + "?view=team", path + "?view=overdue", path + "?view=mine");
            case "/cases", "/api/cases" -> List.of(path, path + "?text=" + orderNo, path + "?order=" + orderNo);
            default -> List.of(path);
        };
    }

    @Test
    void who_is_kept_to_a_shop_changes_nothing_of_another_by_any_route_that_names_it() {
        List<String> wrong = new ArrayList<>();
        long events = jdbc.sql("SELECT COUNT(*) FROM case_event").query(Long.class).single();
        int[] tried = new int[1];
        routes(false).forEach((route, path) -> {
            if (names(path) && path.startsWith("/api/")) {
                tried[0]++;
                Desk.Answer answer = as(kept).call(route.substring(0, route.indexOf(' ')), path, "{}");
                if (answer.status() != 404) {
                    wrong.add(route + " answers " + answer.status());
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(tried[0]).isGreaterThan(20);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM case_event").query(Long.class).single()).isEqualTo(events);
    }

    @Test
    void what_is_another_shops_is_answered_in_the_words_of_what_is_nowhere() {
        List<String> wrong = new ArrayList<>();
        Map<String, String> nowhere = new TreeMap<>(Map.of(cases.get(0), "987654321", named.get("taskId"), id(), named.get("messageId"), "987654321",
                named.get("effectId"), "987654321", named.get("promiseId"), "987654321", orderNo, "T" + id(), named.get("incidentId"), "IN-98765-4"));
        int[] tried = new int[1];
        List.of(true, false).forEach(reading -> routes(reading).forEach((route, path) -> {
            String name = path.replaceAll(".*/(?:cases|orders|tasks|promises|by-hand|send-by-hand|todo-outside|incidents)/([^/]*\\d[^/]*).*", "$1");
            if (names(path) && nowhere.containsKey(name) && (reading || path.startsWith("/api/"))) {
                tried[0]++;
                String unknown = path.replace("/" + name, "/" + nowhere.get(name));
                String method = route.substring(0, route.indexOf(' '));
                Desk.Answer theirs = as(kept).call(method, path, reading ? null : "{}");
                Desk.Answer nobodys = as(kept).call(method, unknown, reading ? null : "{}");
                if (theirs.status() != nobodys.status() || !theirs.body().replace(path, "").equals(nobodys.body().replace(unknown, ""))) {
                    wrong.add(route + " " + theirs + " / " + nobodys);
                }
            }
        }));
        assertThat(wrong).isEmpty();
        assertThat(tried[0]).isGreaterThan(40);
        String north = opened("refund", NORTH);
        settle();
        assertThat(mergedInto(north, cases.get(0))).isEqualTo(mergedInto(north, "987654321"));
        assertThat(decided(named.get("taskId"))).isEqualTo(decided("11111111-1111-1111-1111-111111111111"));
    }

    private String mergedInto(String caseId, String other) {
        return as(kept).post("/api/cases/" + caseId + "/merge", Map.of("requestId", id(), "intoCaseId", other, "reason", "同一件事")).is(404).body().replace(other, "");
    }

    private String decided(String taskId) {
        return as(kept).post("/api/tasks/bulk", Map.of("requestId", id(), "tasks", List.of(taskId), "data", Map.of("decision", "REFUSE"))).body().replace(taskId, "");
    }

    @Test
    void what_a_body_or_a_file_names_of_another_shop_is_not_there_either() {
        String taskId = named.get("taskId");
        String north = opened("refund", NORTH);
        settle();
        assertThat(as(kept).get("/api/tasks?view=team").is(200).body()).as("one's own shop").contains("北").doesNotContain(buyer);
        assertThat(as(kept).sees(north).get("shop")).isEqualTo(NORTH);
        assertThat(as(kept).get("/api/tasks/counts").is(200).json()).containsEntry("team", ((List<?>) as(kept).get("/api/tasks?view=team").json().get("tasks")).size());

        String together = as(kept).post("/api/tasks/bulk", Map.of("requestId", id(), "tasks", List.of(taskId), "data", Map.of("decision", "REFUSE"))).body();
        assertThat(together).contains("task-gone");
        marks.forEach(mark -> assertThat(together).doesNotContain(mark));
        as(kept).post("/api/cases/" + north + "/merge", Map.of("requestId", id(), "intoCaseId", cases.get(0), "reason", "同一件事")).isProblem(404, "not-found");
        as(kept).post("/api/cases", Map.of("requestId", id(), "type", "refund", "orderNo", orderNo, "reason", "QUALITY", "channel", "CHAT", "text", "x")).isProblem(422, "unknown-order");
        assertThat(as(kept).post("/api/messages/by-hand", Map.of("ids", List.of(Long.valueOf(named.get("messageId"))))).is(200).body()).contains("\"done\":false");
        assertThat(as(kept).post("/api/todo-outside", Map.of("items", List.of(Map.of("id", Long.valueOf(named.get("effectId")), "outcome", "DONE")))).is(200).body()).contains("\"done\":false");
        assertThat(as(kept).upload("/api/todo-outside/import", ("id,outcome\n" + named.get("effectId") + ",DONE\n").getBytes(StandardCharsets.UTF_8)).is(200).json()).containsEntry("done", 0);
        assertThat(as(kept).upload("/api/messages/by-hand/import", ("id,sent\n" + named.get("messageId") + ",yes\n").getBytes(StandardCharsets.UTF_8)).is(200).json()).containsEntry("done", 0);
        assertThat(as(kept).get("/api/buyers/" + URLEncoder.encode(buyer, StandardCharsets.UTF_8) + "/flags?shop=" + SOUTH).is(200).body()).isEqualTo("[]");
        as(kept).post("/api/buyers/" + URLEncoder.encode(buyer, StandardCharsets.UTF_8) + "/flags", Map.of("shop", SOUTH, "kind", "IMPORTANT", "evidence", "常客",
                "until", clock.instant().plusSeconds(90_000).toString())).is(404);
        assertThat(jdbc.sql("SELECT state FROM outside_effect WHERE id = ?").param(named.get("effectId")).query(String.class).single()).isEqualTo("PENDING");
        assertThat(jdbc.sql("SELECT state FROM outgoing_message WHERE id = ?").param(named.get("messageId")).query(String.class).single()).isEqualTo("BY_HAND");
        as(kept).get("/warehouse").is(403);
        as(kept).get("/api/demo/mailbox").is(403);
    }

    @Test
    void another_spelling_of_a_number_is_no_way_round() {
        for (String id : List.of("0x" + Long.toHexString(Long.parseLong(named.get("promiseId"))), "+" + named.get("promiseId"), "0".repeat(19) + named.get("promiseId"))) {
            as(kept).get("/api/promises/" + id).is(404);
        }
        for (String id : List.of("0x" + Long.toHexString(Long.parseLong(named.get("effectId"))), "+" + named.get("effectId"), "0".repeat(19) + named.get("effectId"))) {
            as(kept).post("/api/todo-outside/" + id, Map.of("outcome", "DONE")).is(404);
        }
        as(kept).get("/api/incidents/00" + named.get("incidentId").replaceAll("\\D+(\\d+).*", "$1")).is(404);
        as(kept).get("/api/cases/00" + cases.get(0)).is(404);
        assertThat(jdbc.sql("SELECT state FROM outside_effect WHERE id = ?").param(named.get("effectId")).query(String.class).single()).isEqualTo("PENDING");
    }

    @Test
    void an_escalation_a_promise_and_what_was_handed_over_before_reach_nobody_of_another_shop() {
        as("agent1").tells(cases.get(0), "escalationRequested", Map.of("reason", "客户要求"));
        settle();
        Desk.Answer given = as("supervisor1").tries(cases.get(0), "handleEscalation", Map.of("decision", "REASSIGN", "to", kept, "note", "请接手"));
        assertThat(given.isProblem(400, "invalid-fields").body()).contains("\"to\"");
        as("agent1").post("/api/cases/" + cases.get(0) + "/promises", Map.of("requestId", id(), "kind", "CALLED_BACK", "text", "回电", "keptBy", kept,
                "due", clock.instant().plusSeconds(90_000).toString())).isProblem(400, "invalid-fields");

        String late = "late" + id().substring(0, 8);
        account(late, List.of());
        as("agent1").post("/api/tasks/" + named.get("taskId") + "/claim", null).is(200);
        as("agent1").post("/api/tasks/" + named.get("taskId") + "/handover", Map.of("to", late, "note", "客户" + buyer + "等着")).is(204);
        assertThat(as(late).get("/api/handover").is(200).body()).contains(buyer);
        as("operator1").post("/api/users/" + late, Map.of("shops", List.of(NORTH))).is(200);
        String left = as(late).get("/api/handover").is(200).body() + as(late).get("/handover").is(200).body();
        marks.forEach(mark -> assertThat(left).doesNotContain(mark));
        as("operator1").post("/api/users/" + late, Map.of("active", false)).is(200);
    }

    @Test
    void work_is_given_only_to_who_works_for_its_shop() {
        String taskId = named.get("taskId");
        as(kept).put("/api/duty/me", Map.of("state", "ON"));
        as("agent1").post("/api/tasks/" + taskId + "/claim", null).is(200);
        assertThat(as("agent1").post("/api/tasks/" + taskId + "/handover", Map.of("to", kept, "note", "请接手")).isProblem(400, "invalid-fields").body()).contains("may not do this task");
        assertThat(as("supervisor1").post("/api/workload/moves", Map.of("requestId", id(), "tasks", List.of(taskId), "how", "ONE", "to", kept, "note", "x")).is(200).body())
                .contains("may not do this task");
        as(kept).post("/api/tasks/next", null).is(204);
    }

    @Test
    void who_is_kept_to_a_shop_from_now_on_gives_back_what_they_have_of_others() {
        String late = "late" + id().substring(0, 8);
        account(late, List.of());
        String taskId = named.get("taskId");
        as(late).post("/api/tasks/" + taskId + "/claim", null).is(200);
        as("operator1").post("/api/users/" + late, Map.of("shops", List.of(NORTH))).is(200);
        assertThat(jdbc.sql("SELECT owner FROM queue_entry WHERE task_id = ?").param(taskId).query(String.class).optional()).isEmpty();
        long caseId = jdbc.sql("SELECT case_id FROM queue_entry WHERE task_id = ?").param(taskId).query(Long.class).single();
        assertThat(kinds(Long.toString(caseId))).contains("TASK_RETURNED");
        assertThat(as("operator1").get("/api/users/" + late).json()).containsEntry("shops", List.of(NORTH));
        as("operator1").post("/api/users/" + late, Map.of("shops", List.of())).is(200);
        as(late).post("/api/tasks/" + taskId + "/claim", null).is(200);
        as(late).post("/api/tasks/" + taskId + "/release", null);
        as("operator1").post("/api/users/" + late, Map.of("active", false)).is(200);
    }

    @Test
    void only_agents_are_kept_to_shops() {
        as("operator1").post("/api/users", Map.of("name", "x" + id().substring(0, 8), "roles", List.of("supervisor"), "shops", List.of(NORTH), "password", "a long pass phrase 42"))
                .isProblem(400, "invalid-fields");
        as("operator1").post("/api/users/" + kept, Map.of("roles", List.of("agent", "finance"))).isProblem(400, "invalid-fields");
        as("operator1").post("/api/users/" + kept, Map.of("shops", List.of("north'; DROP"))).isProblem(400, "invalid-fields");
        assertThat(as("operator1").post("/api/users/" + kept, Map.of("roles", List.of("supervisor"), "shops", List.of())).is(200).json()).containsEntry("shops", List.of());
        assertThat(as("operator1").get("/users/" + kept).is(200).body()).contains("name=\"shops\"");
    }
}

package org.shouhou.proof;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.shouhou.Desk;
import org.shouhou.casefile.CaseType;
import org.shouhou.common.AdjustableClock;
import org.shouhou.common.BackgroundWork;
import org.shouhou.demo.ClockWalk;
import org.shouhou.engine.EngineJobs;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ClassUtils;

/** Everything around a case: people, the outside, time, and a look into the books. */
final class World {

    private static final ZoneId SHOP = ZoneId.of("Asia/Shanghai");
    /** Of all worlds, since tests one after the other share a database. */
    private static final AtomicInteger ORDERS = new AtomicInteger();
    /** Who does what, in the order they are asked. */
    private static final Map<String, List<String>> PEOPLE = Map.of("agent", List.of("agent1", "agent2", "supervisor1"),
            "supervisor", List.of("supervisor1", "supervisor2", "manager1"), "manager", List.of("manager1", "manager2"),
            "warehouse", List.of("warehouse1", "supervisor2"), "finance", List.of("finance1", "manager2"));

    private final Function<String, Desk> desks;
    private final RuntimeService engine;
    private final Map<String, Desk> known = new LinkedHashMap<>();
    final JdbcClient jdbc;
    final Clock clock;
    private final ClockWalk walk;
    private final BackgroundWork calls;
    private final EngineJobs timers;
    final Models models;
    private final Map<String, List<String>> operations;
    final List<String> outcomes;
    final List<String> types;

    /** @param operations what the outside can be asked for, by gateway; {@code outcomes} what may come of it later */
    private World(Function<String, Desk> desks, RuntimeService engine, JdbcClient jdbc, Clock clock, ClockWalk walk, BackgroundWork calls, EngineJobs timers, Models models,
            Map<String, List<String>> operations, List<String> outcomes, List<String> types) {
        this.types = types;
        this.desks = desks;
        this.engine = engine;
        this.jdbc = jdbc;
        this.clock = clock;
        this.walk = walk;
        this.calls = calls;
        this.timers = timers;
        this.models = models;
        this.operations = operations;
        this.outcomes = outcomes;
    }

    /** As it is around the cases of this application. */
    @SuppressWarnings("unchecked")
    static World of(ApplicationContext application, Function<String, Desk> desks) {
        Class<?> sandbox = ClassUtils.resolveClassName("org.shouhou.demo.sandbox.SandboxApi", null);
        Map<String, List<String>> operations = new TreeMap<>();
        ((Map<String, Set<String>>) ReflectionTestUtils.getField(sandbox, "OPERATIONS"))
                .forEach((gateway, names) -> operations.put(gateway, List.copyOf(new TreeSet<>(names))));
        List<String> outcomes = List.copyOf(new TreeSet<>((Set<String>) ReflectionTestUtils.getField(sandbox, "OUTCOMES")));
        BackgroundWork calls = application.getBeansOfType(BackgroundWork.class).values().stream()
                .filter(work -> work.name().equals("effects")).findFirst().orElseThrow();
        return new World(desks, application.getBean(RuntimeService.class), application.getBean(JdbcClient.class), application.getBean(Clock.class),
                application.getBean(ClockWalk.class), calls, application.getBean(EngineJobs.class), new Models(application.getBean(RepositoryService.class)),
                operations, outcomes, application.getBeansOfType(CaseType.class).values().stream().map(CaseType::name).sorted().toList());
    }

    Desk as(String user) {
        return known.computeIfAbsent(user, desks);
    }

    List<String> people(String role) {
        return PEOPLE.getOrDefault(role, List.of("manager1", "manager2"));
    }

    Instant now() {
        return clock.instant();
    }

    void settle() {
        walk.settle();
    }

    /** Makes the calls to the outside that wait now, and no more: what they lead to is seen before it goes on. */
    void call() {
        calls.workOnce();
    }

    /** Time passes to a moment and the timers due by then go off; what they ask of the outside is seen before it is done. */
    void goOffAt(Instant moment) {
        ((AdjustableClock) clock).standAt(moment);
        while (timers.runDue()) {
            // one may set off the next
        }
    }

    void pass(Duration time) {
        walk.advance(time);
    }

    /** Ten o'clock of the next day: every case begins at the same time of day. */
    void nextMorning() {
        walk.settle();
        Instant now = now();
        var local = LocalDateTime.ofInstant(now, SHOP).plusDays(1).truncatedTo(ChronoUnit.DAYS).withHour(10);
        ((AdjustableClock) clock).standAt(local.atZone(SHOP).toInstant());
        walk.settle();
    }

    /** How the outside takes the calls about an order from now on. */
    void outside(String orderNo, String behaviour, String outcome, Integer times) {
        jdbc.sql("DELETE FROM sandbox_behaviour WHERE order_no = ?").param(orderNo).update();
        operations.forEach((gateway, names) -> names.forEach(name -> jdbc.sql("""
                        INSERT INTO sandbox_behaviour (gateway, operation, order_no, behaviour, times_left, delay_ms, outcome, callbacks)
                        VALUES (?, ?, ?, ?, ?, ?, ?, 1)""")
                .params(gateway, name, orderNo, behaviour, times, behaviour.equals("DELAY") ? 1L : null,
                        outcome.isEmpty() ? null : outcome).update()));
    }

    /** A paid order as a case begins with it. @return its number */
    String order(Start start) {
        String orderNo = "P" + ORDERS.incrementAndGet();
        String sku = "SKU-" + orderNo;
        Instant now = now();
        String paidAt = now.minus(Duration.ofDays(6)).toString();
        boolean shipped = !start.parcel().equals("NONE");
        StringBuilder csv = new StringBuilder("orderNo,createdAt,paidAt,buyer,buyerFlag,recipient,phone,email,region,address,"
                + "courier,waybill,shippedAt,receivedAt,shipBy,lineNo,sku,title,quantity,linePaid\n");
        List<String[]> lines = List.of(new String[] {sku, "1", start.paid()}, new String[] {sku + "-B", "2", "20.00"});
        int no = 1;
        for (String[] line : lines) {
            csv.append(String.join(",", orderNo, paidAt, paidAt, "买家" + orderNo, start.flag(), "王小明", "13800000000",
                    orderNo + "@example.org", "上海", "上海市浦东新区世纪大道100号", shipped ? "SF" : "",
                    shipped ? "SF" + orderNo : "", shipped ? now.minus(Duration.ofDays(4)).toString() : "",
                    start.parcel().equals("RECEIVED") ? now.minus(Duration.ofDays(2)).toString() : "", "",
                    Integer.toString(no++), line[0], "货品", line[1], line[2])).append('\n');
        }
        Desk.Answer answer = as("supervisor1").upload("/api/orders/import?format=standard", csv.toString().getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 200 || !List.of().equals(answer.json().get("rejected"))) {
            throw new AssertionError(answer.body());
        }
        if (!start.inStock()) {
            lines.forEach(line -> jdbc.sql("INSERT INTO sandbox_stock (sku, pieces) VALUES (?, 0)").param(line[0]).update());
        }
        return orderNo;
    }

    /** Begins a case. @return null when such a case cannot be */
    CaseRun open(Start start) {
        String orderNo = order(start);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("requestId", UUID.randomUUID().toString());
        body.put("type", start.type());
        body.put("orderNo", orderNo);
        body.put("reason", start.reason());
        body.put("channel", "CHAT");
        body.put("text", "请帮我处理");
        Desk.Answer answer = as("agent1").post("/api/cases", body);
        if (answer.status() >= 500) {
            throw new AssertionError("Opening " + start + ": " + answer.body());
        }
        return answer.status() == 201 ? new CaseRun(this, start, Long.parseLong((String) answer.json().get("caseId")), orderNo) : null;
    }

    /** What failed must not fail the cases after it. */
    void forgetAll() {
        engine.createProcessInstanceQuery().rootProcessInstances().list()
                .forEach(left -> engine.deleteProcessInstance(left.getId(), "looked at"));
    }

    /** Another kind of case than this one is now, to be converted to. */
    String otherType(long caseId) {
        String now = texts("SELECT type FROM case_file WHERE id = ?", caseId).get(0);
        return types.stream().filter(type -> !type.equals(now)).findFirst().orElse(now);
    }

    List<String> texts(String sql, Object... params) {
        return new ArrayList<>(jdbc.sql(sql).params(params).query(String.class).list());
    }

    long count(String sql, Object... params) {
        return jdbc.sql(sql).params(params).query(Long.class).single();
    }
}

package org.shouhou.callback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseClosed;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;

/**
 * Call backs (R32): after a case was closed the rule {@code callBackNeeded} says whether the customer is called; who is not
 * reached in time is asked in writing. The answer is recorded. An instance of its own beside the closed case.
 */
@Service
public class CallBacks {

    /** @param state OPEN, REACHED, WRITTEN (asked in writing) or ANSWERED @param satisfaction 1 to 5, or null */
    public record CallBack(long id, long caseId, String why, String state, Integer satisfaction, String text, String by,
            Instant openedAt, Instant answeredAt) {
    }

    private final Commands commands;
    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final Orders orders;
    private final Processes processes;
    private final CaseHistory history;
    private final Messages messages;
    private final Settings settings;
    private final Clock clock;

    CallBacks(Commands commands, JdbcClient jdbc, CaseFiles cases, Orders orders, Processes processes, CaseHistory history,
            Messages messages, Settings settings, Clock clock) {
        this.commands = commands;
        this.jdbc = jdbc;
        this.cases = cases;
        this.orders = orders;
        this.processes = processes;
        this.history = history;
        this.messages = messages;
        this.settings = settings;
        this.clock = clock;
    }

    /** Every call back of a case, oldest first. */
    public List<CallBack> of(long caseId) {
        return jdbc.sql("SELECT * FROM call_back WHERE case_id = ? ORDER BY id").param(caseId).query(CallBacks::map).list();
    }

    CallBack get(long id) {
        return jdbc.sql("SELECT * FROM call_back WHERE id = ?").param(id).query(CallBacks::map).single();
    }

    @EventListener
    @org.springframework.core.annotation.Order(0)
    void closed(CaseClosed closed) {
        CaseFile file = cases.get(closed.caseId());
        Map<String, Object> said = processes.decide("callBackNeeded", inputs(file, closed.outcome()));
        if (!"YES".equals(said.get("call")) || of(file.id()).stream().anyMatch(one -> one.state().equals("OPEN"))) {
            return;
        }
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO call_back (case_id, why, state, opened_ms) VALUES (?, ?, 'OPEN', ?)")
                .param(file.id()).param(said.get("why")).param(clock.millis()).update(key, "id");
        processes.start("callBack", file.id(), Processes.variables("callBackId", key.getKey().longValue()));
    }

    private Map<String, Object> inputs(CaseFile file, CaseFile.Outcome outcome) {
        Order order = orders.byId(file.orderId()).orElseThrow();
        long amount = file.amountMinor() == null ? 0 : file.amountMinor();
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("caseType", switch (file.type()) {
            case "complaint" -> "COMPLAINT";
            case "reship" -> "RESHIP";
            default -> "OTHER";
        });
        inputs.put("ending", outcome == CaseFile.Outcome.WITHDRAWN || outcome == CaseFile.Outcome.MERGED ? "WITHDRAWN" : "SOLVED");
        inputs.put("amountLevel", amount >= settings.number(Figure.CALL_BACK_LARGE_AMOUNT, file.shop()) ? "LARGE" : "SMALL");
        inputs.put("flagged", order.buyerFlag() == null ? "NONE" : order.buyerFlag());
        return inputs;
    }

    /** @return when a customer nobody called is asked in writing */
    public Instant plan(long callBackId) {
        CallBack one = get(callBackId);
        Instant until = clock.instant().plus(settings.duration(Figure.CALL_BACK_WRITE_AFTER, cases.get(one.caseId()).shop()));
        history.record(one.caseId(), CaseHistory.SYSTEM, "CALL_BACK_PLANNED", Map.of("callWhy", one.why()));
        return until;
    }

    /** Nobody reached the customer by phone. */
    public void askInWriting(long callBackId) {
        CallBack one = get(callBackId);
        cases.lock(one.caseId());
        state(one, "WRITTEN", null, null, null);
        messages.toCustomer(one.caseId(), "satisfaction-question", Map.of(), "satisfaction-" + one.id());
        history.record(one.caseId(), CaseHistory.SYSTEM, "CALL_BACK_WRITTEN", Map.of());
    }

    /** The customer was reached; the case is locked. @param satisfaction 1 to 5, null when they would not say */
    void reached(CallBack one, Integer satisfaction, String text, Actor by) {
        state(one, "REACHED", satisfaction, text, by.name());
        answered(one, satisfaction, by);
    }

    /**
     * The customer answered the written question on some channel.
     *
     * @throws Problem 400 for wrong fields, 404 without a case, 409 {@code nothing-asked} when nothing was asked in writing
     */
    public void answer(long caseId, Integer satisfaction, String text, Actor by) {
        checkSatisfaction(satisfaction == null ? null : satisfaction.longValue());
        if (satisfaction == null) {
            throw Problem.fields(List.of(new FieldProblem("satisfaction", "Is required, 1 to 5.")));
        }
        if (text != null && text.length() > 4000) {
            throw Problem.fields(List.of(new FieldProblem("text", "Is longer than 4000 characters.")));
        }
        commands.run(() -> {
            cases.lock(caseId);
            CallBack one = of(caseId).stream().filter(asked -> asked.state().equals("WRITTEN") || asked.state().equals("ANSWERED"))
                    .reduce((first, last) -> last)
                    .orElseThrow(() -> Problem.conflict("nothing-asked", "The customer of this case was not asked in writing."));
            state(one, "ANSWERED", satisfaction, text, by.name());
            answered(one, satisfaction, by);
        });
    }

    /** @throws Problem 400 for anything but 1 to 5 or null */
    static void checkSatisfaction(Long satisfaction) {
        if (satisfaction != null && (satisfaction < 1 || satisfaction > 5)) {
            throw Problem.fields(List.of(new FieldProblem("satisfaction", "Must be one of [1, 2, 3, 4, 5].")));
        }
    }

    private void answered(CallBack one, Integer satisfaction, Actor by) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("satisfaction", satisfaction);
        history.record(one.caseId(), by.name(), "CALL_BACK_ANSWERED", facts);
    }

    private void state(CallBack one, String state, Integer satisfaction, String text, String by) {
        boolean asked = state.equals("WRITTEN");
        jdbc.sql("UPDATE call_back SET state = ?, satisfaction = ?, words = ?, by_user = ?, answered_ms = ? WHERE id = ?")
                .param(state).param(satisfaction).param(text).param(by).param(asked ? null : clock.millis()).param(one.id()).update();
    }

    private static CallBack map(ResultSet row, int n) throws SQLException {
        Long answered = Db.nullableLong(row, "answered_ms");
        return new CallBack(row.getLong("id"), row.getLong("case_id"), row.getString("why"), row.getString("state"),
                Db.nullableInt(row, "satisfaction"), row.getString("words"), row.getString("by_user"),
                Instant.ofEpochMilli(row.getLong("opened_ms")), answered == null ? null : Instant.ofEpochMilli(answered));
    }
}

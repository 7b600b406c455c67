package org.shouhou.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.shouhou.Desk;

/** One case of the real application on its way: where it stands, what can be done to it, and doing it. */
final class CaseRun {

    /** @param excluded who must not do it, or null */
    record OpenTask(String id, String key, String role, String otherRole, String excluded, String owner) {

        /** Who is asked to do it, one after the other. */
        Set<String> people(World world) {
            Set<String> people = new LinkedHashSet<>();
            if (owner != null) {
                people.add(owner);
            }
            people.addAll(world.people(role));
            if (otherRole != null) {
                people.addAll(world.people(otherRole));
            }
            people.remove(excluded);
            return people;
        }
    }

    /** Forms do not change during a run: what can be decided in a task, by its key. */
    private static final Map<String, List<Move>> DECISIONS = new HashMap<>();

    private final World world;
    final Start start;
    final long caseId;
    final String orderNo;
    final List<String> trail = new ArrayList<>();
    private final String key;
    private Map<String, Object> told = Map.of();

    CaseRun(World world, Start start, long caseId, String orderNo) {
        this.world = world;
        this.start = start;
        this.caseId = caseId;
        this.orderNo = orderNo;
        this.key = Long.toString(caseId);
        rest();
    }

    /** Places where the case waits now, with the state of a call that is under way; empty when nothing of it runs. */
    Set<String> places() {
        Set<String> places = new TreeSet<>();
        world.jdbc.sql("""
                        SELECT DISTINCT d.KEY_, e.ACT_ID_ FROM ACT_RU_EXECUTION e JOIN ACT_RU_EXECUTION r ON e.PROC_INST_ID_ = r.ID_
                        JOIN ACT_RE_PROCDEF d ON e.PROC_DEF_ID_ = d.ID_
                        WHERE r.BUSINESS_KEY_ = ? AND e.ACT_ID_ IS NOT NULL AND e.IS_ACTIVE_ = 1""")
                .param(key).query((row, n) -> places.add(row.getString(1) + "/" + row.getString(2))).list();
        world.jdbc.sql("SELECT DISTINCT d.KEY_, t.TASK_DEF_KEY_ FROM ACT_RU_TASK t JOIN ACT_RU_EXECUTION r ON t.PROC_INST_ID_ = r.ID_"
                        + " JOIN ACT_RE_PROCDEF d ON t.PROC_DEF_ID_ = d.ID_ WHERE r.BUSINESS_KEY_ = ?")
                .param(key).query((row, n) -> places.add(row.getString(1) + "/" + row.getString(2))).list();
        world.jdbc.sql("SELECT DISTINCT d.KEY_, x.ACT_ID_ FROM ACT_RU_EXT_TASK x JOIN ACT_RU_EXECUTION r ON x.PROC_INST_ID_ = r.ID_"
                        + " JOIN ACT_RE_PROCDEF d ON x.PROC_DEF_ID_ = d.ID_ WHERE r.BUSINESS_KEY_ = ?")
                .param(key).query((row, n) -> places.add(row.getString(1) + "/" + row.getString(2))).list();
        return places;
    }

    /** How often the gateway paid for the order. */
    long payments() {
        return world.count("SELECT COUNT(*) FROM sandbox_payment WHERE order_no = ?", orderNo);
    }

    /** How much is in the case's history. */
    long events() {
        return world.count("SELECT COUNT(*) FROM case_event WHERE case_id = ?", caseId);
    }

    long kindsOf(String kind) {
        return world.count("SELECT COUNT(*) FROM case_event WHERE case_id = ? AND kind = '" + kind + "'", caseId);
    }

    World world() {
        return world;
    }

    /** {@link #places()} as one text, with the calls under way, to compare by. */
    String state() {
        Set<String> waits = new TreeSet<>();
        for (String place : places()) {
            if (world.models.isWait(place)) {
                waits.add(place);
            }
        }
        world.texts("SELECT state FROM outside_effect WHERE case_id = ? AND open_task IS NOT NULL", caseId)
                .forEach(state -> waits.add("call " + state));
        return String.join(" + ", waits);
    }

    boolean over() {
        return world.count("SELECT COUNT(*) FROM ACT_RU_EXECUTION WHERE BUSINESS_KEY_ = ?", key) == 0;
    }

    /** What could be done now. @param explore also the common messages that lead elsewhere */
    List<Move> moves(boolean explore) {
        List<Move> moves = new ArrayList<>();
        for (OpenTask task : tasks()) {
            moves.addAll(decisions(task));
        }
        if (callsWait()) {
            for (String behaviour : List.of("SUCCEED", "DECLINE", "UNKNOWN_NOT_DONE", "UNKNOWN_THEN_DONE")) {
                moves.add(Move.outside(behaviour, ""));
            }
            world.outcomes.forEach(outcome -> moves.add(Move.outside("SUCCEED", outcome)));
        }
        Set<String> awaited = new TreeSet<>(world.texts("SELECT DISTINCT s.EVENT_NAME_ FROM ACT_RU_EVENT_SUBSCR s"
                + " JOIN ACT_RU_EXECUTION r ON s.PROC_INST_ID_ = r.ID_ WHERE r.BUSINESS_KEY_ = ? AND s.EVENT_TYPE_ = 'message'", key));
        for (String message : awaited) {
            if (!Models.COMMON.contains(message)) {
                moves.add(Move.tell(message, 0));
            } else if (explore && message.equals("platformDecided")) {
                moves.add(Move.tell(message, 0));
                moves.add(Move.tell(message, 1));
                moves.add(Move.tell(message, Move.ALL_THAT_IS_LEFT));
            } else if (explore && (message.equals("escalationRequested") || message.equals("customerChangedRequest"))) {
                moves.add(Move.tell(message, 0));
            }
        }
        moves.add(Move.time());
        return moves;
    }

    List<OpenTask> tasks() {
        return tasks(world, "case_id = ?", caseId);
    }

    static List<OpenTask> tasks(World world, String where, Object param) {
        return world.jdbc.sql("SELECT task_id, task_key, role, other_role, excluded_user, owner FROM queue_entry WHERE " + where + " ORDER BY task_key, task_id")
                .param(param).query((row, n) -> new OpenTask(row.getString(1), row.getString(2), row.getString(3),
                        row.getString(4), row.getString(5), row.getString(6))).list();
    }

    @SuppressWarnings("unchecked")
    private List<Move> decisions(OpenTask task) {
        return DECISIONS.computeIfAbsent(task.key(), ignored -> {
            var fields = (List<Map<String, Object>>) world.as("auditor1").get("/api/tasks/" + task.id()).is(200).json().get("fields");
            List<Move> moves = new ArrayList<>();
            List<String> codes = fields.stream().filter(field -> field.get("key").equals("decision"))
                    .map(field -> (List<String>) field.get("values")).findFirst().orElse(List.of(""));
            for (String code : codes) {
                for (int variant = 0; variant < GenericValues.variants(fields, code); variant++) {
                    moves.add(Move.task(task.key(), code, variant));
                }
            }
            return moves;
        });
    }

    /** Whether a call to the outside is about to be made: nobody fetched it yet. */
    boolean callsWait() {
        return world.count("SELECT COUNT(*) FROM ACT_RU_EXT_TASK x JOIN ACT_RU_EXECUTION r ON x.PROC_INST_ID_ = r.ID_"
                + " WHERE r.BUSINESS_KEY_ = ? AND x.LOCK_EXP_TIME_ IS NULL AND (x.RETRIES_ IS NULL OR x.RETRIES_ > 0)", key) > 0;
    }

    /** Does it. @return false when the application refused, so that nothing changed */
    boolean make(Move move) {
        boolean done = switch (move.kind()) {
            case TASK -> decide(move);
            case TELL -> tell(move, UUID.randomUUID().toString()).status() == 200;
            case OUTSIDE -> {
                world.outside(orderNo, move.name(), move.detail(), move.name().startsWith("UNKNOWN") || move.name().equals("DECLINE") ? 1 : null);
                world.call();
                yield true;
            }
            case TIME -> {
                world.goOffAt(next().plusSeconds(1));
                yield true;
            }
        };
        trail.add(done ? move.toString() : move + " (refused)");
        rest();
        return done;
    }

    /** Everything that needs no answer from the outside happens at once. */
    private void rest() {
        if (!callsWait()) {
            world.settle();
        }
    }

    /** When something happens next by itself. */
    Instant next() {
        return new Dues(world, key, orderNo).next().orElse(world.now().plus(Duration.ofDays(1)));
    }

    /** Whether something will happen by itself: at once, or when its time comes. */
    boolean goesOn() {
        return new Dues(world, key, orderNo).goesOn();
    }

    private boolean decide(Move move) {
        Optional<OpenTask> open = tasks().stream().filter(task -> task.key().equals(move.name())).findFirst();
        if (open.isEmpty()) {
            return false;
        }
        OpenTask task = open.get();
        for (String person : task.people(world)) {
            Desk.Answer answer = decide(world, task, move, person);
            if (answer.status() == 204) {
                return true;
            }
            if (answer.status() >= 500) {
                throw new AssertionError(move + " by " + person + ": " + answer.body() + "\n" + this);
            }
            if (Boolean.getBoolean("shouhou.proof.debug")) {
                System.out.println("REFUSED " + move + " " + answer.body());
            }
            if (answer.status() != 403) {
                return false;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked")
    static Desk.Answer decide(World world, OpenTask task, Move move, String person) {
        Desk desk = world.as(person);
        Desk.Answer claimed = desk.post("/api/tasks/" + task.id() + "/claim", null);
        if (claimed.status() != 200) {
            return claimed;
        }
        var fields = (List<Map<String, Object>>) claimed.json().get("fields");
        Set<String> also = new LinkedHashSet<>();
        Desk.Answer answer = null;
        for (int attempt = 0; attempt < 3; attempt++) {
            Map<String, Object> data = GenericValues.of(fields, move.detail(), move.variant(), also, world.now());
            answer = desk.post("/api/tasks/" + task.id() + "/complete", Map.of("requestId", UUID.randomUUID().toString(),
                    "revision", claimed.json().get("revision"), "data", data));
            if (answer.status() != 400 || !also.addAll(wrong(answer))) {
                break;
            }
        }
        if (answer.status() == 403) {
            // somebody else has to; it must be free for them
            desk.post("/api/tasks/" + task.id() + "/release", Map.of("revision", claimed.json().get("revision")));
        }
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static Set<String> wrong(Desk.Answer answer) {
        Set<String> names = new LinkedHashSet<>();
        if (answer.json().get("fields") instanceof List<?> fields) {
            fields.forEach(field -> names.add(((Map<String, String>) field).get("field").replaceFirst("^data\\.", "")));
        }
        return names;
    }

    /** Sends a message with what it needs. @return the application's answer; a 400 only when no filling pleased */
    Desk.Answer tell(Move move, String messageId) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (move.name().equals("platformDecided")) {
            List.of("decision", "amount", "paidByPlatform", "reference").forEach(field -> data.put(field, told(move, field)));
        } else if (move.name().equals("customerChangedRequest")) {
            data.put("amount", told(move, "amount"));
        }
        return tell(move, messageId, data);
    }

    /** Sends the last message once more, as it was. */
    Desk.Answer tellAgain(Move move, String messageId) {
        return world.as("supervisor1").post("/api/cases/" + caseId + "/messages",
                Map.of("messageId", messageId, "name", move.name(), "data", told));
    }

    private Object told(Move move, String field) {
        if (move.variant() == Move.ALL_THAT_IS_LEFT && field.equals("amount")) {
            return Math.max(1, world.count("SELECT b.paid_minor - b.refunded_minor - b.elsewhere_minor - b.reserved_minor"
                    + " FROM order_balance b JOIN case_file c ON c.order_id = b.order_id WHERE c.id = ?", caseId));
        }
        return GenericValues.told(move.name(), field, world.otherType(caseId), move.variant(), world.now());
    }

    private Desk.Answer tell(Move move, String messageId, Map<String, Object> data) {
        if (move.name().equals("orderShipped")) {
            // whoever says so is right
            world.jdbc.sql("UPDATE sandbox_shipment SET state = 'SHIPPED' WHERE order_no = ? AND state <> 'CANCELLED'").param(orderNo).update();
        }
        Desk.Answer answer = null;
        told = data;
        for (int attempt = 0; attempt < 3; attempt++) {
            answer = world.as("supervisor1").post("/api/cases/" + caseId + "/messages",
                    Map.of("messageId", messageId, "name", move.name(), "data", data));
            if (answer.status() >= 500) {
                throw new AssertionError(move + ": " + answer.body() + "\n" + this);
            }
            boolean more = false;
            if (answer.status() == 400) {
                for (String field : wrong(answer)) {
                    more |= data.putIfAbsent(field, told(move, field)) == null;
                }
            }
            if (!more) {
                break;
            }
        }
        return answer;
    }

    @Override
    public String toString() {
        return "case " + caseId + " " + start + "\n  way: " + String.join("; ", trail) + "\n  stands at: " + state() + " status "
                + world.texts("SELECT status || ' ' || COALESCE(outcome, '') FROM case_file WHERE id = ?", caseId);
    }
}

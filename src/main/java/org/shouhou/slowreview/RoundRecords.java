package org.shouhou.slowreview;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.identity.ProblemDetails;
import org.shouhou.order.CompleteAddress;
import org.shouhou.queue.OpenTasks;
import org.shouhou.queue.QueueEntry;
import org.shouhou.queue.Tasks;
import org.springframework.stereotype.Service;

/** What came of a call on the phone round, recorded in every held order of the buyer at once; each with its own result. */
@Service
public class RoundRecords {

    /** What came of a call; the number is its key. */
    public enum Outcome {
        REACHED("REACHED"), NO_ANSWER("NOT_REACHED"), PHONE_OFF("NOT_REACHED"), WRONG_NUMBER("NOT_POSSIBLE");

        private final String recorded;

        Outcome(String recorded) {
            this.recorded = recorded;
        }
    }

    /** What the buyer who was reached wants of all the orders: to be resolved one by one, shipped, shipped to another address. */
    public enum Then { RESOLVE, RELEASE, CHANGE_ADDRESS }

    /**
     * @param words      what was said, as it goes into the contact log; may be null
     * @param then       only for REACHED; null for RESOLVE
     * @param newAddress only for CHANGE_ADDRESS: complete, down to the door number (R7)
     */
    public record Said(String outcome, String words, String then, String newAddress) {
    }

    /** @param result RECORDED, TO_RESOLVE, RELEASED, ADDRESS_CHANGED, or FAILED with a problem */
    public record Row(String caseId, String number, String orderNo, String result, String problem) implements Serializable {
    }

    /** Every row of a call. */
    public record Rows(List<Row> rows) implements Serializable {
    }

    private static final String CONTACT = "contactCustomer";
    private static final String RESOLVE = "resolveHeldOrder";
    private static final int LONGEST = 4000;

    private final PhoneRound round;
    private final RoundBuyers buyers;
    private final RoundCalls calls;
    private final Tasks tasks;
    private final OpenTasks open;
    private final Commands commands;
    private final ProblemDetails problems;

    RoundRecords(PhoneRound round, RoundBuyers buyers, RoundCalls calls, Tasks tasks, OpenTasks open, Commands commands,
            ProblemDetails problems) {
        this.round = round;
        this.buyers = buyers;
        this.calls = calls;
        this.tasks = tasks;
        this.open = open;
        this.commands = commands;
        this.problems = problems;
    }

    /**
     * Records a call. Who was not reached is written to by chat and SMS, where that was not done in this slot. The same
     * again answers the same and changes nothing.
     *
     * @throws Problem 400 wrong fields, 404 unknown call, 409 {@code call-not-yours}, 409 {@code call-ended} when it was recorded otherwise
     */
    public Rows record(long callId, Said said, Actor actor) {
        check(said);
        String hash = Json.hash(Arrays.asList(said.outcome(), said.words(), said.then(), said.newAddress()));
        Optional<RoundCalls.Call> ended = calls.byId(callId).filter(call -> call.results() != null && call.agent().equals(actor.name()));
        if (ended.isPresent()) {
            if (!ended.get().bodyHash().equals(hash)) {
                throw Problem.conflict("call-ended", "This call was recorded before, with another outcome.");
            }
            return Json.read(ended.get().results(), Rows.class);
        }
        RoundCalls.Call call = round.yours(callId, actor);
        Outcome outcome = Outcome.valueOf(said.outcome());
        List<Row> rows = new ArrayList<>();
        buyers.of(call.buyerKey(), actor).ifPresent(buyer -> {
            if (outcome != Outcome.REACHED) {
                round.write(buyer, actor, new ArrayList<>());
            }
            buyer.tasks().forEach(task -> rows.add(row(call, task, outcome, said, actor)));
        });
        Rows all = new Rows(List.copyOf(rows));
        // who recorded the same at the same moment gets the same answer
        return calls.end(callId, hash, outcome.name(), Json.write(all)) ? all
                : calls.byId(callId).filter(other -> hash.equals(other.bodyHash())).map(other -> Json.read(other.results(), Rows.class)).orElse(all);
    }

    private Row row(RoundCalls.Call call, QueueEntry task, Outcome outcome, Said said, Actor actor) {
        String result;
        try {
            contact(call, task, outcome, said, actor);
            result = outcome == Outcome.REACHED ? resolve(call, task.caseId(), said, actor) : "RECORDED";
        } catch (Problem refused) {
            return new Row(Long.toString(task.caseId()), task.caseNumber(), task.orderNo(), "FAILED", sentence(refused));
        }
        return new Row(Long.toString(task.caseId()), task.caseNumber(), task.orderNo(), result, null);
    }

    private String sentence(Problem refused) {
        String fields = String.join(" ", problems.fields(refused).values());
        return (problems.sentence(refused) + " " + fields).strip();
    }

    private void contact(RoundCalls.Call call, QueueEntry task, Outcome outcome, Said said, Actor actor) {
        String requestId = "round-" + call.id() + "-" + task.taskId();
        commands.run(() -> {
            calls.lock(call.id());
            if (tasks.completed(requestId, actor)) {
                return;
            }
            Optional<Long> slot = buyers.slot(task.caseId());
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("phone", outcome.recorded);
            data.put("phoneNote", said.words());
            for (String channel : List.of("CHAT", "SMS")) {
                boolean written = slot.flatMap(id -> calls.written(id, channel)).isPresent();
                data.put(channel.toLowerCase(java.util.Locale.ROOT), written ? "NOT_REACHED" : "NOT_POSSIBLE");
            }
            Tasks.TaskView mine = tasks.claim(task.taskId(), null, actor);
            tasks.complete(task.taskId(), requestId, mine.revision(), data, actor);
        });
    }

    /** R4: who reached the buyer sees the order through, now or from their own list. */
    private String resolve(RoundCalls.Call call, long caseId, Said said, Actor actor) {
        Optional<QueueEntry> task = open.of(caseId, RESOLVE);
        if (task.isEmpty()) {
            return "RECORDED";
        }
        Tasks.TaskView mine = tasks.claim(task.get().taskId(), null, actor);
        Then then = said.then() == null ? Then.RESOLVE : Then.valueOf(said.then());
        if (then == Then.RESOLVE) {
            return "TO_RESOLVE";
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("decision", then.name());
        data.put("note", said.words());
        if (then == Then.CHANGE_ADDRESS) {
            data.put("oldAddress", mine.data().get("oldAddress"));
            data.put("newAddress", said.newAddress().strip());
        }
        tasks.complete(mine.taskId(), "round-" + call.id() + "-" + mine.taskId(), mine.revision(), data, actor);
        return then == Then.RELEASE ? "RELEASED" : "ADDRESS_CHANGED";
    }

    private static void check(Said said) {
        List<FieldProblem> wrong = new ArrayList<>();
        boolean known = Arrays.stream(Outcome.values()).anyMatch(one -> one.name().equals(said.outcome()));
        if (!known) {
            wrong.add(new FieldProblem("outcome", "Must be one of " + names(Outcome.values()) + "."));
        }
        if (said.words() != null && said.words().length() > LONGEST) {
            wrong.add(new FieldProblem("words", "Is longer than " + LONGEST + " characters."));
        }
        if (said.then() != null && Arrays.stream(Then.values()).noneMatch(one -> one.name().equals(said.then()))) {
            wrong.add(new FieldProblem("then", "Must be one of " + names(Then.values()) + "."));
        } else if (known && said.then() != null && !said.outcome().equals(Outcome.REACHED.name())) {
            wrong.add(new FieldProblem("then", "Does not go with the decision " + said.outcome() + "."));
        } else if (Then.CHANGE_ADDRESS.name().equals(said.then())) {
            Optional<String> incomplete = said.newAddress() == null || said.newAddress().isBlank() ? Optional.of("Is required.")
                    : CompleteAddress.problem(said.newAddress().strip());
            incomplete.ifPresent(problem -> wrong.add(new FieldProblem("newAddress", problem)));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toList());
    }
}

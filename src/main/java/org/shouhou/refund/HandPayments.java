package org.shouhou.refund;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.shouhou.common.CsvTable;
import org.shouhou.common.Json;
import org.shouhou.common.Money;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.HandBulk;
import org.shouhou.identity.Actor;
import org.shouhou.identity.ProblemDetails;
import org.shouhou.queue.OpenTasks;
import org.shouhou.queue.QueueEntry;
import org.shouhou.queue.Tasks;
import org.springframework.stereotype.Service;

/**
 * Finance's list of payments that wait for a person: what no gateway could pay, said paid by one and confirmed by another;
 * beside it what the to-do list pays, and what nobody knows the end of. It reads tasks and effects, and keeps nothing itself.
 */
@Service
public class HandPayments {

    /**
     * A payment of a task {@code settleRefundByHand}.
     *
     * @param payee    in full, since who pays by hand types it in elsewhere; null where the money goes back the way it came
     * @param why      why the gateway did not pay; may be null
     * @param saidBy   who said it was paid; null while nobody did, and somebody else confirms
     * @param mayDo    whether the person asking may pay or confirm it
     * @param owner    who works on it, or null
     */
    public record Waiting(String taskId, String number, String orderNo, String shop, long amountMinor, String currency, String kind,
            String payee, String why, String saidBy, Instant due, boolean mayDo, String owner) {
    }

    /** A payment outside whose end is not known. @param sinceMs epoch millis */
    public record Unknown(String caseId, String orderNo, String shop, long amountMinor, String currency, long sinceMs, String problem) {
    }

    /** @param sums minor units by currency, over toPay and toConfirm @param byHand how many wait on the to-do list */
    public record View(List<Waiting> toPay, List<Waiting> toConfirm, List<Unknown> unknown, Map<String, Long> toPaySums,
            Map<String, Long> toConfirmSums, int byHand, Map<String, Long> byHandSums) {
    }

    /** What is said about one payment. @param note what else to remember; may be null */
    public record Item(String taskId, String reference, String receipt, String note) {
    }

    /** @param result SAID (somebody else confirms), CONFIRMED, or null with a problem */
    public record Row(String taskId, String number, String result, String problem) implements Serializable {
    }

    /** A row of a file that was not taken. @param line from 1, the header's */
    public record Rejected(long line, String problem) implements Serializable {
    }

    /** What became of a file. @param empty rows without a reference */
    public record Report(int done, int empty, List<Rejected> rejected) implements Serializable {
    }

    private static final String TASK = "settleRefundByHand";
    private static final int MOST = 2000;
    private static final int MOST_ITEMS = 200;
    private static final List<String> COLUMNS = List.of("task", "state", "case", "shop", "orderNo", "amount", "currency", "payee", "saidBy",
            "reference", "receipt", "note");

    private final OpenTasks open;
    private final Tasks tasks;
    private final SettleByHandTask settling;
    private final Effects effects;
    private final HandBulk toDo;
    private final Commands commands;
    private final ProblemDetails problems;

    HandPayments(OpenTasks open, Tasks tasks, SettleByHandTask settling, Effects effects, HandBulk toDo, Commands commands, ProblemDetails problems) {
        this.open = open;
        this.tasks = tasks;
        this.settling = settling;
        this.effects = effects;
        this.toDo = toDo;
        this.commands = commands;
        this.problems = problems;
    }

    /** What waits, as the person may see it, what is due first first. */
    public View view(Actor actor) {
        List<Waiting> all = open.all(TASK, MOST).stream().map(entry -> waiting(entry, actor)).filter(Objects::nonNull).toList();
        List<Waiting> toPay = all.stream().filter(one -> one.saidBy() == null).toList();
        List<Waiting> toConfirm = all.stream().filter(one -> one.saidBy() != null).toList();
        List<EffectRecord> byHand = toDo.toDo(List.of("PAYMENT"), null, 0, MOST);
        return new View(toPay, toConfirm, unknown(), sums(toPay), sums(toConfirm), byHand.size(), sum(byHand.stream().map(HandPayments::money)));
    }

    /** @return null when it is done meanwhile */
    private Waiting waiting(QueueEntry entry, Actor actor) {
        Map<String, Object> data;
        try {
            data = settling.data(entry.caseId(), entry.taskId());
        } catch (Problem gone) {
            return null; // a colleague was faster
        }
        return new Waiting(entry.taskId(), entry.caseNumber(), entry.orderNo(), entry.shop(), ((Number) data.get("openMinor")).longValue(),
                (String) data.get("currency"), (String) data.get("kind"), (String) data.get("payee"), (String) data.get("declinedWhy"),
                (String) data.get("paidByHandBy"), entry.due(), entry.allowedTo(actor), entry.owner());
    }

    private List<Unknown> unknown() {
        return effects.in(EffectRecord.State.UNKNOWN, 0, MOST).stream().filter(effect -> effect.gateway().equals("PAYMENT"))
                .map(effect -> new Unknown(Long.toString(effect.caseId()), effect.orderNo(), effect.shop(), money(effect).minor(),
                        money(effect).currency(), effect.uncertainMs() == null ? effect.createdMs() : effect.uncertainMs(), effect.problem())).toList();
    }

    private static Money money(EffectRecord effect) {
        return new Money(((Number) effect.request().getOrDefault("amountMinor", 0)).longValue(), String.valueOf(effect.request().getOrDefault("currency", "CNY")));
    }

    private static Map<String, Long> sums(List<Waiting> payments) {
        return sum(payments.stream().map(one -> new Money(one.amountMinor(), one.currency())));
    }

    private static Map<String, Long> sum(Stream<Money> amounts) {
        Map<String, Long> sums = new TreeMap<>();
        amounts.forEach(one -> sums.merge(one.currency(), one.minor(), Long::sum));
        return sums;
    }

    /**
     * Says of each that it was paid, with its reference; of one somebody else said so before, this confirms it. Each answers
     * for itself, and nobody confirms what they said themselves.
     *
     * @throws Problem 400 without any, or with more than 200
     */
    public List<Row> paid(List<Item> items, Actor actor) {
        if (items == null || items.isEmpty() || items.size() > MOST_ITEMS || items.stream().anyMatch(Objects::isNull)) {
            throw Problem.fields(List.of(new FieldProblem("items", "Is required, at most " + MOST_ITEMS + ".")));
        }
        return items.stream().map(item -> row(item, actor)).toList();
    }

    private Row row(Item item, Actor actor) {
        String[] number = {null};
        try {
            return commands.run(() -> {
                Tasks.TaskView mine = tasks.claim(String.valueOf(item.taskId()), null, actor);
                number[0] = mine.caseNumber();
                if (!mine.key().equals(TASK)) {
                    throw Problem.notFound("payment", item.taskId());
                }
                boolean said = mine.data().get("paidByHandBy") != null;
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("decision", "PAID_BY_HAND");
                data.put("reference", item.reference());
                data.put("receipt", item.receipt());
                data.put("note", item.note());
                tasks.complete(mine.taskId(), "paid-" + Json.hash(Arrays.asList(mine.taskId(), mine.revision())), mine.revision(), data, actor);
                return new Row(item.taskId(), mine.caseNumber(), said ? "CONFIRMED" : "SAID", null);
            });
        } catch (Problem refused) {
            String fields = String.join(" ", problems.fields(refused).values());
            return new Row(item.taskId(), number[0], null, fields.isEmpty() ? problems.sentence(refused) : fields);
        }
    }

    /** What waits to be paid or confirmed, as CSV; people fill in reference, receipt and note. */
    public byte[] export(Actor actor) {
        View view = view(actor);
        List<List<String>> rows = new ArrayList<>();
        view.toPay().forEach(one -> rows.add(cells(one, "TO_PAY")));
        view.toConfirm().forEach(one -> rows.add(cells(one, "TO_CONFIRM")));
        return CsvTable.write(COLUMNS, rows);
    }

    private static List<String> cells(Waiting one, String state) {
        return Arrays.asList(one.taskId(), state, one.number(), one.shop(), one.orderNo(), new Money(one.amountMinor(), one.currency()).plain(),
                one.currency(), one.payee(), one.saidBy(), "", "", "");
    }

    /** Takes the file back, row by row. @throws Problem 400 {@code unreadable-file} */
    public Report take(byte[] file, Actor actor) {
        int done = 0;
        int empty = 0;
        List<Rejected> rejected = new ArrayList<>();
        for (CsvTable.Line line : CsvTable.read(file, List.of("task", "reference"))) {
            if (line.cell("reference").isEmpty()) {
                empty++;
                continue;
            }
            Row row = row(new Item(line.cell("task").toLowerCase(Locale.ROOT), line.cell("reference"), blank(line.cell("receipt")), blank(line.cell("note"))), actor);
            done += row.problem() == null ? 1 : 0;
            if (row.problem() != null) {
                rejected.add(new Rejected(line.no(), row.problem()));
            }
        }
        return new Report(done, empty, rejected);
    }

    private static String blank(String cell) {
        return cell.isEmpty() ? null : cell;
    }
}

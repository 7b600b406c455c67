package org.shouhou.messaging;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.shouhou.common.CsvTable;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.ProblemDetails;
import org.shouhou.identity.Shops;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The list of what people send by hand, worked in bulk (R40): counted, filtered, ticked, or as a file out and back. */
@Service
public class HandList {

    /** How many wait. */
    public record Waiting(Channel channel, String shop, long messages) {
    }

    /** What became of one of them. @param problem in the reader's words; null when it is done */
    public record Row(long id, boolean done, String problem) implements Serializable {
    }

    /** A row of a file that was not taken. @param line from 1, the header's */
    public record Rejected(long line, String problem) implements Serializable {
    }

    /** @param done noted as sent now @param empty rows nothing was said about */
    public record Report(int done, int empty, List<Rejected> rejected) implements Serializable {
    }

    private static final int MOST = 500;
    private static final int MOST_EXPORTED = 5000;
    private static final List<String> COLUMNS = List.of("id", "channel", "to", "name", "shop", "orderNo", "case", "subject", "text", "sent", "note");
    private static final Set<String> YES = Set.of("YES", "Y", "1", "SENT", "DONE", "TRUE", "是", "已发", "已发送");

    private final Outbox outbox;
    private final ProblemDetails problems;
    private final JdbcClient jdbc;

    HandList(Outbox outbox, ProblemDetails problems, JdbcClient jdbc) {
        this.outbox = outbox;
        this.problems = problems;
        this.jdbc = jdbc;
    }

    /** By channel and shop, the most first. */
    public List<Waiting> counts() {
        return jdbc.sql("SELECT m.channel, c.shop, COUNT(*) AS n FROM outgoing_message m JOIN case_file c ON c.id = m.case_id"
                        + " WHERE m.state = 'BY_HAND'" + Shops.ofCaller().and("c.shop") + " GROUP BY m.channel, c.shop ORDER BY COUNT(*) DESC, m.channel, c.shop")
                .query((row, n) -> new Waiting(Channel.valueOf(row.getString(1)), row.getString(2), row.getLong(3))).list();
    }

    /**
     * Notes each of them as sent by this person; one that cannot be leaves the others alone.
     *
     * @throws Problem 400 without any, or with more than 500
     */
    public List<Row> sent(List<Long> ids, String note, String by) {
        if (ids == null || ids.isEmpty() || ids.size() > MOST || ids.stream().anyMatch(Objects::isNull)) {
            throw Problem.fields(List.of(new FieldProblem("ids", "Is required, at most " + MOST + ".")));
        }
        return ids.stream().distinct().map(id -> sent(id, note, by)).toList();
    }

    private Row sent(long id, String note, String by) {
        try {
            outbox.sentByHand(id, by, note == null || note.isBlank() ? null : note.strip());
            return new Row(id, true, null);
        } catch (Problem refused) {
            return new Row(id, false, words(refused));
        }
    }

    private String words(Problem refused) {
        String fields = String.join(" ", problems.fields(refused).values());
        return fields.isEmpty() ? problems.sentence(refused) : fields;
    }

    /** What waits, as CSV: people fill in {@code sent} (yes) and {@code note}. */
    public byte[] export(Channel channel, String shop) {
        List<List<String>> rows = new ArrayList<>();
        Long after = null;
        List<Outbox.ToSend> page = outbox.toSend(null, channel, shop);
        while (!page.isEmpty() && rows.size() < MOST_EXPORTED) {
            page.forEach(one -> rows.add(java.util.Arrays.asList(Long.toString(one.id()), one.channel().name(), one.to(), one.name(), one.shop(),
                    one.orderNo(), one.caseNumber(), one.subject(), one.text(), "", "")));
            after = page.get(page.size() - 1).id();
            page = outbox.toSend(after, channel, shop);
        }
        return CsvTable.write(COLUMNS, rows);
    }

    /** Takes the file back; the same file again changes nothing but says so. @throws Problem 400 {@code unreadable-file} */
    public Report take(byte[] file, String by) {
        int done = 0;
        int empty = 0;
        List<Rejected> rejected = new ArrayList<>();
        for (CsvTable.Line line : CsvTable.read(file, List.of("id", "sent"))) {
            String said = line.cell("sent").toUpperCase(Locale.ROOT);
            if (said.isEmpty()) {
                empty++;
            } else if (!YES.contains(said) || !line.cell("id").matches("\\d{1,18}")) {
                rejected.add(new Rejected(line.no(), words(Problem.fields(List.of(YES.contains(said)
                        ? new FieldProblem("id", "Must be a whole number.") : new FieldProblem("sent", "Must be one of yes, or nothing."))))));
            } else {
                Row row = sent(Long.parseLong(line.cell("id")), line.cell("note"), by);
                done += row.done() ? 1 : 0;
                if (!row.done()) {
                    rejected.add(new Rejected(line.no(), row.problem()));
                }
            }
        }
        return new Report(done, empty, rejected);
    }

    /** @return null for none @throws Problem 400 for a channel there is not */
    public static Channel channel(String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        return java.util.Arrays.stream(Channel.values()).filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> Problem.fields(List.of(new FieldProblem("channel", "Must be one of " + List.of(Channel.values()) + "."))));
    }
}

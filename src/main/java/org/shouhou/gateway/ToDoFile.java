package org.shouhou.gateway;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.shouhou.common.Json;
import org.shouhou.common.Money;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.ProblemDetails;
import org.shouhou.identity.Shops;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;

/**
 * The to-do list as a file: exported, filled in by people in a spreadsheet, imported again. Columns: {@code id, gateway,
 * operation, shop, orderNo, amount, currency, details, key} from us, {@code outcome, reference, note, data} from them.
 * Rows without an outcome are left alone; the same file again changes nothing.
 */
@Service
public class ToDoFile {

    private static final List<String> OURS = List.of("id", "gateway", "operation", "shop", "orderNo", "amount", "currency",
            "details", "key");
    private static final List<String> THEIRS = List.of("outcome", "reference", "note", "data");
    private static final Map<String, Effects.Outcome> OUTCOMES = Map.of("DONE", Effects.Outcome.DONE, "REFUSED",
            Effects.Outcome.REFUSED, "完成", Effects.Outcome.DONE, "已完成", Effects.Outcome.DONE, "拒绝",
            Effects.Outcome.REFUSED, "已拒绝", Effects.Outcome.REFUSED);
    private static final int MOST_ROWS = 50_000;

    /** A row that was not taken. @param line from 1, the header's; @param column may be null */
    public record Rejected(long line, String column, String problem) implements Serializable {
    }

    /** What became of a file. @param unchanged rows answered before in the same way; @param empty rows without an outcome */
    public record Report(int done, int refused, int unchanged, int empty, List<Rejected> rejected) implements Serializable {
    }

    private final Effects effects;
    private final ProblemDetails problems;

    ToDoFile(Effects effects, ProblemDetails problems) {
        this.effects = effects;
        this.problems = problems;
    }

    /** UTF-8 with a byte order mark, so that spreadsheets show Chinese; cells that look like formulas are quoted with '. */
    public byte[] export(List<EffectRecord> entries) {
        StringWriter text = new StringWriter();
        text.write('\uFEFF');
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            List<String> header = new ArrayList<>(OURS);
            header.addAll(THEIRS);
            csv.writeRecord(header);
            for (EffectRecord entry : entries) {
                csv.writeRecord(row(entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> row(EffectRecord entry) {
        Map<String, Object> details = new HashMap<>(entry.request());
        Object amount = details.remove("amountMinor");
        Object currency = details.remove("currency");
        details.remove("shop");
        details.remove("orderNo");
        String plain = amount instanceof Number minor && currency != null
                ? new Money(minor.longValue(), currency.toString()).plain() : "";
        List<String> row = new ArrayList<>();
        for (String cell : List.of(Long.toString(entry.id()), entry.gateway(), entry.operation(), entry.shop(),
                entry.orderNo(), plain, currency == null ? "" : currency.toString(),
                details.isEmpty() ? "" : Json.write(details), entry.key())) {
            row.add(safe(cell));
        }
        THEIRS.forEach(column -> row.add(""));
        return row;
    }

    private static String safe(String cell) {
        return !cell.isEmpty() && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String unsafe(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    /**
     * Takes a filled-in file, row by row; a bad row never spoils a good one.
     *
     * @param gateways only entries of these; others are rejected
     * @throws Problem 400 when it is no such file at all
     */
    public Report take(byte[] file, String by, Set<String> gateways) {
        List<CsvRecord> records = read(decode(file));
        if (records.isEmpty()) {
            throw Problem.badRequest("unreadable-file", "The file is empty.");
        }
        Map<String, Integer> columns = new HashMap<>();
        List<String> header = records.get(0).getFields();
        for (int i = 0; i < header.size(); i++) {
            columns.putIfAbsent(header.get(i).strip(), i);
        }
        if (!columns.containsKey("id") || !columns.containsKey("outcome")) {
            throw Problem.badRequest("unreadable-file", "The first row must name the columns; id and outcome are needed.");
        }
        Tally tally = new Tally();
        for (CsvRecord row : records.subList(1, records.size())) {
            take(row, columns, by, gateways, tally);
        }
        return new Report(tally.done, tally.refused, tally.unchanged, tally.empty, tally.rejected);
    }

    private static final class Tally {
        private int done;
        private int refused;
        private int unchanged;
        private int empty;
        private final List<Rejected> rejected = new ArrayList<>();
    }

    private void take(CsvRecord row, Map<String, Integer> columns, String by, Set<String> gateways, Tally tally) {
        String said = cell(row, columns, "outcome");
        if (said.isEmpty()) {
            tally.empty++;
            return;
        }
        long line = row.getStartingLineNumber();
        Effects.Outcome outcome = OUTCOMES.get(said.toUpperCase(Locale.ROOT));
        String id = cell(row, columns, "id");
        if (outcome == null || !id.matches("\\d{1,18}")) {
            tally.rejected.add(outcome == null ? new Rejected(line, "outcome", "DONE, REFUSED or nothing")
                    : new Rejected(line, "id", "not a number of the list"));
            return;
        }
        EffectRecord entry = effects.byId(Long.parseLong(id)).filter(found -> Shops.ofCaller().include(found.shop())).orElse(null);
        String key = unsafe(cell(row, columns, "key"));
        if (entry == null || !gateways.contains(entry.gateway()) || !key.isEmpty() && !key.equals(entry.key())) {
            tally.rejected.add(new Rejected(line, "id", entry == null ? "there is no such entry"
                    : !gateways.contains(entry.gateway()) ? "not for you to do" : "the key belongs to another entry"));
            return;
        }
        String reference = cell(row, columns, "reference");
        if (entry.handOutcome() != null) {
            boolean same = entry.handOutcome().equals(outcome.name())
                    && reference.equals(entry.reference() == null ? "" : entry.reference());
            if (same) {
                tally.unchanged++;
            } else {
                tally.rejected.add(new Rejected(line, "outcome", "was answered before: " + entry.handOutcome() + " by " + entry.doneBy()));
            }
            return;
        }
        String data = cell(row, columns, "data");
        try {
            effects.doneByHand(entry.id(), by, outcome, reference, data.isEmpty() ? Map.of() : Json.readMap(data),
                    cell(row, columns, "note"));
            if (outcome == Effects.Outcome.DONE) {
                tally.done++;
            } else {
                tally.refused++;
            }
        } catch (JacksonException e) {
            tally.rejected.add(new Rejected(line, "data", "not JSON such as {\"1\": 3}"));
        } catch (Problem e) {
            tally.rejected.add(rejected(line, e));
        }
    }

    private Rejected rejected(long line, Problem problem) {
        if (problem.properties().get("fields") instanceof List<?> fields && fields.get(0) instanceof FieldProblem first) {
            return new Rejected(line, first.field(), first.problem());
        }
        return new Rejected(line, null, problems.sentence(problem));
    }

    private static String cell(CsvRecord row, Map<String, Integer> columns, String name) {
        Integer at = columns.get(name);
        return at == null || at >= row.getFieldCount() ? "" : row.getField(at).strip();
    }

    private static List<CsvRecord> read(String text) {
        List<CsvRecord> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().skipEmptyLines(true).commentStrategy(CommentStrategy.NONE)
                .ofCsvRecord(text)) {
            for (CsvRecord one : reader) {
                records.add(one);
                if (records.size() > MOST_ROWS) {
                    throw Problem.badRequest("unreadable-file", "The file has more than " + MOST_ROWS + " rows.");
                }
            }
            return records;
        } catch (CsvParseException e) {
            throw Problem.badRequest("unreadable-file", "The file is not a CSV file: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decode(byte[] file) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                String text = charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            } catch (CharacterCodingException e) {
                // the next one
            }
        }
        throw Problem.badRequest("unreadable-file", "The file is neither UTF-8 nor GB18030.");
    }
}

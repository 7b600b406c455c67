package org.shouhou.reship;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.gateway.Tracking;
import org.shouhou.identity.ProblemDetails;
import org.shouhou.identity.Shops;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * R17: the parcels to chase, one file a courier and day, and its answers back as one. Columns from us: {@code list} (the
 * day), {@code caseNumber, orderNo, waybill, known, lastMoved}; from the courier: {@code tracking, at, words}.
 */
@Service
public class CourierLists {

    private static final List<String> COLUMNS = List.of("list", "caseNumber", "orderNo", "waybill", "known", "lastMoved", "tracking", "at", "words");
    /** What a courier may write instead of a code. */
    private static final Map<String, String> WORDS = Map.of("无物流", "NO_TRACKING", "始发地", "AT_ORIGIN", "运输中", "MOVING",
            "目的地", "AT_DESTINATION", "丢失", "LOST", "破损", "DAMAGED", "已送达", "DELIVERED", "已签收", "DELIVERED");
    private static final int MOST_ROWS = 50_000;

    /** A courier with parcels to chase. */
    public record Courier(String name, long parcels) {
    }

    /** A row that was not taken. @param line from 1, the header's; @param column may be null */
    public record Rejected(long line, String column, String problem) {
    }

    /** What became of a file. @param unchanged rows taken before; @param empty rows the courier said nothing to */
    public record Report(int taken, int unchanged, int empty, List<Rejected> rejected) implements java.io.Serializable {
    }

    private final ChasedParcels chased;
    private final SecondParcels parcels;
    private final ToldOfSecondParcels sending;
    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final CaseMessages messages;
    private final Settings settings;
    private final Clock clock;
    private final ProblemDetails problems;

    CourierLists(ChasedParcels chased, SecondParcels parcels, ToldOfSecondParcels sending, JdbcClient jdbc, CaseFiles cases, CaseMessages messages, Settings settings,
            Clock clock, ProblemDetails problems) {
        this.chased = chased;
        this.parcels = parcels;
        this.sending = sending;
        this.jdbc = jdbc;
        this.cases = cases;
        this.messages = messages;
        this.settings = settings;
        this.clock = clock;
        this.problems = problems;
    }

    /** Couriers with parcels to chase, by name. */
    public List<Courier> couriers() {
        return chased.couriers();
    }

    /** Today's list of a courier: UTF-8 with a byte order mark; cells that look like formulas are quoted with '. */
    public byte[] export(String courier) {
        StringWriter text = new StringWriter();
        text.write('\uFEFF');
        String today = LocalDate.ofInstant(clock.instant(), settings.zone(null)).toString();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(COLUMNS);
            for (ChasedParcels.Chased one : chased.of(courier, MOST_ROWS)) {
                String lastMoved = Instant.ofEpochMilli(one.lastEventMs()).truncatedTo(ChronoUnit.SECONDS).toString();
                csv.writeRecord(Stream.of(today, one.caseNumber(), one.orderNo(), one.waybill(), one.known(), lastMoved, "", "", "")
                        .map(CourierLists::safe).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String safe(String cell) {
        return cell == null ? "" : !cell.isEmpty() && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    /**
     * Takes a courier's answers, row by row; a bad row never spoils a good one, and the same file again changes nothing.
     *
     * @throws Problem 400 when it is no such file at all
     */
    public Report take(String courier, byte[] file, String by) {
        List<CsvRecord> records = read(decode(file));
        Map<String, Integer> columns = new HashMap<>();
        List<String> header = records.isEmpty() ? List.of() : records.get(0).getFields();
        for (int i = 0; i < header.size(); i++) {
            columns.putIfAbsent(header.get(i).strip(), i);
        }
        if (!columns.containsKey("caseNumber") || !columns.containsKey("tracking")) {
            throw Problem.badRequest("unreadable-file", "The first row must name the columns; caseNumber and tracking are needed.");
        }
        int taken = 0;
        int unchanged = 0;
        int empty = 0;
        List<Rejected> rejected = new ArrayList<>();
        for (CsvRecord row : records.subList(1, records.size())) {
            String said = cell(row, columns, "tracking");
            if (said.isEmpty()) {
                empty++;
                continue;
            }
            try {
                if (take(courier, row, columns, said, by)) {
                    taken++;
                } else {
                    unchanged++;
                }
            } catch (Problem problem) {
                rejected.add(rejected(row.getStartingLineNumber(), problem));
            }
        }
        return new Report(taken, unchanged, empty, rejected);
    }

    private boolean take(String courier, CsvRecord row, Map<String, Integer> columns, String said, String by) {
        String code = WORDS.getOrDefault(said, said.toUpperCase(Locale.ROOT));
        if (!Tracking.CODES.contains(code)) {
            throw wrong("tracking", "one of " + Tracking.CODES);
        }
        String number = cell(row, columns, "caseNumber");
        CaseFile file = cases.find(number).filter(found -> Shops.ofCaller().include(found.shop())).orElseThrow(() -> wrong("caseNumber", "there is no such case"));
        Optional<SecondParcels.Parcel> second = second(courier, file, cell(row, columns, "waybill"));
        if (second.isPresent()) {
            return takeSecond(second.get(), file, code, row, columns, by);
        }
        Map<String, Object> parcel = jdbc.sql("SELECT o.courier, o.waybill FROM shop_order o WHERE o.id = ?").param(file.orderId()).query().singleRow();
        String waybill = cell(row, columns, "waybill");
        if (!courier.equals(parcel.get("courier")) || !waybill.isEmpty() && !waybill.equals(parcel.get("waybill"))) {
            throw wrong("waybill", "not the parcel of this case");
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("waybill", parcel.get("waybill") == null ? number : parcel.get("waybill").toString());
        data.put("tracking", code);
        put(data, "at", cell(row, columns, "at"));
        put(data, "text", cell(row, columns, "words"));
        String messageId = "courier-list-" + Json.hash(List.of(cell(row, columns, "list"), number, data)).substring(0, 60);
        if (jdbc.sql("SELECT COUNT(*) FROM message_fact WHERE case_id = ? AND message_id = ?").params(file.id(), messageId)
                .query(Long.class).single() > 0) {
            return false;
        }
        if (jdbc.sql("SELECT COUNT(*) FROM parcel_trace WHERE case_id = ? AND followed = TRUE").param(file.id()).query(Long.class).single() == 0
                || file.closed()) {
            throw wrong("caseNumber", "this parcel is not followed any more");
        }
        messages.send(file.id(), messageId, "parcelTraced", data, by);
        return true;
    }

    private Optional<SecondParcels.Parcel> second(String courier, CaseFile file, String waybill) {
        return parcels.of(file.id()).stream().filter(one -> one.state() == SecondParcels.State.ORDERED && courier.equals(one.courier())
                && waybill.equals(one.waybill())).findFirst();
    }

    /** A second parcel: told as delivered it ends its following, anything else is what is known when the courier is asked next. */
    private boolean takeSecond(SecondParcels.Parcel parcel, CaseFile file, String code, CsvRecord row, Map<String, Integer> columns, String by) {
        String at = cell(row, columns, "at");
        Instant told = CaseMessages.instant(at.isEmpty() ? null : at);
        if (!at.isEmpty() && (told == null || told.isAfter(clock.instant().plusSeconds(60)))) {
            throw wrong("at", "Must be an instant such as 2026-11-11T08:00:00Z, not in the future.");
        }
        return sending.told(file.id(), parcel.id(), TraceReport.Status.valueOf(code), told, cell(row, columns, "words"),
                cell(row, columns, "list"), by);
    }

    private static void put(Map<String, Object> data, String name, String value) {
        if (!value.isEmpty()) {
            data.put(name, value);
        }
    }

    private static Problem wrong(String column, String problem) {
        return Problem.fields(List.of(new FieldProblem(column, problem)));
    }

    private Rejected rejected(long line, Problem problem) {
        if (problem.properties().get("fields") instanceof List<?> fields && fields.get(0) instanceof FieldProblem first) {
            String field = first.field().equals("data.text") ? "words" : first.field().replace("data.", "");
            return new Rejected(line, field, first.problem());
        }
        return new Rejected(line, null, problems.sentence(problem));
    }

    private static String cell(CsvRecord row, Map<String, Integer> columns, String name) {
        Integer at = columns.get(name);
        String text = at == null || at >= row.getFieldCount() ? "" : row.getField(at).strip();
        return text.startsWith("'") ? text.substring(1) : text;
    }

    private static List<CsvRecord> read(String text) {
        List<CsvRecord> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().skipEmptyLines(true).commentStrategy(CommentStrategy.NONE).ofCsvRecord(text)) {
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

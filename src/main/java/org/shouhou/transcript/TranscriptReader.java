package org.shouhou.transcript;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a conversation as programs export it: lines {@code time name: words}, as 千牛 writes them
 * ({@code name (time): words}, the words perhaps on the lines that follow), CSV with the columns time, name and text, or
 * a JSON list of objects with these names. Times without an offset are the shop's own.
 */
final class TranscriptReader {

    private static final String TIME = "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}[ T]\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:?\\d{2})?";
    private static final Pattern TIME_FIRST = Pattern.compile("^\\[?(" + TIME + ")]?\\s+([^:：]{1,60})[:：]\\s*(.*)$");
    private static final Pattern NAME_FIRST = Pattern.compile("^([^(（]{1,60}?)\\s*[(（]\\s*(" + TIME + ")\\s*[)）]\\s*[:：]?\\s*(.*)$");
    private static final Pattern PARTS = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})[ T](\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})?");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ZoneId zone;

    TranscriptReader(ZoneId zone) {
        this.zone = zone;
    }

    /** @throws Problem 400 naming the line that is none, or of no kind we read */
    List<SpokenLine> read(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<SpokenLine> lines = plain.stripLeading().startsWith("[{") || plain.strip().equals("[]") || plain.stripLeading().matches("(?s)\\[\\s*\\{.*")
                ? json(plain) : looksLikeCsv(plain) ? csv(plain) : lines(plain);
        if (lines.isEmpty()) {
            throw wrong("There is nothing said in it.");
        }
        return lines;
    }

    private List<SpokenLine> lines(String text) {
        List<SpokenLine> said = new ArrayList<>();
        int no = 0;
        for (String line : text.split("\\R")) {
            no++;
            Matcher first = TIME_FIRST.matcher(line.strip());
            Matcher name = NAME_FIRST.matcher(line.strip());
            if (first.matches()) {
                said.add(new SpokenLine(no, time(first.group(1), no), first.group(2).strip(), first.group(3), null));
            } else if (name.matches()) {
                said.add(new SpokenLine(no, time(name.group(2), no), name.group(1).strip(), name.group(3), null));
            } else if (!line.isBlank()) {
                if (said.isEmpty()) {
                    throw wrong("Line " + no + " is none of a conversation: time, name, colon, words.");
                }
                SpokenLine last = said.remove(said.size() - 1);
                said.add(new SpokenLine(last.lineNo(), last.at(), last.name(),
                        last.words().isEmpty() ? line.strip() : last.words() + "\n" + line.strip(), null));
            }
        }
        return said.stream().filter(line -> !line.words().isBlank()).toList();
    }

    private static boolean looksLikeCsv(String text) {
        String head = text.lines().findFirst().orElse("");
        return head.matches("(?i)\"?(time|name|text|direction)\"?(,\"?(time|name|text|direction)\"?)+\\s*");
    }

    private List<SpokenLine> csv(String text) {
        List<SpokenLine> said = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : rows) {
                int no = (int) row.getStartingLineNumber();
                said.add(said(no, field(row, "time"), field(row, "name"), field(row, "text"), field(row, "direction")));
            }
        } catch (CsvParseException | java.io.IOException e) {
            throw wrong("It is no CSV that can be read.");
        }
        return said;
    }

    private static String field(NamedCsvRecord row, String name) {
        return row.getHeader().stream().filter(column -> column.equalsIgnoreCase(name)).findFirst()
                .flatMap(row::findField).orElse(null);
    }

    private List<SpokenLine> json(String text) {
        List<SpokenLine> said = new ArrayList<>();
        try {
            JsonNode all = JSON.readTree(text);
            int no = 0;
            for (JsonNode one : all.values()) {
                no++;
                if (!one.isObject() || !List.of("time", "name", "text", "direction").containsAll(one.propertyNames())) {
                    throw wrong("Entry " + no + " has more than time, name, text and direction.");
                }
                said.add(said(no, text(one, "time"), text(one, "name"), text(one, "text"), text(one, "direction")));
            }
        } catch (JacksonException e) {
            throw wrong("It is no JSON that can be read.");
        }
        return said;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).asString() : null;
    }

    private SpokenLine said(int no, String time, String name, String words, String direction) {
        if (time == null || name == null || name.isBlank() || name.strip().length() > 60 || words == null || words.isBlank()
                || direction != null && !direction.isBlank() && !Map.of("IN", 1, "OUT", 1).containsKey(direction)) {
            throw wrong("Entry " + no + " needs a time, a name of at most 60 characters, a text, and IN or OUT as direction if any.");
        }
        return new SpokenLine(no, time(time.strip(), no), name.strip(), words.strip(),
                direction == null || direction.isBlank() ? null : direction.equals("IN"));
    }

    private Instant time(String text, int no) {
        Matcher parts = PARTS.matcher(text);
        return (parts.matches() ? moment(parts) : Optional.<Instant>empty())
                .orElseThrow(() -> wrong("Line " + no + ": " + text + " is no time there is."));
    }

    private Optional<Instant> moment(Matcher parts) {
        try {
            int second = parts.group(6) == null ? 0 : Integer.parseInt(parts.group(6));
            LocalDateTime local = LocalDateTime.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)), Integer.parseInt(parts.group(4)), Integer.parseInt(parts.group(5)), second);
            String offset = parts.group(7);
            return Optional.of(offset == null ? local.atZone(zone).toInstant() : OffsetDateTime.of(local, java.time.ZoneOffset.of(offset)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Problem wrong(String sentence) {
        return Problem.fields(List.of(new FieldProblem("text", sentence)));
    }
}

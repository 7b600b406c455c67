package org.shouhou.common;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists people fill in with a spreadsheet: out as UTF-8 with a byte order mark, back as UTF-8 or GB18030. */
public final class CsvTable {

    private static final int MOST_ROWS = 50_000;

    /** A row that came back. @param no line of the file, the header's is 1 */
    public record Line(long no, Map<String, String> cells) {

        /** Stripped; empty text where the file has none. */
        public String cell(String column) {
            return cells.getOrDefault(column, "");
        }
    }

    private CsvTable() {
    }

    /** Cells that look like formulas are quoted with ', so that no spreadsheet calculates what a customer wrote. */
    public static byte[] write(List<String> header, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        text.write('\uFEFF');
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(header);
            rows.forEach(row -> csv.writeRecord(row.stream().map(CsvTable::safe).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A table written while it is made, row by row. */
    public static final class Rows implements AutoCloseable {

        private final CsvWriter csv;

        private Rows(CsvWriter csv) {
            this.csv = csv;
        }

        /** As {@link CsvTable#write} writes it. */
        public void add(List<String> row) {
            csv.writeRecord(row.stream().map(CsvTable::safe).toList());
        }

        @Override
        public void close() {
            try {
                csv.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Begins a table in a stream, which is closed with it. */
    public static Rows begin(OutputStream out, List<String> header) {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try {
            text.write('\uFEFF');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Rows rows = new Rows(CsvWriter.builder().build(text));
        rows.add(header);
        return rows;
    }

    /**
     * What somebody typed, as a cell no spreadsheet takes for a formula; empty text for null. Spaces before a sign, and its
     * full-width form, hide it from nobody but us.
     */
    public static String safe(String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        String begins = cell.stripLeading();
        return "\t\r\n".indexOf(cell.charAt(0)) >= 0 || !begins.isEmpty() && "=+-@＝＋－＠".indexOf(begins.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    /** @throws Problem 400 {@code unreadable-file} when it is no such file, or has not the needed columns */
    public static List<Line> read(byte[] file, List<String> needed) {
        List<Line> lines = new ArrayList<>();
        List<String> header = null;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().commentStrategy(CommentStrategy.NONE).ofCsvRecord(decode(file))) {
            for (CsvRecord row : reader) {
                if (header == null) {
                    header = row.getFields().stream().map(String::strip).toList();
                } else if (lines.size() >= MOST_ROWS) {
                    throw Problem.badRequest("unreadable-file", "The file has more than " + MOST_ROWS + " rows.");
                } else {
                    lines.add(line(row, header));
                }
            }
        } catch (CsvParseException e) {
            throw Problem.badRequest("unreadable-file", "The file is not a CSV file: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (header == null || !header.containsAll(needed)) {
            throw Problem.badRequest("unreadable-file", "The first row must name the columns; needed are " + String.join(", ", needed) + ".");
        }
        return lines;
    }

    private static Line line(CsvRecord row, List<String> header) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), row.getFieldCount()); i++) {
            String cell = row.getField(i).strip();
            cells.putIfAbsent(header.get(i), cell.startsWith("'") ? cell.substring(1) : cell);
        }
        return new Line(row.getStartingLineNumber(), cells);
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

package org.shouhou.order;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.order.LineReader.TextLine;

/**
 * The rows of an order file, one after the other. A torn row (a quote that never closes, a row cut off) costs that row
 * only: reading goes on with the next line.
 */
final class RowReader implements Closeable {

    private static final String SEPARATORS = ",\t;";
    private static final int MOST_LINES_OF_A_ROW = 20;

    private final LineReader lines;
    private final boolean damaged;
    private final char separator;
    private final CsvReader.CsvReaderBuilder parser;
    private final Columns columns;

    /**
     * Reads the header.
     *
     * @param in the whole file; closed with this
     * @throws Problem 422 when there is no header that fits the profile
     */
    RowReader(InputStream in, Encoding encoding, Profile profile) throws IOException {
        in.skipNBytes(encoding.skip());
        lines = new LineReader(new InputStreamReader(in, encoding.charset().newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE)));
        damaged = encoding.damaged();
        TextLine header = lines.read();
        while (header != null && header.text().isBlank()) {
            header = lines.read();
        }
        if (header == null) {
            throw Problem.unprocessable("import-empty", "The file has no header.");
        }
        separator = separator(header.text());
        parser = CsvReader.builder().fieldSeparator(separator).acceptCharsAfterQuotes(false);
        String[] names = parse(header.text());
        if (header.overlong()) {
            throw Problem.unprocessable("import-columns", "The header is longer than " + LineReader.LONGEST
                    + " characters (more than " + (names == null ? 0 : names.length - 1) + " columns).");
        }
        if (names == null || opens(header.text(), false)) {
            throw Problem.unprocessable("import-columns", "The header cannot be read; a quote in it does not close.");
        }
        columns = Columns.of(names, profile);
    }

    private static char separator(String header) {
        return (char) SEPARATORS.chars()
                .reduce((a, b) -> count(header, b) > count(header, a) ? b : a).orElseThrow();
    }

    private static long count(String text, int c) {
        return text.chars().filter(each -> each == c).count();
    }

    /** The next row, or null at the end. Empty lines are passed over. */
    Row read() throws IOException {
        TextLine first = lines.read();
        while (first != null && first.text().isBlank()) {
            first = lines.read();
        }
        if (first == null) {
            return null;
        }
        if (first.overlong()) {
            return torn(first, "The row is longer than " + LineReader.LONGEST + " characters.");
        }
        return row(first);
    }

    private Row row(TextLine first) throws IOException {
        List<TextLine> more = new ArrayList<>();
        StringBuilder text = new StringBuilder(first.text());
        boolean open = opens(first.text(), false);
        while (open) {
            TextLine next = lines.read();
            if (next != null) {
                more.add(next);
            }
            if (next == null || next.overlong() || more.size() > MOST_LINES_OF_A_ROW || text.length() > LineReader.LONGEST) {
                return torn(first, more);
            }
            text.append('\n').append(next.text());
            open = opens(next.text(), true);
        }
        String[] cells = parse(text.toString());
        String misfit = cells == null ? "There are characters after a closing quote." : columns.misfit(cells);
        if (!more.isEmpty() && (misfit != null || columns.breaks(cells))) {
            return torn(first, more);
        }
        if (misfit != null) {
            return torn(first, misfit);
        }
        boolean unreadable = damaged && text.indexOf("\uFFFD") >= 0;
        return new Row(first.number(), columns.pick(cells), unreadable ? "The row has characters that cannot be read." : null);
    }

    private Row torn(TextLine first, List<TextLine> more) {
        for (int i = more.size() - 1; i >= 0; i--) {
            lines.putBack(more.get(i));
        }
        return torn(first, "The row is torn: a quote in it does not close.");
    }

    private Row torn(TextLine line, String why) {
        String[] cells = parse(line.text());
        return new Row(line.number(), columns.pick(cells == null ? new String[0] : cells), why);
    }

    /** Whether a quote is open after the text, given whether one was before it. */
    private boolean opens(String text, boolean openBefore) {
        boolean open = openBefore;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '"') {
                continue;
            }
            if (!open) {
                open = i == 0 || text.charAt(i - 1) == separator;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                i++;
            } else {
                open = false;
            }
        }
        return open;
    }

    /** The cells of one row; null if they cannot be told apart. */
    private String[] parse(String text) {
        try {
            return parser.build(StringArrayHandler.of(), text).iterator().next();
        } catch (CsvParseException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

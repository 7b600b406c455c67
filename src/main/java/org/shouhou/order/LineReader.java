package org.shouhou.order;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;

/** The physical lines of a text, ended by LF, CR LF or CR. A line can be put back; none is kept longer than its limit. */
final class LineReader implements Closeable {

    /** The characters kept of a line. */
    static final int LONGEST = 1 << 15;

    /**
     * @param number   1 and up
     * @param overlong whether the line is longer than what is kept of it
     */
    record TextLine(long number, String text, boolean overlong) {
    }

    private final Reader reader;
    private final char[] buffer = new char[1 << 13];
    private final Deque<TextLine> back = new ArrayDeque<>();
    private int next;
    private int filled;
    private long number;
    private boolean afterReturn;

    LineReader(Reader reader) {
        this.reader = reader;
    }

    /** The next line, or null at the end. */
    TextLine read() throws IOException {
        if (!back.isEmpty()) {
            return back.pop();
        }
        StringBuilder text = new StringBuilder();
        boolean overlong = false;
        boolean any = false;
        while (fill()) {
            char c = buffer[next++];
            if (afterReturn) {
                afterReturn = false;
                if (c == '\n') {
                    continue;
                }
            }
            any = true;
            if (c == '\n' || c == '\r') {
                afterReturn = c == '\r';
                return new TextLine(++number, text.toString(), overlong);
            }
            if (text.length() < LONGEST) {
                text.append(c);
            } else {
                overlong = true;
            }
        }
        return any ? new TextLine(++number, text.toString(), overlong) : null;
    }

    /** Puts a line back; the one put back last is read first. */
    void putBack(TextLine line) {
        back.push(line);
    }

    private boolean fill() throws IOException {
        if (next == filled) {
            filled = reader.read(buffer);
            next = 0;
        }
        if (filled <= 0) {
            filled = 0;
            return false;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

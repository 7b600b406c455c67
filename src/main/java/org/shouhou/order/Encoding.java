package org.shouhou.order;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.shouhou.common.Problem;

/**
 * The characters of a file: those its byte order mark or its profile names, else UTF-8 if all of it is, else GB18030
 * (which contains GBK) if all of it is.
 *
 * @param charset to decode with
 * @param skip    bytes of the byte order mark
 * @param damaged whether some bytes cannot be decoded, so that the rows they are in must be refused
 */
record Encoding(Charset charset, int skip, boolean damaged) {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int HEAD = 4096;
    /** So many decoded characters beyond ASCII before the first wrong byte do not happen by chance. */
    private static final int SURELY = 16;

    /** What a strict reading found: the position of the first wrong byte (-1: none) and the characters beyond ASCII before it. */
    private record Reading(long wrongAt, long beyondAscii) {
    }

    /**
     * Reads the file once.
     *
     * @param given the profile's, or null
     * @throws Problem 422 {@code import-empty}, {@code import-not-csv}, {@code import-encoding}
     */
    static Encoding of(OrderFile file, Charset given) throws IOException {
        byte[] head;
        try (InputStream in = file.open()) {
            head = in.readNBytes(HEAD);
        }
        if (head.length == 0) {
            throw Problem.unprocessable("import-empty", "The file is empty.");
        }
        if (starts(head, 'P', 'K', 3, 4) || starts(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw Problem.unprocessable("import-not-csv", "This is a spreadsheet or an archive; save it as CSV and import that.");
        }
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return checked(file, StandardCharsets.UTF_8, 3);
        }
        if (starts(head, 0xFF, 0xFE)) {
            return checked(file, StandardCharsets.UTF_16LE, 2);
        }
        if (starts(head, 0xFE, 0xFF)) {
            return checked(file, StandardCharsets.UTF_16BE, 2);
        }
        if (given != null) {
            return checked(file, given, 0);
        }
        for (byte b : head) {
            if (b == 0) {
                throw Problem.unprocessable("import-not-csv", "This is not a text file; save the orders as CSV in UTF-8 or GB18030.");
            }
        }
        return recognised(file);
    }

    private static Encoding recognised(OrderFile file) throws IOException {
        Reading utf8 = read(file, StandardCharsets.UTF_8, 0);
        if (utf8.wrongAt < 0) {
            return new Encoding(StandardCharsets.UTF_8, 0, false);
        }
        if (utf8.beyondAscii >= SURELY) {
            return new Encoding(StandardCharsets.UTF_8, 0, true);
        }
        Reading gb = read(file, GB18030, 0);
        if (gb.wrongAt < 0) {
            return new Encoding(GB18030, 0, false);
        }
        if (gb.beyondAscii >= SURELY) {
            return new Encoding(GB18030, 0, true);
        }
        throw Problem.unprocessable("import-encoding", "The file is neither UTF-8 (byte " + (utf8.wrongAt + 1)
                + " is wrong) nor GB18030 (byte " + (gb.wrongAt + 1) + " is wrong); save it as CSV in UTF-8.");
    }

    private static Encoding checked(OrderFile file, Charset charset, int skip) throws IOException {
        return new Encoding(charset, skip, read(file, charset, skip).wrongAt >= 0);
    }

    private static boolean starts(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (head.length <= i || (head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static Reading read(OrderFile file, Charset charset, int skip) throws IOException {
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        CharBuffer chars = CharBuffer.allocate(1 << 16);
        long done = skip;
        long beyond = 0;
        try (InputStream in = file.open()) {
            in.skipNBytes(skip);
            boolean end = false;
            while (true) {
                CoderResult result = decoder.decode(bytes.flip(), chars, end);
                done += bytes.position();
                for (int i = 0; i < chars.position(); i++) {
                    beyond += chars.get(i) > 127 ? 1 : 0;
                }
                chars.clear();
                if (result.isError()) {
                    return new Reading(done, beyond);
                }
                bytes.compact();
                if (result.isUnderflow()) {
                    if (end) {
                        return new Reading(-1, beyond);
                    }
                    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                    end = read < 0;
                    bytes.position(bytes.position() + Math.max(0, read));
                }
            }
        }
    }
}

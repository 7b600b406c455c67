package org.shouhou.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A file's bytes, read without ever reaching beyond its end. */
record Bytes(byte[] all) {

    int length() {
        return all.length;
    }

    /** One byte, 0 to 255; -1 outside of the file. */
    int at(int index) {
        return index < 0 || index >= all.length ? -1 : all[index] & 0xFF;
    }

    boolean has(int from, int... values) {
        for (int i = 0; i < values.length; i++) {
            if (at(from + i) != values[i]) {
                return false;
            }
        }
        return true;
    }

    boolean says(int from, String text) {
        return text.equals(text(from, text.length()));
    }

    String text(int from, int length) {
        return from < 0 || from + length > all.length ? "" : new String(all, from, length, StandardCharsets.ISO_8859_1);
    }

    /** A number, most significant byte first; 0 beyond the end. */
    long big(int from, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | Math.max(at(from + i), 0);
        }
        return value;
    }

    /** A number, least significant byte first; 0 beyond the end. */
    long little(int from, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | Math.max(at(from + i), 0);
        }
        return value;
    }

    byte[] tail(int most) {
        return Arrays.copyOfRange(all, Math.max(0, all.length - most), all.length);
    }
}

package org.shouhou.attachment;

/** Whether a picture is whole and of a size a screen can open: a few bytes may claim to be gigabytes of pixels. */
final class Pictures {

    private static final long MOST_PIXELS = 120_000_000L;

    private Pictures() {
    }

    private static boolean opens(long width, long height) {
        return width > 0 && height > 0 && width * height <= MOST_PIXELS;
    }

    /** Its parts one after the other up to the last, and nothing after it. */
    static boolean png(Bytes file) {
        if (!file.says(12, "IHDR") || !opens(file.big(16, 4), file.big(20, 4))) {
            return false;
        }
        long at = 8;
        while (at + 12 <= file.length()) {
            long next = at + 12 + file.big((int) at, 4);
            if (next > file.length()) {
                return false;
            }
            if (file.says((int) at + 4, "IEND")) {
                return next == file.length();
            }
            at = next;
        }
        return false;
    }

    static boolean gif(Bytes file) {
        int last = file.length() - 1;
        while (last > 13 && file.at(last) == 0) {
            last--;
        }
        return file.at(last) == 0x3B && opens(file.little(6, 2), file.little(8, 2));
    }

    /** A frame header with a size, then data, then the mark of the end. Phones put more after that. */
    static boolean jpeg(Bytes file) {
        int at = 2;
        boolean sized = false;
        while (at + 4 <= file.length() && file.at(at) == 0xFF) {
            int mark = file.at(at + 1);
            if (mark == 0xFF) {
                at++;
                continue;
            }
            if (mark == 0xDA) {
                return sized && ends(file, at);
            }
            boolean frame = mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC;
            if (frame) {
                if (!opens(file.big(at + 7, 2), file.big(at + 5, 2))) {
                    return false;
                }
                sized = true;
            }
            at += 2 + Math.max(2, (int) file.big(at + 2, 2));
        }
        return false;
    }

    private static boolean ends(Bytes file, int from) {
        for (int i = file.length() - 2; i > from; i--) {
            if (file.at(i) == 0xFF && file.at(i + 1) == 0xD9) {
                return true;
            }
        }
        return false;
    }

    static boolean webp(Bytes file) {
        return switch (file.text(12, 4)) {
            case "VP8X" -> opens(file.little(24, 3) + 1, file.little(27, 3) + 1);
            case "VP8 " -> file.has(23, 0x9D, 0x01, 0x2A) && opens(file.little(26, 2) & 0x3FFF, file.little(28, 2) & 0x3FFF);
            case "VP8L" -> file.at(20) == 0x2F && opens((file.little(21, 4) & 0x3FFF) + 1, (file.little(21, 4) >> 14 & 0x3FFF) + 1);
            default -> false;
        };
    }
}

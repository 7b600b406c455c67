package org.shouhou.messaging;

/** Text that came from outside made safe for headers and bodies: no control characters, no hidden direction marks. */
final class CleanText {

    private CleanText() {
    }

    /** One line: line breaks and every other control character become a blank, at most {@code limit} characters. */
    static String line(String text, int limit) {
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> breaksLine(c) ? ' ' : c).filter(c -> !hidden(c)).forEach(clean::appendCodePoint);
        return shorten(clean.toString().replaceAll(" {2,}", " ").strip(), limit);
    }

    /** Several lines: line breaks stay, other control characters go. */
    static String lines(String text, int limit) {
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.replace("\r\n", "\n").replace('\r', '\n').codePoints()
                .map(c -> c == '\t' ? ' ' : c)
                .filter(c -> c == '\n' || !breaksLine(c) && !hidden(c))
                .forEach(clean::appendCodePoint);
        return shorten(clean.toString().strip(), limit);
    }

    private static boolean breaksLine(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }

    private static boolean hidden(int c) {
        boolean direction = c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        return direction || c == 0xFEFF || c >= 0xD800 && c <= 0xDFFF;
    }

    private static String shorten(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}

package org.shouhou.common;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts the system writes where people write theirs: kept as a code with what it is about, {@code [SHIPS_BY] 2026-11-20},
 * and put into words when they are read, in the reader's language: the text {@code said.<code>} of pages and letters.
 */
public enum SystemText {
    /** What was promised follows. */
    PROMISE_BROKEN,
    /** The customer of an oversold order waits; the date follows. */
    SHIPS_BY,
    /** The customer withdrew when the goods were back already; nothing follows. */
    GOODS_HERE;

    /** In a language: the words of a code with what it is about. */
    public interface Wording {
        String of(String key, String about);
    }

    private static final Pattern KEPT = Pattern.compile(
            "\\[(" + Stream.of(values()).map(Enum::name).collect(Collectors.joining("|")) + ")] ?(.*)", Pattern.DOTALL);

    /** The text as it is kept. @param about may be such a text itself; null for nothing */
    public String about(String about) {
        return "[" + name() + "]" + (about == null ? "" : " " + about);
    }

    /** A kept text in words; what people wrote stays as it is. @param text may be null */
    public static String read(String text, Wording wording) {
        Matcher kept = KEPT.matcher(text == null ? "" : text);
        return kept.matches() ? wording.of("said." + kept.group(1), read(kept.group(2), wording)) : text;
    }
}

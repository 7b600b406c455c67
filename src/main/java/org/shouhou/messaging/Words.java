package org.shouhou.messaging;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.shouhou.common.Money;

/** The words around every letter in one language, the wording of codes, and how money and times are written. */
final class Words {

    static final String CHINESE = "zh-CN";
    static final String ENGLISH = "en";
    private static final Map<String, Words> BY_LANGUAGE = Map.of(CHINESE, new Words(CHINESE), ENGLISH, new Words(ENGLISH));

    private final String language;
    private final Properties words = new Properties();
    private final DateTimeFormatter times;

    private Words(String language) {
        this.language = language;
        try (Reader reader = new InputStreamReader(
                Words.class.getResourceAsStream("/mail/words." + language + ".properties"), StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        times = CHINESE.equals(language)
                ? DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA)
                : DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);
    }

    /** The words of a language tag: any Chinese is zh-CN, everything else English. */
    static Words in(String languageTag) {
        boolean chinese = languageTag == null || languageTag.toLowerCase(Locale.ROOT).startsWith("zh");
        return BY_LANGUAGE.get(chinese ? CHINESE : ENGLISH);
    }

    String language() {
        return language;
    }

    /** @throws IllegalStateException when the word is missing */
    String get(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException("No word " + key + " in " + language + "."));
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(words.getProperty(key));
    }

    /** For tests: every key. */
    java.util.Set<String> keys() {
        return words.stringPropertyNames();
    }

    String money(Money money) {
        if (!"CNY".equals(money.currency())) {
            return money.toString();
        }
        return CHINESE.equals(language) ? money.plain() + " 元" : "CNY " + money.plain();
    }

    String time(Instant instant, ZoneId zone) {
        return times.format(instant.atZone(zone));
    }
}

package org.shouhou.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.shouhou.common.Json;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The words of models and decision tables in the reader's language: they themselves speak English, codes nobody's. */
@Component("modelWords")
public class ModelWords {

    private final Map<String, Object> chinese;
    private final Map<String, Object> english;

    ModelWords() {
        chinese = new HashMap<>(read("models.zh.json"));
        chinese.putAll(read("decisions.zh.json"));
        english = read("decisions.en.json");
    }

    private static Map<String, Object> read(String file) {
        try (InputStream in = new ClassPathResource("static/texts/" + file).getInputStream()) {
            return Json.readMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name, a question, a step, or the meaning of a rule. */
    public String said(String english) {
        return english == null ? "" : isEnglish() ? english : String.valueOf(chinese.getOrDefault(english, english));
    }

    /** A value of a cell: {@code ABOVE_AGENT_LIMIT} is read as "Beyond the agent’s limit"; what has no words, by its letters. */
    public String code(String code) {
        Map<String, Object> words = isEnglish() ? english : chinese;
        if (words.containsKey(code)) {
            return words.get(code).toString();
        }
        if (!code.matches("[A-Za-z_]+")) {
            return code;
        }
        String spelt = code.replace('_', ' ').toLowerCase(Locale.ROOT);
        return spelt.substring(0, 1).toUpperCase(Locale.ROOT) + spelt.substring(1);
    }

    /** As {@link #code}, after another value and an "or". */
    public String further(String code) {
        String words = code(code);
        return isEnglish() ? words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1) : words;
    }

    private static boolean isEnglish() {
        return LocaleContextHolder.getLocale().getLanguage().equals("en");
    }
}

package org.shouhou.tracing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.shouhou.common.Json;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The names of steps in the reader's language: the models themselves speak English. */
@Component("stepNames")
public class StepNames {

    private final Map<String, Object> chinese;

    StepNames() {
        try (InputStream in = new ClassPathResource("static/texts/models.zh.json").getInputStream()) {
            chinese = Json.readMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String said(String english) {
        return LocaleContextHolder.getLocale().getLanguage().equals("en") ? english : String.valueOf(chinese.getOrDefault(english, english));
    }
}

package org.shouhou.desk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Words every page's scripts may need without asking the server, which may be out of reach just then: what each key does
 * ({@code key.*}, in any bundle), where one may go and what the frame says.
 */
@Component("frameWords")
public class FrameWords {

    private final ScriptWords words;
    private final List<String> keys;
    private final Map<Locale, String> written = new ConcurrentHashMap<>();

    FrameWords(ScriptWords words, @Value("${spring.messages.basename}") List<String> bundles) {
        this.words = words;
        this.keys = bundles.stream().flatMap(bundle -> ResourceBundle.getBundle(bundle.replace('/', '.'), Locale.ROOT).keySet().stream())
                .filter(key -> key.startsWith("key.") || key.startsWith("page.") || key.startsWith("nav.")).sorted().toList();
    }

    /** As JSON that is safe inside a script element. */
    public String json() {
        return written.computeIfAbsent(LocaleContextHolder.getLocale(), locale -> words.json(keys));
    }
}

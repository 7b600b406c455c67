package org.shouhou.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the API's description says of each call and parameter; kept in {@code openapi/*.txt}, a line each. */
final class ApiWords {

    /** @param description null when the summary says it all */
    record Words(String summary, String description) {
    }

    private static final Map<String, Words> OPERATIONS = read("/openapi/operations.txt");
    private static final Map<String, Words> PARAMETERS = read("/openapi/parameters.txt");

    private ApiWords() {
    }

    /** @param method in capitals @param path as in the description: {@code /api/cases/{caseId}} */
    static Optional<Words> operation(String method, String path) {
        return Optional.ofNullable(OPERATIONS.get(method + " " + path));
    }

    /** What a parameter is; from its name where nothing is written down. */
    static String parameter(String name) {
        Words known = PARAMETERS.get(name);
        return known != null ? known.summary() : "The " + name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT) + ".";
    }

    private static Map<String, Words> read(String file) {
        Map<String, Words> words = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(ApiWords.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split(" = ", 2);
                String[] said = parts[1].split(" \\| ", 2);
                words.put(parts[0].strip(), new Words(said[0].strip(), said.length > 1 ? said[1].strip() : null));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(words);
    }
}

package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every refusal there is has a title for people, and so stands in the API's description. */
class ApiDescriptionTest {

    private static final Pattern SLUG = Pattern.compile(
            "(?:(?:Problem\\s*\\.\\s*)(?:badRequest|conflict|unprocessable|forbidden)\\(|HttpStatus\\.[A-Z_]+,)\\s*\"([a-z][a-z-]+)\"");

    @Test
    void every_problem_in_the_code_is_described() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher found = SLUG.matcher(Files.readString(file));
                while (found.find()) {
                    used.add("/problems/" + found.group(1));
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(20);
        assertThat(ApiDescription.types()).containsAll(used);
    }
}

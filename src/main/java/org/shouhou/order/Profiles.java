package org.shouhou.order;

import java.util.List;
import java.util.stream.Stream;
import org.shouhou.common.Problem;
import org.shouhou.settings.Settings;
import org.shouhou.settings.TextKind;
import org.springframework.stereotype.Component;

/** The formats an import can read: two of our own, and those a shop described in its settings. */
@Component
class Profiles {

    static final String PREFIX = "import.profile.";

    private final Settings settings;

    Profiles(Settings settings) {
        this.settings = settings;
    }

    /** The profile of a format. @throws Problem 400 {@code unknown-format} */
    Profile of(String format, String shop) {
        return switch (format) {
            case "standard" -> Profile.STANDARD;
            case "tmall-order-report" -> Profile.TMALL_ORDER_REPORT;
            default -> settings.named(PREFIX + format, shop).map(Profile::parse)
                    .orElseThrow(() -> Problem.badRequest("unknown-format", "There is no order format " + format + ".")
                            .with("formats", names()));
        };
    }

    List<String> names() {
        return Stream.concat(Stream.of("standard", "tmall-order-report"),
                settings.namesUnder(PREFIX).stream().map(name -> name.substring(PREFIX.length()))).toList();
    }

    /** Checks profiles when they are set. */
    @Component
    static class Kind implements TextKind {

        @Override
        public String prefix() {
            return PREFIX;
        }

        @Override
        public void check(String name, String text) {
            if (!name.substring(PREFIX.length()).matches("[\\p{L}\\p{N}._-]{1,40}")) {
                throw new IllegalArgumentException("A profile's name has letters, digits, dots, dashes and underscores, at most 40.");
            }
            Profile.parse(text);
        }
    }
}

package org.shouhou.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/** What sort of value a figure has, and how its text is read. Each {@link #check} throws IllegalArgumentException. */
public enum Kind {
    /** Any text. */
    TEXT {
        @Override
        void check(String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("A text is needed.");
            }
        }
    },
    /** A whole number, never negative; money in minor units. */
    NUMBER {
        @Override
        void check(String text) {
            number(text);
        }
    },
    /** {@code true} or {@code false}. */
    FLAG {
        @Override
        void check(String text) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("Write true or false.");
            }
        }
    },
    /** ISO 8601, elapsed time: {@code PT30M}, {@code P3D} (72 hours). */
    DURATION {
        @Override
        void check(String text) {
            duration(text);
        }
    },
    /** A time of day: {@code 18:00}. */
    TIME {
        @Override
        void check(String text) {
            TimeRange.clock(text);
        }
    },
    /** One part of a day: {@code 09:00-12:00}. */
    TIME_RANGE {
        @Override
        void check(String text) {
            TimeRange.parse(text);
        }
    },
    /** The hours of a week; see {@link WeeklyHours}. */
    HOURS {
        @Override
        void check(String text) {
            WeeklyHours.parse(text);
        }
    },
    /** A region's time zone: {@code Asia/Shanghai}. */
    ZONE {
        @Override
        void check(String text) {
            zone(text);
        }
    },
    /** Texts separated by commas; may be empty. */
    LIST {
        @Override
        void check(String text) {
            list(text);
        }
    },
    /** An http or https address, or empty for none. */
    ADDRESS {
        @Override
        void check(String text) {
            if (!text.isEmpty() && (text.length() > 200 || !text.matches("https?://[^\\s/?#]+(?:[/?#]\\S*)?") || !isUri(text))) {
                throw new IllegalArgumentException("Write an address such as https://chat.example.com/hook, at most 200 characters, or nothing.");
            }
        }
    },
    /** One of the figure's codes. */
    CHOICE {
        @Override
        void check(String text) {
            TEXT.check(text);
        }
    };

    private static final Duration LONGEST = Duration.ofDays(1000);
    private static final long LARGEST = 1_000_000_000_000L;

    abstract void check(String text);

    static long number(String text) {
        if (!text.matches("\\d{1,13}") || Long.parseLong(text) > LARGEST) {
            throw new IllegalArgumentException("Write a whole number from 0 to " + LARGEST + " (money in minor units).");
        }
        return Long.parseLong(text);
    }

    static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new IllegalArgumentException("Write a duration such as PT30M, PT48H or P3D, at most P1000D.");
    }

    private static boolean isUri(String text) {
        try {
            return java.net.URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Write a time zone such as Asia/Shanghai.", e);
        }
    }

    static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
    }
}

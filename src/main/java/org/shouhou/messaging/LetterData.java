package org.shouhou.messaging;

import java.text.MessageFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.shouhou.common.Money;
import org.shouhou.common.SystemText;

/** Puts the data of a letter into words: money, times, codes; text cleaned of what could do harm. */
final class LetterData {

    private static final String MINOR = "Minor";
    private static final int LIMIT = 4000;
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)");

    private final MessageTemplate template;
    private final Words words;
    private final CaseFacts about;

    LetterData(MessageTemplate template, Words words, CaseFacts about) {
        this.template = template;
        this.words = words;
        this.about = about;
    }

    /** The values by name, without those that say nothing. */
    Map<String, Object> of(Map<String, ?> data) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (about != null) {
            put(values, "caseNumber", about.number());
            put(values, "orderNo", about.orderNo());
            put(values, "shop", about.shop());
            put(values, "buyer", about.buyer());
        }
        data.forEach((name, value) -> {
            if (name.endsWith(MINOR) && value instanceof Number minor) {
                put(values, name.substring(0, name.length() - MINOR.length()), new Money(minor.longValue(), currency(data)));
            } else {
                put(values, name, value);
            }
        });
        return values;
    }

    private String currency(Map<String, ?> data) {
        return data.get("currency") instanceof String given ? given : about != null ? about.currency() : "CNY";
    }

    private void put(Map<String, Object> values, String name, Object value) {
        Object shown = shown(name, value);
        if (shown != null && !"".equals(shown)) {
            values.put(name, shown);
        }
    }

    private Object shown(String name, Object value) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Money money) {
            return words.money(money);
        }
        if (value instanceof Collection<?> list) {
            var lines = list.stream().map(item -> CleanText.line(String.valueOf(item), LIMIT)).toList();
            return lines.isEmpty() ? null : lines;
        }
        Optional<Instant> time = time(value);
        if (time.isPresent()) {
            return words.time(time.get(), about == null ? HOME : about.zone());
        }
        String said = SystemText.read(String.valueOf(value), (key, about) -> MessageFormat.format(words.get(key), about));
        String text = CleanText.lines(said, LIMIT);
        return MessageTemplate.CODES.contains(name) ? code(name, text) : text;
    }

    /** A code in words. Customers never see one we have no words for; staff see it as it is. */
    private String code(String name, String code) {
        return words.find(name + "." + code).orElse(template.audience() == Audience.CUSTOMER ? null : code);
    }

    private static Optional<Instant> time(Object value) {
        if (value instanceof Instant instant) {
            return Optional.of(instant);
        }
        if (value instanceof Date date) {
            return Optional.of(date.toInstant());
        }
        if (value instanceof OffsetDateTime offset) {
            return Optional.of(offset.toInstant());
        }
        if (value instanceof ZonedDateTime zoned) {
            return Optional.of(zoned.toInstant());
        }
        if (value instanceof String text && INSTANT.matcher(text).matches()) {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}

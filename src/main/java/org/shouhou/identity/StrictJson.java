package org.shouhou.identity;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;

/** What the API takes literally: an unknown field, half a fen or a number in quotes is a mistake, not a guess. */
@Configuration(proxyBeanMethods = false)
class StrictJson {

    @Bean
    JsonMapperBuilderCustomizer strict() {
        return mapper -> mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(new SimpleModule().addDeserializer(String.class, new WholeText())
                        .addDeserializer(Instant.class, new WrittenInstant()).addKeyDeserializer(Object.class, new WholeKey())
                        .addKeyDeserializer(String.class, new WholeKey()));
    }

    /** Text that can be kept and sent again: half a surrogate pair ({@code "\\ud83d"}) is no character in any encoding. */
    private static String whole(String text, DeserializationContext context) {
        for (int i = 0; text != null && i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw MismatchedInputException.from(context.getParser(), String.class, "half a character");
            }
        }
        return text;
    }

    private static final class WholeText extends StdScalarDeserializer<String> {

        private WholeText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw MismatchedInputException.from(parser, String.class, "no text");
            }
            return whole(parser.getString(), context);
        }
    }

    /** An instant as people write it ({@code 2026-11-11T08:00:00Z}), never a number. */
    private static final class WrittenInstant extends StdScalarDeserializer<Instant> {

        private WrittenInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            try {
                if (parser.hasToken(JsonToken.VALUE_STRING)) {
                    return Instant.parse(parser.getString().strip());
                }
            } catch (DateTimeParseException e) {
                // answered below
            }
            throw MismatchedInputException.from(parser, Instant.class, "no instant");
        }
    }

    private static final class WholeKey extends KeyDeserializer {

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return whole(key, context);
        }
    }
}

package org.shouhou.gateway;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.shouhou.common.Json;
import tools.jackson.core.JacksonException;

/** What an HTTP answer means. Only what is clear counts as done, declined, not done or never arrived. */
final class HttpAnswers {

    /** Refused before it was looked at: by the signature, the address, the rate. */
    private static final Set<Integer> NOT_ACCEPTED = Set.of(401, 403, 404, 405, 406, 413, 415, 429);

    private HttpAnswers() {
    }

    static Answer toCall(int status, byte[] body) {
        Map<String, Object> said = read(body);
        if (status >= 200 && status < 300) {
            Answer answer = state(said, status);
            return answer instanceof Answer.NotFound ? new Answer.Unknown("NOT_FOUND to a call") : answer;
        }
        if (status == 401 || status == 403 || status == 429) {
            return new Answer.Transient("HTTP " + status);
        }
        if (status >= 400 && status < 500 && status != 408 && said.get("code") != null) {
            return declined(said);
        }
        return NOT_ACCEPTED.contains(status) ? new Answer.Transient("HTTP " + status) : new Answer.Unknown("HTTP " + status);
    }

    static Answer toQuery(int status, byte[] body) {
        Map<String, Object> said = read(body);
        if (status == 200 || status == 404 && "NOT_FOUND".equals(said.get("state"))) {
            return state(said, status);
        }
        return new Answer.Unknown("HTTP " + status + " to a query");
    }

    private static Answer state(Map<String, Object> said, int status) {
        return switch (String.valueOf(said.get("state"))) {
            case "SUCCEEDED" -> new Answer.Succeeded(text(said, "reference"), data(said));
            case "DECLINED" -> declined(said);
            case "PENDING" -> new Answer.Pending();
            case "NOT_FOUND" -> new Answer.NotFound();
            case "UNKNOWN" -> new Answer.Unknown("the outside does not know itself");
            default -> status == 202 ? new Answer.Pending() : new Answer.Unknown("an answer without a known state");
        };
    }

    private static Answer declined(Map<String, Object> said) {
        String code = text(said, "code");
        return new Answer.Declined(code == null ? "declined" : code, text(said, "text"));
    }

    private static String text(Map<String, Object> said, String name) {
        Object given = said.get(name);
        return given == null ? null : given.toString();
    }

    private static Map<String, Object> data(Map<String, Object> said) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (said.get("data") instanceof Map<?, ?> given) {
            given.forEach((name, one) -> data.put(String.valueOf(name), one));
        }
        return data;
    }

    private static Map<String, Object> read(byte[] body) {
        try {
            Map<String, Object> said = Json.readMap(new String(body, StandardCharsets.UTF_8));
            return said == null ? Map.of() : said;
        } catch (JacksonException e) {
            return Map.of();
        }
    }
}

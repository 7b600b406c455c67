package org.shouhou.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * An expected refusal, answered as a Problem Detail (RFC 9457) with the stable type {@code /problems/<slug>}.
 * The message is a plain English sentence that says what to do; pages translate by slug.
 */
public class Problem extends RuntimeException {

    /** What is wrong with one field of the request. */
    public record FieldProblem(String field, String problem) {
    }

    private final transient HttpStatus status;
    private final String slug;
    private final transient Map<String, Object> properties = new LinkedHashMap<>();

    private Problem(HttpStatus status, String slug, String detail) {
        super(detail);
        this.status = status;
        this.slug = slug;
    }

    public static Problem of(HttpStatus status, String slug, String detail) {
        return new Problem(status, slug, detail);
    }

    public static Problem notFound(String what, Object id) {
        return of(HttpStatus.NOT_FOUND, "not-found", "There is no " + what + " " + id + ".");
    }

    public static Problem badRequest(String slug, String detail) {
        return of(HttpStatus.BAD_REQUEST, slug, detail);
    }

    public static Problem conflict(String slug, String detail) {
        return of(HttpStatus.CONFLICT, slug, detail);
    }

    public static Problem unprocessable(String slug, String detail) {
        return of(HttpStatus.UNPROCESSABLE_CONTENT, slug, detail);
    }

    public static Problem forbidden(String slug, String detail) {
        return of(HttpStatus.FORBIDDEN, slug, detail);
    }

    /** Unknown, missing or wrong fields: 400 with each of them. */
    public static Problem fields(List<FieldProblem> fields) {
        return badRequest("invalid-fields", "Some fields are not right; see \"fields\".").with("fields", fields);
    }

    public Problem with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    public HttpStatus status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    public Map<String, Object> properties() {
        return properties;
    }
}

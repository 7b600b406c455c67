package org.shouhou.identity;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Makes Problem Details (RFC 9457): {@code type} is the stable {@code /problems/<slug>}, {@code title} and what is wrong
 * with each field are in the reader's language, {@code detail} is a plain English sentence, of each field too.
 */
@Component
public class ProblemDetails {

    /** @param problem in the reader's language; {@code detail} the plain English sentence, with all that is allowed */
    private record FieldDetail(String field, String problem, String detail) {
    }

    private static final String FIELDS = "fields";

    private final MessageSource texts;

    ProblemDetails(MessageSource texts) {
        this.texts = texts;
    }

    ProblemDetail of(Problem problem) {
        ProblemDetail answer = of(problem.status(), problem.slug(), problem.getMessage());
        answer.setTitle(sentence(problem));
        problem.properties().forEach(answer::setProperty);
        if (problem.properties().get(FIELDS) instanceof List<?> fields) {
            answer.setProperty(FIELDS, fields.stream().map(this::translated).toList());
        }
        return answer;
    }

    ProblemDetail of(HttpStatusCode status, String slug, String detail) {
        ProblemDetail answer = ProblemDetail.forStatusAndDetail(status, detail);
        answer.setType(URI.create("/problems/" + slug));
        answer.setTitle(title(slug, detail));
        return answer;
    }

    /** The problem in the reader's language ({@code problem.<slug>}, with the owner it names); the English sentence if it has no text. */
    public String sentence(Problem problem) {
        Object owner = problem.properties().getOrDefault("owner", "");
        return texts.getMessage("problem." + problem.slug(), new Object[] {owner}, problem.getMessage(), LocaleContextHolder.getLocale());
    }

    /** What is wrong with each field, in the reader's language. */
    public Map<String, String> fields(Problem problem) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (problem.properties().get(FIELDS) instanceof List<?> fields) {
            fields.stream().filter(FieldProblem.class::isInstance).map(FieldProblem.class::cast)
                    .forEach(field -> wrong.putIfAbsent(field.field(), field(field.problem())));
        }
        return wrong;
    }

    /** What is wrong with a field, in the reader's language. @param sentence as services say it; one that is not known stays as it is */
    public String field(String sentence) {
        return FieldWords.in(LocaleContextHolder.getLocale(), texts, sentence);
    }

    String title(String slug, String detail) {
        return texts.getMessage("problem." + slug, null, detail, LocaleContextHolder.getLocale());
    }

    private Object translated(Object one) {
        return one instanceof FieldProblem field ? new FieldDetail(field.field(), field(field.problem()), field.problem()) : one;
    }
}

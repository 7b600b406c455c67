package org.shouhou.identity;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.shouhou.common.Problem;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Makes Problem Details (RFC 9457): {@code type} is the stable {@code /problems/<slug>}, {@code title} is in the
 * reader's language, {@code detail} a plain English sentence.
 */
@Component
class ProblemDetails {

    private final MessageSource texts;

    ProblemDetails(MessageSource texts) {
        this.texts = texts;
    }

    ProblemDetail of(Problem problem) {
        return of(problem.status(), problem.slug(), problem.getMessage(), problem.properties());
    }

    ProblemDetail of(HttpStatusCode status, String slug, String detail) {
        return of(status, slug, detail, Map.of());
    }

    private ProblemDetail of(HttpStatusCode status, String slug, String detail, Map<String, Object> properties) {
        ProblemDetail answer = ProblemDetail.forStatusAndDetail(status, detail);
        answer.setType(URI.create("/problems/" + slug));
        answer.setTitle(title(slug, detail));
        properties.forEach(answer::setProperty);
        return answer;
    }

    /** The problem's name in the reader's language; the sentence itself for a problem without one. */
    String title(String slug, String detail) {
        Locale locale = LocaleContextHolder.getLocale();
        return texts.getMessage("problem." + slug, null, detail, locale);
    }
}

package org.shouhou.identity;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The last resort: whatever went wrong outside of a controller, answered in the caller's form. */
@Controller
class ErrorPages implements ErrorController {

    /** Request attribute: the problem's slug. */
    static final String SLUG = ErrorPages.class.getName() + ".slug";

    private final ProblemDetails problems;

    ErrorPages(ProblemDetails problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        HttpStatus status = status(request);
        String slug = slug(request, status);
        if (Requests.isApi(request) || Requests.isPartOfPage(request)) {
            ProblemDetail problem = problems.of(status, slug, sentence(status));
            return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
        }
        return page(status, slug);
    }

    /** The page of a problem; its title is the text {@code problem.<slug>}. */
    ModelAndView page(HttpStatus status, String slug) {
        return new ModelAndView("error", Map.of("status", status.value(), "title", problems.title(slug, sentence(status)),
                "advice", "error.advice." + advice(status)), status);
    }

    private static String advice(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "notFound";
            case FORBIDDEN -> "notAllowed";
            case CONFLICT -> "changed";
            default -> status.is5xxServerError() ? "failed" : "input";
        };
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        return status == null ? HttpStatus.NOT_FOUND : status;
    }

    private static String slug(HttpServletRequest request, HttpStatus status) {
        if (request.getAttribute(SLUG) instanceof String slug) {
            return slug;
        }
        return switch (status) {
            case NOT_FOUND -> "not-found";
            case FORBIDDEN -> "not-allowed";
            case UNAUTHORIZED -> "not-signed-in";
            default -> status.is5xxServerError() ? "unexpected" : "bad-request";
        };
    }

    private static String sentence(HttpStatus status) {
        return status.is5xxServerError() ? "Something went wrong on our side." : status.getReasonPhrase() + ".";
    }
}

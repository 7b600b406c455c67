package org.shouhou.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** Answers calls that are refused before they reach a controller: a Problem Detail for the API, a page for people. */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ProblemDetails problems;
    private final JsonMapper json;
    private final LocaleResolver locales;
    private final DataSize largest;

    Refusals(ProblemDetails problems, JsonMapper json, LocaleResolver localeResolver,
            @Value("${spring.servlet.multipart.max-file-size}") DataSize largest) {
        this.largest = largest;
        this.problems = problems;
        this.json = json;
        this.locales = localeResolver;
    }

    /** Nobody is signed in, or with a wrong password. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        boolean tooMany = why instanceof SignInTries.TooMany;
        if (Requests.isApi(request)) {
            if (!Requests.isBrowser(request)) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Shouhou\", charset=\"UTF-8\"");
            }
            if (tooMany) {
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(SignInTries.WAIT.toSeconds()));
                write(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-tries", why.getMessage());
            } else {
                write(request, response, HttpStatus.UNAUTHORIZED, "not-signed-in", "Sign in, or send HTTP Basic credentials that are right.");
            }
        } else {
            toSignIn(request, response, "");
        }
    }

    /** Signed in, but the rules do not allow it; or a change without its CSRF token. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        boolean noToken = why instanceof CsrfException;
        if (noToken && !Requests.isApi(request) && SecurityContextHolder.getContext().getAuthentication() == null) {
            toSignIn(request, response, "?again");
            return;
        }
        if (request.getAttribute(Access.HIDDEN) != null) {
            refuse(request, response, HttpStatus.NOT_FOUND, "not-found", "There is nothing at " + Requests.path(request) + ".");
        } else if (!noToken && AccessRules.of(request.getMethod(), Requests.path(request)).isEmpty()) {
            refuse(request, response, HttpStatus.NOT_FOUND, "not-found", "There is nothing at " + Requests.path(request) + ".");
        } else if (noToken && tooLarge(request)) {
            // its token was in the body that was not read
            refuse(request, response, HttpStatus.CONTENT_TOO_LARGE, "too-large", "The file is larger than this shop accepts.");
        } else if (noToken) {
            refuse(request, response, HttpStatus.FORBIDDEN, "csrf", "The call came without its CSRF token; load the page again.");
        } else if (request.getAttribute(BearerFilter.PROGRAM) != null) {
            write(request, response, HttpStatus.FORBIDDEN, "token-scope", "No scope of this token covers this call.");
        } else {
            refuse(request, response, HttpStatus.FORBIDDEN, "not-allowed", "Your role may not do this.");
        }
    }

    private boolean tooLarge(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE) && request.getContentLengthLong() > largest.toBytes();
    }

    void signInFailed(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        response.sendRedirect(request.getContextPath() + "/sign-in?" + (why instanceof SignInTries.TooMany ? "wait" : "wrong"));
    }

    private void toSignIn(HttpServletRequest request, HttpServletResponse response, String query) throws IOException {
        String page = request.getContextPath() + "/sign-in" + query;
        if (Requests.isPartOfPage(request)) {
            // the page asks for the password in place; leaving it would lose what is typed there
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            response.sendRedirect(page);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String slug,
            String detail) throws IOException {
        if (Requests.isApi(request) || Requests.isPartOfPage(request)) {
            write(request, response, status, slug, detail);
        } else {
            request.setAttribute(ErrorPages.SLUG, slug);
            response.sendError(status.value());
        }
    }

    void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String slug,
            String detail) throws IOException {
        LocaleContextHolder.setLocale(locales.resolveLocale(request));
        try {
            ProblemDetail problem = problems.of(status, slug, detail);
            response.setStatus(status.value());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getOutputStream().write(json.writeValueAsBytes(problem));
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }
}

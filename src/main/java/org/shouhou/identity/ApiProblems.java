package org.shouhou.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns what a controller throws into a Problem Detail for the API, and into a page for people. Bad input is the
 * caller's (4xx), a collision is worth another try (409, 503), and only what nobody expected is ours (500), logged
 * under a reference the answer names.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

    private final ProblemDetails details;
    private final ErrorPages pages;

    ApiProblems(ProblemDetails details, ErrorPages pages) {
        this.details = details;
        this.pages = pages;
    }

    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    Object refused(RuntimeException e) {
        throw e;
    }

    @ExceptionHandler({AsyncRequestNotUsableException.class, ClientAbortException.class})
    void clientHasGone() {
        // nobody is left to answer
    }

    @ExceptionHandler(Exception.class)
    Object any(Exception e, HttpServletRequest request) {
        Problem problem = problem(e);
        if (!Requests.isApi(request) && !Requests.isPartOfPage(request)) {
            return pages.page(problem.status(), problem.slug());
        }
        ProblemDetail body = details.of(problem);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status());
        if (e instanceof ErrorResponse known) {
            answer.headers(headers -> headers.putAll(known.getHeaders()));
        }
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
    }

    static Problem problem(Exception e) {
        if (e instanceof Problem expected) {
            return expected;
        }
        if (e instanceof HttpMessageNotReadableException unreadable) {
            return unreadable(unreadable);
        }
        if (e instanceof MethodArgumentNotValidException || e instanceof BindException) {
            BindingResult result = (BindingResult) e;
            return Problem.fields(result.getAllErrors().stream().map(ApiProblems::field).toList());
        }
        if (e instanceof HandlerMethodValidationException invalid) {
            return Problem.fields(invalid.getParameterValidationResults().stream().flatMap(result ->
                    result instanceof ParameterErrors errors ? errors.getAllErrors().stream().map(ApiProblems::field)
                            : result.getResolvableErrors().stream().map(error -> new FieldProblem(
                                    String.valueOf(result.getMethodParameter().getParameterName()), error.getDefaultMessage())))
                    .toList());
        }
        if (e instanceof ConstraintViolationException invalid) {
            return Problem.fields(invalid.getConstraintViolations().stream().map(violation ->
                    new FieldProblem(violation.getPropertyPath().toString(), violation.getMessage())).toList());
        }
        if (e instanceof MethodArgumentTypeMismatchException mismatch) {
            return mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                    ? Problem.notFound(mismatch.getName(), mismatch.getValue())
                    : Problem.fields(List.of(new FieldProblem(mismatch.getName(), "This is not the right kind of value.")));
        }
        if (e instanceof MissingServletRequestParameterException missing) {
            return Problem.fields(List.of(new FieldProblem(missing.getParameterName(), "This is needed.")));
        }
        if (e instanceof MissingServletRequestPartException missing) {
            return Problem.fields(List.of(new FieldProblem(missing.getRequestPartName(), "This part is needed.")));
        }
        if (e instanceof MissingRequestValueException) {
            return Problem.badRequest("bad-request", "Something the call needs is missing.");
        }
        if (e instanceof MaxUploadSizeExceededException) {
            return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The file is larger than this shop accepts.");
        }
        if (e instanceof MultipartException) {
            return Problem.badRequest("bad-upload", "Send the file as multipart/form-data, in the part \"file\".");
        }
        Problem ofDatabase = ofDatabase(e);
        return ofDatabase != null ? ofDatabase : other(e);
    }

    private static Problem ofDatabase(Exception e) {
        if (e instanceof DuplicateKeyException) {
            LOG.info("Duplicate key answered as a conflict: {}", e.getMessage());
            return Problem.conflict("already-there", "This has been stored already, perhaps by a call at the same time; read it and try again.");
        }
        if (e instanceof OptimisticLockingFailureException) {
            return Problem.conflict("changed-meanwhile", "Somebody changed this meanwhile; read it again.");
        }
        if (e instanceof ConcurrencyFailureException || e instanceof QueryTimeoutException) {
            return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "busy", "Nothing was changed; send the same call again in a moment.");
        }
        if (e instanceof DataIntegrityViolationException) {
            LOG.warn("Refused by the database", e);
            return Problem.conflict("not-storable", "The database refused this; nothing was changed.");
        }
        return null;
    }

    private static Problem other(Exception e) {
        if (e instanceof ErrorResponse known && !known.getStatusCode().is5xxServerError()) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            String slug = switch (status) {
                case NOT_FOUND -> "not-found";
                case METHOD_NOT_ALLOWED -> "method-not-allowed";
                case NOT_ACCEPTABLE -> "not-acceptable";
                case UNSUPPORTED_MEDIA_TYPE -> "unsupported-media-type";
                default -> "bad-request";
            };
            String detail = known.getBody().getDetail();
            return Problem.of(status, slug, detail == null ? status.getReasonPhrase() + "." : detail);
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Unexpected problem, reference {}", reference, e);
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "unexpected",
                "Something went wrong on our side; tell the operator the reference " + reference + ".").with("reference", reference);
    }

    private static Problem unreadable(HttpMessageNotReadableException e) {
        Throwable cause = e.getCause();
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return Problem.fields(List.of(new FieldProblem(path(unknown), "This field is not known.")));
        }
        if (cause instanceof InputCoercionException tooLarge) {
            return Problem.fields(List.of(new FieldProblem("line " + tooLarge.getLocation().getLineNr() + ", column "
                    + tooLarge.getLocation().getColumnNr(), "This is not the right kind of value.")));
        }
        if (cause instanceof StreamReadException torn) {
            return Problem.badRequest("bad-json", "The body is no JSON: line " + torn.getLocation().getLineNr()
                    + ", column " + torn.getLocation().getColumnNr() + ".");
        }
        if (cause instanceof DatabindException wrong) {
            String field = path(wrong);
            return field.isEmpty() ? Problem.badRequest("bad-json", "The body is not of the shape this call takes.")
                    : Problem.fields(List.of(new FieldProblem(field, "This is not the right kind of value.")));
        }
        return Problem.badRequest("bad-json", "A JSON body is needed.");
    }

    private static String path(DatabindException e) {
        return e.getPath().stream().map(ApiProblems::step).collect(Collectors.joining("."));
    }

    private static String step(JacksonException.Reference reference) {
        return reference.getPropertyName() != null ? reference.getPropertyName() : String.valueOf(reference.getIndex());
    }

    private static FieldProblem field(ObjectError error) {
        boolean unreadable = error instanceof FieldError field && field.isBindingFailure();
        return new FieldProblem(error instanceof FieldError field ? field.getField() : error.getObjectName(),
                unreadable ? "This is not the right kind of value." : error.getDefaultMessage());
    }
}


package org.shouhou.identity;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;

/** Completes what the description says of each call: words, who may, examples, and each way it can be refused. */
final class ApiOperations {

    /** How a call is refused. */
    private record Refusal(int status, String slug, String title, String detail) {
    }

    private static final Refusal BAD = new Refusal(400, "invalid-fields", "Some fields are not right", "Some fields are not right; see \"fields\".");
    private static final Refusal NOBODY = new Refusal(401, "not-signed-in", "Sign in first", "Sign in, or send HTTP Basic credentials that are right.");
    private static final Refusal NOT_ALLOWED = new Refusal(403, "not-allowed", "Your role may not do this", "Your role may not do this.");
    private static final Refusal UNKNOWN = new Refusal(404, "not-found", "There is nothing here", "There is no case 1042.");
    private static final Refusal CONFLICT = new Refusal(409, "changed-meanwhile", "Somebody changed this meanwhile", "Somebody changed this meanwhile; read it again.");
    private static final Refusal IMPOSSIBLE = new Refusal(422, "unknown-order", "There is no such order", "There is no order 2611110001234567. Import it first, or check the number.");
    private static final Refusal TOO_MANY = new Refusal(429, "too-many-calls", "Too many calls; wait a moment", "More than 600 calls a minute; wait 12 s.");

    private final OpenAPI api;
    private final ApiExamples examples;
    private final String problem;

    ApiOperations(OpenAPI api, String problem) {
        this.api = api;
        this.examples = new ApiExamples(api);
        this.problem = problem;
    }

    void complete() {
        api.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> complete(method.name(), path, operation)));
    }

    private void complete(String method, String path, Operation operation) {
        ApiWords.operation(method, path).ifPresent(words -> {
            operation.setSummary(words.summary());
            operation.setDescription(words.description() == null ? words.summary() + "." : words.description());
        });
        operation.setTags(List.of(tag(path)));
        PathContainer called = PathContainer.parsePath(path.replaceAll("\\{[^/]+}", "1"));
        List<String> scopes = Arrays.stream(Scope.values()).filter(scope -> !Scope.rolesFor(java.util.Set.of(scope), method, called).isEmpty()).map(Scope::code).toList();
        boolean open = who(operation, method, called, scopes);
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(this::parameter);
        }
        if (operation.getRequestBody() != null && operation.getRequestBody().getContent() != null) {
            example(operation.getRequestBody().getContent());
        }
        operation.getResponses().values().stream().map(ApiResponse::getContent).filter(content -> content != null).forEach(this::example);
        refusals(method, path, operation, open, !scopes.isEmpty());
    }

    private static String tag(String path) {
        String[] steps = path.split("/");
        return steps.length > 2 && steps[1].equals("api") ? steps[2] : steps[1];
    }

    /** @return whether no one needs to sign in */
    private static boolean who(Operation operation, String method, PathContainer path, List<String> scopes) {
        AccessRules.Rule rule = AccessRules.of(method, path).orElse(null);
        boolean open = rule != null && rule.audience() == AccessRules.Audience.ANYONE;
        String roles = rule == null || rule.audience() != AccessRules.Audience.ROLES ? open ? "Whoever signs the call." : "Everybody who is signed in."
                : "Roles: " + rule.roles().stream().map(Role::id).sorted().collect(Collectors.joining(", ")) + ".";
        String tokens = scopes.isEmpty() ? "" : " Scopes of tokens: " + String.join(", ", scopes) + ".";
        operation.setDescription((operation.getDescription() == null ? "" : operation.getDescription() + "\n\n") + roles + tokens);
        if (open) {
            operation.setSecurity(List.of());
        } else {
            operation.setSecurity(scopes.isEmpty() ? List.of(new SecurityRequirement().addList("basic"))
                    : List.of(new SecurityRequirement().addList("basic"), new SecurityRequirement().addList("bearer", scopes)));
        }
        return open;
    }

    private void parameter(Parameter parameter) {
        if (parameter.getDescription() == null) {
            parameter.setDescription(ApiWords.parameter(parameter.getName()));
        }
        if (parameter.getExample() == null && parameter.getSchema() != null) {
            parameter.setExample(examples.of(parameter.getSchema(), parameter.getName()));
        }
    }

    private void example(Content content) {
        content.forEach((kind, media) -> {
            if (media.getExample() == null && media.getSchema() != null) {
                media.setExample(examples.of(media.getSchema(), null));
            }
        });
    }

    private void refusals(String method, String path, Operation operation, boolean open, boolean tokens) {
        boolean changes = !method.equals("GET");
        boolean said = operation.getRequestBody() != null || operation.getParameters() != null && !operation.getParameters().isEmpty();
        if (said) {
            refusal(operation, BAD);
        }
        refusal(operation, NOBODY);
        if (!open) {
            refusal(operation, NOT_ALLOWED);
        }
        if (path.contains("{")) {
            refusal(operation, UNKNOWN);
        }
        if (changes) {
            refusal(operation, CONFLICT);
            refusal(operation, IMPOSSIBLE);
        }
        if (tokens) {
            refusal(operation, TOO_MANY);
        }
    }

    private void refusal(Operation operation, Refusal refusal) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", "/problems/" + refusal.slug());
        example.put("title", refusal.title());
        example.put("status", refusal.status());
        example.put("detail", refusal.detail());
        example.put("instance", "/api/cases/1042");
        if (refusal == BAD) {
            example.put("fields", List.of(Map.of("field", "reason", "problem", "This is needed.", "detail", "Is required.")));
        }
        operation.getResponses().addApiResponse(String.valueOf(refusal.status()), new ApiResponse().description(refusal.title().substring(0, 1).toUpperCase(Locale.ROOT)
                + refusal.title().substring(1) + ".").content(new Content().addMediaType("application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + problem)).example(example))));
    }
}

package org.shouhou.identity;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API's description says beyond the calls themselves: how to sign in, and every type of problem. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";
    private static final List<String> BUNDLES = List.of("i18n.messages", "i18n.work", "i18n.problems", "i18n.promise", "i18n.authority", "i18n.casepage", "i18n.peak", "i18n.config", "i18n.steer", "i18n.events", "i18n.operate");

    @Bean
    OpenApiCustomizer describeApi() {
        return api -> {
            api.info(new Info().title("Shouhou (售后)").version("1")
                    .description("The after-sale case system for online shops. Amounts are minor units (fen), times are "
                            + "instants in UTC. Examples are made up. Every refusal is a Problem Detail (RFC 9457) with a stable type."));
            if (api.getComponents() == null) {
                api.components(new Components());
            }
            api.getComponents().addSecuritySchemes("basic", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic"));
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getComponents().addSecuritySchemes("bearer", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                    .description("A token an operator issued: sh_... It reaches what its scopes say."));
            api.addSecurityItem(new SecurityRequirement().addList("basic"));
            api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiDescription::refusals));
            new ApiOperations(api, PROBLEM).complete();
        };
    }

    /** A shape inside another is named with it: several calls have a View, an Item or a Row of their own. */
    @Bean
    ModelResolver shapesByPlace(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new TypeNameResolver() {
            @Override
            protected String getNameOfClass(Class<?> shape) {
                return shape.getEnclosingClass() == null ? super.getNameOfClass(shape)
                        : getNameOfClass(shape.getEnclosingClass()) + super.getNameOfClass(shape);
            }
        });
    }

    /** The types are those that have a title for people: a refusal without one has no page text either. */
    static List<String> types() {
        return BUNDLES.stream().flatMap(bundle -> ResourceBundle.getBundle(bundle, Locale.ROOT).keySet().stream())
                .filter(key -> key.startsWith("problem.") && key.indexOf('.', "problem.".length()) < 0)
                .map(key -> "/problems/" + key.substring("problem.".length())).sorted().toList();
    }

    private static Schema<?> problem() {
        StringSchema type = new StringSchema();
        types().forEach(type::addEnumItem);
        return new ObjectSchema()
                .addProperty("type", type.description("Stable; what to branch on."))
                .addProperty("title", new StringSchema().description("In the reader's language."))
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("A plain English sentence that says what to do."))
                .addProperty("instance", new StringSchema())
                .addProperty("fields", new ArraySchema().items(new ObjectSchema()
                        .addProperty("field", new StringSchema()).addProperty("problem", new StringSchema().description("In the reader's language."))
                        .addProperty("detail", new StringSchema().description("A plain English sentence, with all that is allowed.")))
                        .description("For invalid-fields: each field that is not right."));
    }

    private static void refusals(Operation operation) {
        operation.getResponses().addApiResponse("default", new ApiResponse().description("Refused")
                .content(new Content().addMediaType("application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
    }
}

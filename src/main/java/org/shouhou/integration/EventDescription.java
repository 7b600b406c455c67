package org.shouhou.integration;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The events out, in the API's description: one webhook a kind. */
@Configuration(proxyBeanMethods = false)
class EventDescription {

    private static final Map<String, Object> FACTS = Map.ofEntries(Map.entry("channel", "CHAT"), Map.entry("amountMinor", 29900), Map.entry("before", "WAITING"),
            Map.entry("after", "OPEN"), Map.entry("outcome", "REFUNDED"), Map.entry("case", "SH-1040-1"), Map.entry("task", "reviewRefund"),
            Map.entry("taskId", "0198f3a2-51c7-7d11-8f7e-3a5b9c2d1e4f"), Map.entry("due", "2026-11-12T02:00:00Z"), Map.entry("decision", "APPROVE"),
            Map.entry("kind", "TASK"), Map.entry("source", "GATEWAY"), Map.entry("promise", "REFUNDED"), Map.entry("promiseId", 5));

    @Bean
    OpenApiCustomizer describeEvents() {
        return api -> EventKind.subscribable().forEach(kind -> api.addWebhooks(kind.code(), new PathItem().post(operation(kind))));
    }

    private static Operation operation(EventKind kind) {
        return new Operation().operationId("event-" + kind.code()).tags(List.of("events")).summary("Event " + kind.code())
                .description("Posted to each webhook that subscribes to it. Amounts, order numbers and people only where the webhook may hold them.")
                .addParametersItem(header("webhook-id", "The same at every try; to tell a repeat by.", "msg_0b5e1c8f2a7d4e3b9c6f1a2d3e4f5a6b"))
                .addParametersItem(header("webhook-timestamp", "Seconds since 1970 at which it was sent.", "1794362400"))
                .addParametersItem(header("webhook-signature", "One or several of v1,<Base64 of the HMAC-SHA256 of id.timestamp.body>, separated by blanks.",
                        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="))
                .requestBody(new RequestBody().required(true).content(new Content().addMediaType("application/json",
                        new MediaType().schema(schema()).example(example(kind)))))
                .responses(new ApiResponses().addApiResponse("2XX", new ApiResponse().description("Taken."))
                        .addApiResponse("410", new ApiResponse().description("Gone: the webhook is switched off."))
                        .addApiResponse("default", new ApiResponse().description("Tried again, with growing pauses.")));
    }

    private static HeaderParameter header(String name, String description, String example) {
        HeaderParameter header = new HeaderParameter();
        header.name(name).description(description).required(true).schema(new StringSchema()).example(example);
        return header;
    }

    private static Schema<?> schema() {
        return new ObjectSchema().addProperty("type", new StringSchema()).addProperty("timestamp", new StringSchema().format("date-time"))
                .addProperty("data", new ObjectSchema()).required(List.of("type", "timestamp", "data"));
    }

    private static Map<String, Object> example(EventKind kind) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (kind.code().startsWith("incident.")) {
            data.putAll(Map.of("incidentId", "12", "incidentNumber", "INC-12-3", "status", "OPEN", "shop", "main", "sku", "COAT-M-BLUE"));
        } else {
            data.putAll(Map.of("caseId", "1042", "caseNumber", "SH-1042-7", "caseType", "refund", "status", "OPEN", "shop", "main", "reason", "QUALITY"));
        }
        kind.facts().forEach(fact -> data.put(fact.equals("case") ? "intoCaseNumber" : fact, FACTS.get(fact)));
        if (data.containsKey("amountMinor")) {
            data.put("currency", "CNY");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", kind.code());
        body.put("timestamp", "2026-11-11T02:00:00Z");
        body.put("data", data);
        return body;
    }
}

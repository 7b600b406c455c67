package org.shouhou.integration.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.integration.EventKind;
import org.shouhou.integration.NewWebhook;
import org.shouhou.integration.Share;
import org.shouhou.integration.Webhook;
import org.shouhou.integration.WebhookDeliveries;
import org.shouhou.integration.WebhookDelivery;
import org.shouhou.integration.Webhooks;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who is told what happens, what was delivered, and delivering again. */
@RestController
@RequestMapping("/api/webhooks")
class WebhookApi {

    private static final int PAGE = 50;

    /** A webhook; its secret is never read again. @param why {@code GONE}, {@code FAILING} or {@code BY_HAND} while it is not ACTIVE */
    record WebhookView(long id, String name, String url, List<String> kinds, List<String> shops, Set<Share> shares, Webhook.State state,
            String why, int failures, Instant failingSince, Instant oldSecretUntil, String createdBy, Instant createdAt) {
    }

    /** @param secret shown now and never again */
    record WebhookWithSecret(WebhookView webhook, String secret) {
    }

    record WebhookList(List<WebhookView> webhooks) {
    }

    record EventKinds(List<String> kinds) {
    }

    record WebhookState(String state) {
    }

    record TestSent(long deliveryId) {
    }

    record RedeliverSince(Instant since) {
    }

    record Redelivered(int count) {
    }

    /** @param id the number of the delivery @param messageId the header {@code webhook-id} */
    record DeliverySummary(long id, String messageId, String kind, String caseId, WebhookDelivery.State state, int attempts, Instant createdAt,
            Instant nextTry, Instant endedAt, Integer lastStatus, String lastProblem) {
    }

    /** @param next pass it as {@code cursor} to go on; null at the end */
    record DeliveryPage(List<DeliverySummary> deliveries, Long next) {
    }

    record DeliveryAttempt(Instant at, int tookMs, Integer status, String problem, String response) {
    }

    /** @param body what was signed and sent @param tries newest first */
    record DeliveryView(DeliverySummary delivery, long webhookId, String body, List<DeliveryAttempt> tries) {
    }

    private final Webhooks webhooks;
    private final WebhookDeliveries deliveries;

    WebhookApi(Webhooks webhooks, WebhookDeliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    @GetMapping
    WebhookList list() {
        return new WebhookList(webhooks.all().stream().map(this::view).toList());
    }

    @GetMapping("/kinds")
    EventKinds kinds() {
        return new EventKinds(EventKind.subscribable().stream().map(EventKind::code).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WebhookWithSecret create(@RequestBody NewWebhook wanted) {
        return view(webhooks.create(wanted, Actor.current().name()));
    }

    @GetMapping("/{webhookId}")
    WebhookView get(@PathVariable long webhookId) {
        return view(webhooks.get(webhookId));
    }

    @PutMapping("/{webhookId}")
    WebhookView change(@PathVariable long webhookId, @RequestBody NewWebhook wanted) {
        return view(webhooks.change(webhookId, wanted));
    }

    @PostMapping("/{webhookId}/state")
    WebhookView state(@PathVariable long webhookId, @RequestBody WebhookState wanted) {
        return view(webhooks.state(webhookId, code(Webhook.State.values(), wanted.state(), true)));
    }

    @PostMapping("/{webhookId}/secret")
    WebhookWithSecret rotate(@PathVariable long webhookId) {
        return view(webhooks.rotate(webhookId));
    }

    @PostMapping("/{webhookId}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TestSent test(@PathVariable long webhookId) {
        return new TestSent(webhooks.test(webhookId));
    }

    @GetMapping("/{webhookId}/deliveries")
    DeliveryPage deliveries(@PathVariable long webhookId, @RequestParam(required = false) String state, @RequestParam(required = false) Long cursor) {
        List<WebhookDelivery> page = deliveries.of(webhookId, code(WebhookDelivery.State.values(), state, false), cursor);
        return new DeliveryPage(page.stream().map(WebhookApi::summary).toList(), page.size() < PAGE ? null : page.get(PAGE - 1).id());
    }

    @PostMapping("/{webhookId}/redeliver")
    Redelivered redeliver(@PathVariable long webhookId, @RequestBody RedeliverSince wanted) {
        return new Redelivered(deliveries.againSince(webhookId, wanted.since()));
    }

    @GetMapping("/deliveries/{deliveryId}")
    DeliveryView delivery(@PathVariable long deliveryId) {
        WebhookDelivery.Full found = deliveries.get(deliveryId);
        return new DeliveryView(summary(found.delivery()), found.delivery().webhookId(), found.delivery().body(), found.tries().stream()
                .map(one -> new DeliveryAttempt(Instant.ofEpochMilli(one.atMs()), one.tookMs(), one.status(), one.problem(), one.response())).toList());
    }

    @PostMapping("/deliveries/{deliveryId}/redeliver")
    DeliverySummary redeliver(@PathVariable long deliveryId) {
        return summary(deliveries.again(deliveryId));
    }

    private WebhookWithSecret view(Webhooks.Created created) {
        return new WebhookWithSecret(view(created.webhook()), created.secret());
    }

    private WebhookView view(Webhook webhook) {
        return new WebhookView(webhook.id(), webhook.name(), webhook.url(), webhook.kinds(), webhook.shops(), webhook.shares(), webhook.state(),
                webhook.why(), webhook.failures(), at(webhook.failingSinceMs()), webhooks.oldSecretUntil(webhook.id()), webhook.createdBy(),
                at(webhook.createdMs()));
    }

    private static DeliverySummary summary(WebhookDelivery one) {
        return new DeliverySummary(one.id(), one.messageId(), one.kind(), one.caseId() == null ? null : String.valueOf(one.caseId()), one.state(),
                one.attempts(), at(one.createdMs()), one.state() == WebhookDelivery.State.WAITING ? at(one.nextTryMs()) : null, at(one.endedMs()),
                one.lastStatus(), one.lastProblem());
    }

    private static Instant at(Long ms) {
        return ms == null ? null : Instant.ofEpochMilli(ms);
    }

    /** @return null when nothing was said and nothing needs to be */
    static <E extends Enum<E>> E code(E[] codes, String text, boolean needed) {
        if (!needed && (text == null || text.isBlank())) {
            return null;
        }
        return Arrays.stream(codes).filter(code -> text != null && code.name().equals(text.toUpperCase(Locale.ROOT))).findFirst().orElseThrow(() ->
                Problem.fields(List.of(new FieldProblem("state", "One of " + String.join(", ", Arrays.stream(codes).map(Enum::name).toList()) + "."))));
    }
}

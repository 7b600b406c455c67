package org.shouhou.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.common.Problem;
import org.shouhou.integration.WebhookDeliveries.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Delivers what waits, an event for each webhook in turn, so that a slow one costs the others little. */
@Component
class WebhookSender implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

    private final WebhookDeliveries deliveries;
    private final Webhooks webhooks;
    private final SafePost post;
    private final Clock clock;

    WebhookSender(WebhookDeliveries deliveries, Webhooks webhooks, SafePost post, Clock clock) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.post = post;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public boolean workOnce() {
        boolean did = false;
        for (Webhook webhook : deliveries.active()) {
            if (webhook.restsUntilMs() <= clock.millis()) {
                Optional<WebhookDelivery> taken = deliveries.take(webhook);
                taken.ifPresent(delivery -> {
                    long at = clock.millis();
                    deliveries.tried(delivery, at, tryOnce(webhook, delivery));
                });
                did |= taken.isPresent();
            }
        }
        return did;
    }

    @Override
    public Optional<Instant> nextDue() {
        return deliveries.active().stream().map(deliveries::nextTry).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** Whatever goes wrong with one must be seen on it and must not keep the others waiting. */
    private Outcome tryOnce(Webhook webhook, WebhookDelivery delivery) {
        long begin = System.nanoTime();
        try {
            long timestamp = clock.instant().getEpochSecond();
            List<String> secrets = webhooks.secrets(webhook.id());
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("webhook-id", delivery.messageId());
            headers.put("webhook-timestamp", String.valueOf(timestamp));
            headers.put("webhook-signature", WebhookSecret.sign(secrets, delivery.messageId(), timestamp, delivery.body()));
            SafePost.Answer answer = post.post(webhook.url(), headers, delivery.body().getBytes(StandardCharsets.UTF_8), deliveries.limit());
            return judged(answer, took(begin));
        } catch (Destinations.Refused | IOException e) {
            String why = e.getMessage() == null ? "no connection" : e.getMessage();
            return new Outcome(false, false, true, null, why, null, took(begin), null);
        } catch (Problem e) {
            return new Outcome(false, false, true, null, e.getMessage(), null, took(begin), null);
        } catch (RuntimeException e) {
            LOG.warn("Event {} could not be sent to webhook {}", delivery.messageId(), webhook.id(), e);
            return new Outcome(false, false, false, null, String.valueOf(e.getMessage()), null, took(begin), null);
        }
    }

    private static Outcome judged(SafePost.Answer answer, int took) {
        int code = answer.status();
        boolean delivered = code / 100 == 2;
        String after = answer.headers().getOrDefault("retry-after", "");
        return new Outcome(delivered, code == 410, code >= 500 || code == 429, code, delivered ? null : "The receiver answered " + code + ".",
                answer.beginning(), took, after.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(after)) : null);
    }

    private static int took(long begin) {
        return (int) Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}

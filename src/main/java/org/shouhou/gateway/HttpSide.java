package org.shouhou.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.shouhou.common.Json;

/** The connection to one gateway. A call that may have arrived and was not answered clearly is unknown, never failed. */
final class HttpSide {

    private final String base;
    private final String secret;
    private final Duration readTimeout;
    private final Duration longest;
    private final Clock clock;
    private final HttpClient client;
    private final CircuitBreaker breaker;
    private volatile Instant breakerSince;

    HttpSide(Gateway gateway, GatewayProperties.Http connection, Clock clock) {
        this.base = connection.baseUrl().replaceAll("/+$", "");
        this.secret = connection.secret();
        this.readTimeout = connection.readTimeout();
        this.longest = connection.connectTimeout().plus(connection.readTimeout()).plusSeconds(1);
        this.clock = clock;
        this.client = HttpClient.newBuilder().connectTimeout(connection.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();
        this.breaker = CircuitBreaker.of(gateway.id(), CircuitBreakerConfig.custom()
                .slidingWindowSize(20).minimumNumberOfCalls(5).failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(30)).permittedNumberOfCallsInHalfOpenState(2)
                .clock(clock).build());
        this.breaker.getEventPublisher().onStateTransition(change -> breakerSince = clock.instant());
    }

    CircuitBreaker.State breaker() {
        return breaker.getState();
    }

    Instant breakerSince() {
        return breakerSince;
    }

    Answer call(OutsideCall call) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("key", call.key());
        body.put("operation", call.operation());
        body.put("caseId", call.caseId());
        body.put("shop", call.shop());
        body.put("orderNo", call.orderNo());
        body.put("payload", call.payload());
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = request(base + "/" + call.operation(), call.key(), bytes)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        Exchange exchange = exchange(request.build());
        return exchange.failure() != null ? exchange.failure() : HttpAnswers.toCall(exchange.status(), exchange.body());
    }

    Answer query(OutsideCall call) {
        String address = base + "/" + call.operation() + "/" + URLEncoder.encode(call.key(), StandardCharsets.UTF_8);
        Exchange exchange = exchange(request(address, call.key(), new byte[0]).GET().build());
        return exchange.failure() != null ? exchange.failure() : HttpAnswers.toQuery(exchange.status(), exchange.body());
    }

    private HttpRequest.Builder request(String address, String key, byte[] body) {
        String id = UUID.randomUUID().toString();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return HttpRequest.newBuilder(URI.create(address)).timeout(readTimeout).header("Accept", "application/json")
                .header("Idempotency-Key", key).header(Signature.ID, id).header(Signature.TIMESTAMP, timestamp)
                .header(Signature.SIGNATURE, Signature.of(secret, id, timestamp, body));
    }

    /** An HTTP answer, or why there is none. */
    private record Exchange(int status, byte[] body, Answer failure) {
    }

    private Exchange exchange(HttpRequest request) {
        if (!breaker.tryAcquirePermission()) {
            return failed(new Answer.Transient("It failed too often; it is not called for a while (circuit open)."));
        }
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> running = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            // the request's own time-out ends with the headers; a body that trickles in is bounded here
            HttpResponse<byte[]> response = running.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() >= 500) {
                broken(start, new IOException("HTTP " + response.statusCode()));
            } else {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
            return new Exchange(response.statusCode(), response.body(), null);
        } catch (TimeoutException e) {
            running.cancel(true);
            broken(start, e);
            return failed(new Answer.Unknown("no answer in time"));
        } catch (ExecutionException e) {
            broken(start, e.getCause());
            return failed(noAnswer(e.getCause()));
        } catch (InterruptedException e) {
            running.cancel(true);
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            return failed(new Answer.Unknown("interrupted"));
        }
    }

    private void broken(long start, Throwable why) {
        breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, why);
    }

    private static Answer noAnswer(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException || cause instanceof SSLHandshakeException) {
                return new Answer.Transient("no connection: " + cause);
            }
        }
        return new Answer.Unknown(why.toString());
    }

    private static Exchange failed(Answer failure) {
        return new Exchange(0, null, failure);
    }
}

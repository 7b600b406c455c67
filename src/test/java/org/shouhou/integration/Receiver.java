package org.shouhou.integration;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.shouhou.common.Json;

/** Somebody else's server that takes events: it answers what it is told to, else 204, and checks signatures by its own reckoning. */
final class Receiver implements AutoCloseable {

    /** One call. */
    record Call(String id, String timestamp, String signature, String body) {

        Map<String, Object> json() {
            return Json.readMap(body);
        }

        String type() {
            return (String) json().get("type");
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> data() {
            return (Map<String, Object>) json().get("data");
        }

        /** Whether one of the signatures is that of the secret. */
        boolean signedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
                String wanted = "v1," + Base64.getEncoder().encodeToString(mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
                return List.of(signature.split(" ")).contains(wanted);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    final List<Call> calls = new CopyOnWriteArrayList<>();
    /** The next answers: a status, or {@code 302 address}. */
    final Deque<String> answers = new ConcurrentLinkedDeque<>();
    volatile String always = "204";
    volatile String says = "";
    private final HttpServer server;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(exchange.getRequestHeaders().getFirst("webhook-id"), exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"), body));
            String answer = answers.isEmpty() ? always : answers.poll();
            String[] parts = answer.split(" ");
            if (parts.length > 1) {
                exchange.getResponseHeaders().set(parts[0].equals("302") ? "Location" : "Retry-After", parts[1]);
            }
            byte[] said = says.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(parts[0]), said.length == 0 ? -1 : said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events?from=shouhou";
    }

    List<String> types() {
        return calls.stream().map(Call::type).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

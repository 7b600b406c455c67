package org.shouhou.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser: cookies, forms, the CSRF token of the page last seen; redirects are followed by hand. */
final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String base;
    private final String language;
    private String token = "";

    Browser(int port, String language) {
        this.base = "http://localhost:" + port;
        this.language = language;
    }

    HttpResponse<String> get(String path) {
        HttpResponse<String> answer = send(request(path).GET());
        Matcher found = TOKEN.matcher(answer.body());
        if (found.find()) {
            token = found.group(1);
        }
        return answer;
    }

    /** Sends a form as the page would, with its token. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
        Map<String, String> all = new java.util.LinkedHashMap<>(fields);
        all.put("_csrf", token);
        return postWithoutToken(path, all);
    }

    HttpResponse<String> postWithoutToken(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream().map(field -> field.getKey() + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Calls the API as a page's script does. */
    HttpResponse<String> script(String path, String json, boolean withToken) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json").header("Sec-Fetch-Site", "same-origin");
        if (withToken) {
            request.header("X-CSRF-TOKEN", token);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Browser signIn(String user) {
        get("/sign-in");
        HttpResponse<String> answer = post("/sign-in", Map.of("username", user, "password", "demo"));
        if (answer.statusCode() != 302 || answer.headers().firstValue("Location").orElse("").contains("sign-in")) {
            throw new AssertionError(user + " cannot sign in: " + answer.statusCode() + " " + answer.headers().map());
        }
        return this;
    }

    /** The id of the session it holds. */
    String sessionId() {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("SHOUHOU"))
                .map(cookie -> new String(Base64.getDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8)).findFirst().orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path)).header("Accept-Language", language).header("Accept", "text/html,*/*");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

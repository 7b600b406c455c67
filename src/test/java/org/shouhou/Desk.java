package org.shouhou;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shouhou.common.Json;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who works through the API alone, by HTTP Basic. */
public final class Desk {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** An answer. */
    public record Answer(int status, String body) {

        public Map<String, Object> json() {
            return Json.readMap(body);
        }

        /** Asserts a Problem Detail with its status and the slug of its type. */
        public Answer isProblem(int expected, String slug) {
            assertThat(status).as(body).isEqualTo(expected);
            assertThat((String) json().get("type")).as(body).endsWith("/" + slug);
            return this;
        }

        public Answer is(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            return this;
        }
    }

    private final String base;
    private final String user;
    private final String password;
    private final String language;

    Desk(String base, String user, String password, String language) {
        this.base = base;
        this.user = user;
        this.password = password;
        this.language = language;
    }

    /** The same person, who reads another language. */
    public Desk reading(String another) {
        return new Desk(base, user, password, another);
    }

    public String name() {
        return user;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body == null ? "" : Json.write(body))));
    }

    public Answer put(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(Json.write(body))));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer raw(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Any method, and a body as it is. @param body null for none */
    public Answer call(String method, String path, String body) {
        return send(request(path).header("Content-Type", "application/json").method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer upload(String path, byte[] file) {
        String boundary = "b" + UUID.randomUUID();
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"orders.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        return send(request(path).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(head, file, tail))));
    }

    /** Adds files to a case: names and contents in turn. */
    public Answer attaches(String caseId, Object... namesAndContents) {
        return sends("/api/cases/" + caseId + "/attachments", Map.of(), namesAndContents);
    }

    /** Sends a form with files: names and contents in turn. */
    public Answer sends(String path, Map<String, String> fields, Object... namesAndContents) {
        String boundary = "b" + UUID.randomUUID();
        List<byte[]> body = new java.util.ArrayList<>();
        fields.forEach((name, value) -> body.add(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
                + "\"\r\n\r\n" + value + "\r\n").getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < namesAndContents.length; i += 2) {
            body.add(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + namesAndContents[i]
                    + "\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            body.add((byte[]) namesAndContents[i + 1]);
            body.add("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.add(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(path).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8))).header("Accept-Language", language);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    public List<Object> list(String path) {
        return MAPPER.readValue(get(path).is(200).body(), List.class);
    }

    // what people do

    /** Opens a case. @return its id */
    public String opens(Map<String, Object> wanted) {
        Map<String, Object> body = new LinkedHashMap<>(wanted);
        body.putIfAbsent("requestId", UUID.randomUUID().toString());
        body.putIfAbsent("channel", "CHAT");
        body.putIfAbsent("text", "请帮我处理");
        return (String) post("/api/cases", body).is(201).json().get("caseId");
    }

    public Map<String, Object> sees(String caseId) {
        return get("/api/cases/" + caseId).is(200).json();
    }

    /** The open task of a case. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> task(String caseId, String key) {
        List<Map<String, Object>> tasks = (List<Map<String, Object>>) sees(caseId).get("tasks");
        Map<String, Object> found = tasks.stream().filter(task -> task.get("key").equals(key)).findFirst()
                .orElseThrow(() -> new AssertionError("No open task " + key + " in " + tasks + ", case " + sees(caseId)));
        return found;
    }

    /** Keys of the open tasks of a case. */
    @SuppressWarnings("unchecked")
    public List<String> tasks(String caseId) {
        return ((List<Map<String, Object>>) sees(caseId).get("tasks")).stream().map(task -> (String) task.get("key")).toList();
    }

    /** Claims the task of a case and decides it. */
    public Answer tries(String caseId, String key, Map<String, Object> data) {
        String taskId = (String) task(caseId, key).get("taskId");
        Answer claimed = post("/api/tasks/" + taskId + "/claim", null);
        if (claimed.status() != 200) {
            return claimed;
        }
        return post("/api/tasks/" + taskId + "/complete", Map.of("requestId", UUID.randomUUID().toString(),
                "revision", claimed.json().get("revision"), "data", data));
    }

    public void decides(String caseId, String key, Map<String, Object> data) {
        tries(caseId, key, data).is(204);
    }

    /** Sends a message. @return what became of it */
    public String tells(String caseId, String name, Map<String, Object> data) {
        return (String) post("/api/cases/" + caseId + "/messages",
                Map.of("messageId", UUID.randomUUID().toString(), "name", name, "data", data)).is(200).json().get("effect");
    }
}

package org.shouhou.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Json;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the shop hands in when a platform steps in, and how anybody finds out whether it was altered. */
class EvidenceStackTest extends StackTest {

    @Autowired
    Evidence evidence;
    @Autowired
    CaseFiles cases;
    @Autowired
    PlatformTransactionManager transactions;

    private String spokenAbout() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", "=1+1 我没收到"));
        as("agent1").post("/api/cases/" + caseId + "/contacts", Map.of("channel", "PHONE", "outcome", "REACHED", "text", "已致歉")).is(204);
        as("agent1").post("/api/cases/" + caseId + "/notes", Map.of("text", "+86 回拨")).is(204);
        assertThat(as("agent1").upload("/api/cases/" + caseId + "/attachments", "对话记录".getBytes(StandardCharsets.UTF_8)).status()).isBetween(200, 201);
        return caseId;
    }

    @Test
    void r30_the_evidence_holds_chats_calls_notes_and_events_in_order_of_time_and_no_formula() {
        String caseId = spokenAbout();
        Map<String, byte[]> files = unpacked(bundle("agent1", caseId));
        assertThat(files.keySet()).contains("case.json", "order.json", "timeline.csv", "chats.csv", "calls.csv", "notes.csv",
                "messages.csv", "parcel.csv", "events.txt", "manifest.json");
        assertThat(text(files, "chats.csv")).contains("'=1+1 我没收到").doesNotContain(",=1+1");
        assertThat(text(files, "calls.csv")).contains("已致歉").contains("PHONE");
        assertThat(text(files, "notes.csv")).contains("'+86 回拨");
        assertThat(text(files, "timeline.csv")).contains("我没收到").contains("已致歉");
        assertThat(text(files, "parcel.csv")).contains("SF1");
        assertThat(files.keySet()).anyMatch(name -> name.startsWith("attachments/"));
        assertThat(wrong(files)).isEmpty();
    }

    @Test
    void r30_the_same_state_gives_the_same_bytes_and_reading_changes_nothing() {
        String caseId = spokenAbout();
        List<String> before = kinds(caseId);
        byte[] one = bundle("agent1", caseId);
        assertThat(bundle("auditor1", caseId)).isEqualTo(one);
        assertThat(kinds(caseId)).isEqualTo(before);
        as("agent1").post("/api/cases/" + caseId + "/notes", Map.of("text", "又一条")).is(204);
        assertThat(bundle("auditor1", caseId)).isNotEqualTo(one);
    }

    @Test
    void r30_one_byte_changed_anywhere_is_found() {
        Map<String, byte[]> files = unpacked(bundle("agent1", spokenAbout()));
        for (String name : files.keySet()) {
            Map<String, byte[]> forged = new LinkedHashMap<>(files);
            byte[] bytes = files.get(name).clone();
            int at = name.equals("manifest.json") ? new String(bytes, StandardCharsets.ISO_8859_1).indexOf("sha256\":\"") + 12 : bytes.length / 2;
            bytes[at] = (byte) (bytes[at] == '0' ? '1' : '0');
            forged.put(name, bytes);
            assertThat(wrong(forged)).as(name).isNotEmpty();
        }
        Map<String, byte[]> less = new LinkedHashMap<>(files);
        less.remove("notes.csv");
        assertThat(wrong(less)).isNotEmpty();
    }

    @Test
    void r30_an_event_changed_in_the_database_breaks_the_seal_put_on_it_before() {
        String caseId = spokenAbout();
        new TransactionTemplate(transactions).executeWithoutResult(tx -> evidence.seal(cases.lock(Long.parseLong(caseId))));
        assertThat(wrong(unpacked(bundle("agent1", caseId)))).isEmpty();
        assertThat(manifest(caseId)).contains("\"intact\":true");
        jdbc.sql("UPDATE case_event SET data = ? WHERE case_id = ? AND kind = 'NOTE'").params("{\"text\":\"别的\"}", caseId).update();
        assertThat(manifest(caseId)).contains("\"intact\":false");
        assertThat(wrong(unpacked(bundle("agent1", caseId)))).contains("seal");
    }

    @Test
    void only_who_works_on_cases_and_the_auditor_get_it_and_an_unknown_case_is_not_found() {
        String caseId = spokenAbout();
        for (String other : List.of("presale1", "warehouse1", "finance1", "operator1")) {
            as(other).get("/api/cases/" + caseId + "/evidence").is(403);
        }
        as("agent1").get("/api/cases/999999999/evidence").isProblem(404, "not-found");
    }

    private String manifest(String caseId) {
        return text(unpacked(bundle("agent1", caseId)), "manifest.json");
    }

    private byte[] bundle(String user, String caseId) {
        try {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                    URI.create("http://localhost:" + port + "/api/cases/" + caseId + "/evidence")).header("Authorization", "Basic "
                    + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8))).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/zip");
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, byte[]> unpacked(byte[] bundle) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    /** The check of src/docs/evidence.md, step by step. @return what is wrong, empty when nothing is */
    @SuppressWarnings("unchecked")
    private static Optional<String> wrong(Map<String, byte[]> files) {
        Map<String, Object> manifest;
        try {
            manifest = Json.readMap(text(files, "manifest.json"));
        } catch (RuntimeException e) {
            return Optional.of("manifest");
        }
        List<Map<String, Object>> entries = (List<Map<String, Object>>) manifest.get("entries");
        if (entries.size() != files.size() - 1) {
            return Optional.of("entries");
        }
        for (Map<String, Object> entry : entries) {
            byte[] content = files.get((String) entry.get("name"));
            if (content == null || !hash(content).equals(entry.get("sha256"))) {
                return Optional.of(String.valueOf(entry.get("name")));
            }
        }
        String link = hash(("shouhou-evidence-1\n" + manifest.get("case")).getBytes(StandardCharsets.UTF_8));
        for (String line : text(files, "events.txt").split("\n")) {
            String event = line.substring(65);
            Map<String, Object> facts = Json.readMap(event);
            if ("EVIDENCE_SEALED".equals(facts.get("kind")) && !link.equals(((Map<String, Object>) facts.get("data")).get("head"))) {
                return Optional.of("seal");
            }
            link = hash((link + "\n" + event).getBytes(StandardCharsets.UTF_8));
            if (!line.startsWith(link + " ")) {
                return Optional.of("event");
            }
        }
        return link.equals(manifest.get("head")) ? Optional.empty() : Optional.of("head");
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

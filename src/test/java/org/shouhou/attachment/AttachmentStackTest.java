package org.shouhou.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shouhou.attachment.SampleFiles.picture;
import static org.shouhou.attachment.SampleFiles.text;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** Photos, documents and recordings of a case, over the API. */
class AttachmentStackTest extends StackTest {

    private String caseId;

    @BeforeEach
    void aCaseUnderReview() {
        caseId = aCase();
    }

    private String aCase() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported();
        String opened = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        return opened;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> files(Desk.Answer answer) {
        return (List<Map<String, Object>>) answer.json().get("attachments");
    }

    private HttpResponse<byte[]> download(String user, String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8)))
                .build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void r3_screenshots_and_recordings_are_brought_in_and_come_back_unaltered() throws Exception {
        byte[] photo = picture("jpg", 11);
        byte[] big = SampleFiles.joined(picture("jpg", 12), new byte[1_200_000]);
        Desk.Answer added = as("agent1").attaches(caseId, "破损.jpg", photo, "call.wav", SampleFiles.wav(), "big.jpg", big).is(201);

        assertThat(files(added)).extracting(file -> file.get("sort")).containsExactly("PICTURE", "SOUND", "PICTURE");
        assertThat(files(added).get(0)).containsEntry("name", "破损.jpg").containsEntry("size", photo.length).containsEntry("addedBy", "agent1");
        HttpResponse<byte[]> back = download("auditor1", (String) files(added).get(0).get("path"));
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.body()).isEqualTo(photo);
        assertThat(download("agent2", (String) files(added).get(2).get("path")).body()).isEqualTo(big);
        assertThat(kinds(caseId)).filteredOn("ATTACHMENT_ADDED"::equals).hasSize(3);
        assertThat(as("auditor1").list("/api/cases/" + caseId + "/attachments")).hasSize(3);
    }

    @Test
    void a_browser_may_show_a_file_and_do_nothing_else_with_it() throws Exception {
        Desk.Answer added = as("agent1").attaches(caseId, "a.png", picture("png", 5), "b.pdf", SampleFiles.pdf("")).is(201);
        HttpResponse<byte[]> photo = download("agent1", (String) files(added).get(0).get("path"));
        assertThat(photo.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(photo.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(photo.headers().allValues("Content-Security-Policy")).hasSize(1).first().asString()
                .contains("default-src 'none'").endsWith("sandbox");
        assertThat(photo.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("inline;").contains("a.png");
        assertThat(download("agent1", (String) files(added).get(1).get("path")).headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;").contains("b.pdf");
    }

    @Test
    void the_same_content_sent_again_is_the_same_file_also_by_two_at_once() {
        byte[] photo = picture("png", 21);
        Desk.Answer first = as("agent1").attaches(caseId, "one.png", photo).is(201);
        Desk.Answer again = as("agent2").attaches(caseId, "two.png", photo).is(200);
        assertThat(files(again).get(0)).isEqualTo(files(first).get(0));

        byte[] other = picture("png", 22);
        List<Integer> answers = IntStream.range(0, 4).mapToObj(n -> CompletableFuture.supplyAsync(() ->
                as("agent1").attaches(caseId, "x.png", other).status())).toList().stream().map(CompletableFuture::join).toList();
        assertThat(answers).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(as("agent1").list("/api/cases/" + caseId + "/attachments")).hasSize(2);
        assertThat(files(as("agent1").attaches(aCase(), "one.png", photo).is(201)).get(0).get("id")).isNotEqualTo(files(first).get(0).get("id"));
    }

    @Test
    void only_who_may_see_the_case_gets_its_files() throws Exception {
        String path = (String) files(as("agent1").attaches(caseId, "a.png", picture("png", 31)).is(201)).get(0).get("path");
        assertThat(download("presale1", path).statusCode()).as("who handed it in").isEqualTo(200);
        String foreign = as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("S", 1, "9.00").imported(), "reason", "QUALITY"));
        settle();
        String theirs = (String) files(as("agent1").attaches(foreign, "a.png", picture("png", 32)).is(201)).get(0).get("path");
        assertThat(download("presale1", theirs).statusCode()).isEqualTo(403);
        String number = path.substring(path.lastIndexOf('/') + 1);
        as("agent1").get("/api/cases/" + foreign + "/attachments/" + number).isProblem(404, "not-found");
        assertThat(HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        as("auditor1").attaches(caseId, "a.png", picture("png", 33)).isProblem(403, "not-allowed");
        as("presale1").attaches(caseId, "a.png", picture("png", 33)).isProblem(403, "not-allowed");
    }

    @Test
    void disguised_empty_and_strange_files_are_refused_and_nothing_is_half_stored() {
        Map<String, Object[]> bad = new LinkedHashMap<>();
        bad.put("a page named like a photo", new Object[] {"a.jpg", text("<html><script>alert(1)</script></html>")});
        bad.put("a drawing with scripts", new Object[] {"a.svg", text("<svg onload=alert(1)>")});
        bad.put("a program", new Object[] {"a.jpg", SampleFiles.joined(text("MZ"), new byte[100])});
        bad.put("a photo with a page inside", new Object[] {"a.jpg", SampleFiles.joined(picture("jpg", 1), text("<script>1</script>"))});
        bad.put("empty", new Object[] {"a.txt", new byte[0]});
        bad.put("a good one beside a bad one", new Object[] {"a.png", picture("png", 77), "b.png", text("MZ\u0000")});
        SoftAssertions soft = new SoftAssertions();
        Unchanged unchanged = new Unchanged(jdbc);
        bad.forEach((what, files) -> unchanged.refused(soft, what, as("agent1").attaches(caseId, files), 400, "invalid-fields"));
        unchanged.refused(soft, "no file at all", as("agent1").attaches(caseId), 400, "invalid-fields");
        unchanged.refused(soft, "no multipart", as("agent1").post("/api/cases/" + caseId + "/attachments", Map.of()), 415, "unsupported-media-type");
        unchanged.refused(soft, "torn multipart", as("agent1").raw("/api/cases/" + caseId + "/attachments",
                "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc"), 400, "bad-upload");
        unchanged.refused(soft, "an unknown case", as("agent1").attaches("999999999", "a.png", picture("png", 78)), 404, "not-found");
        unchanged.refused(soft, "larger than the shop takes", as("agent1").attaches(caseId, "a.txt", largeText()), 413, "too-large");
        soft.assertAll();
        as("agent1").get("/api/cases/" + caseId + "/attachments/abc").isProblem(404, "not-found");
        as("agent1").get("/api/cases/" + caseId + "/attachments/0").isProblem(404, "not-found");
        String name = (String) files(as("agent1").attaches(caseId, "..\\\\..\\\\x\u202Egpj.exe", picture("png", 79)).is(201)).get(0).get("name");
        assertThat(name).isEqualTo("xgpj.exe.png");
    }

    private static byte[] largeText() {
        byte[] file = new byte[26_214_401];
        Arrays.fill(file, (byte) 'a');
        return file;
    }

    @Test
    void r16_a_form_takes_the_files_of_its_own_case_only() {
        String photo = files(as("agent1").attaches(caseId, "a.png", picture("png", 41)).is(201)).get(0).get("id").toString();
        String foreign = files(as("agent1").attaches(aCase(), "a.png", picture("png", 42)).is(201)).get(0).get("id").toString();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "INTERCEPT"));
        settle();
        as("agent1").tells(caseId, "parcelRefused", Map.of("waybill", jdbc.sql("SELECT o.waybill FROM shop_order o JOIN case_file c ON c.order_id = o.id WHERE c.id = ?")
                .param(Long.valueOf(caseId)).query(String.class).single()));
        settle();
        for (String wrong : List.of(foreign, photo + "," + foreign, "abc", photo + ",", "0")) {
            as("warehouse1").tries(caseId, "inspectReturn", Map.of("decision", "NOT_OURS", "photos", wrong)).isProblem(400, "invalid-fields");
        }
        assertThat(as("warehouse1").tries(caseId, "inspectReturn", Map.of("decision", "IN_ORDER", "photos", photo)).status())
                .as("photos do not go with it").isEqualTo(400);
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "NOT_OURS", "photos", photo));
    }
}

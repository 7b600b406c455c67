package org.shouhou.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;

/** R46: scan, look, condition, pieces, picture, next. */
class ScanStationStackTest extends ReturnsFixture {

    private static final String SCANS = "/api/warehouse/scans";

    /** A picture no other test took. */
    static byte[] picture() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            image.setRGB(1, 1, (int) System.nanoTime() & 0xffffff);
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> scan(String waybill, String... more) {
        Map<String, String> fields = new HashMap<>(Map.of("requestId", id(), "waybill", waybill, "condition", "INTACT"));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    private Map<String, Object> looksAt(String code) {
        return as("warehouse1").get("/api/warehouse/expected?code=" + code).is(200).json();
    }

    private List<Object> files(String caseId) {
        return as("warehouse1").list("/api/cases/" + caseId + "/attachments");
    }

    @Test
    void r46_a_waybill_or_the_return_number_in_the_parcel_says_what_to_check() {
        String waybill = "RW" + System.nanoTime();
        String caseId = sent(waybill);
        String number = jdbc.sql("SELECT authorisation FROM return_case WHERE case_id = ?").param(caseId).query(String.class).single();
        for (String code : List.of(waybill, number)) {
            assertThat(looksAt(code)).containsEntry("state", "EXPECTED").containsEntry("caseId", caseId).containsEntry("pieces", 1);
        }
        assertThat(looksAt("nobody-" + id())).containsEntry("state", "UNKNOWN").containsEntry("caseId", null);
        as("warehouse1").sends(SCANS, scan(number)).is(200);
        assertThat(looksAt(waybill)).containsEntry("state", "HERE");
        open(caseId, "inspectReturn");
        as("warehouse1").get("/api/warehouse/expected").isProblem(400, "invalid-fields");
        as("warehouse1").get("/api/warehouse/expected?code=" + "x".repeat(65)).isProblem(400, "invalid-fields");
        as("finance1").get("/api/warehouse/expected?code=x").isProblem(403, "not-allowed");
    }

    @Test
    void r46_goods_in_order_are_inspected_with_the_scan_and_the_picture_is_the_cases() {
        String waybill = "RW" + System.nanoTime();
        String caseId = sent(waybill);
        Map<String, String> scan = scan(waybill, "pieces", "1", "inOrder", "true");
        byte[] picture = picture();
        Desk.Answer first = as("warehouse1").sends(SCANS, scan, "p.png", picture).is(200);
        assertThat(first.json()).containsEntry("result", "ARRIVED").containsEntry("caseId", caseId);
        assertThat(as("warehouse1").sends(SCANS, scan, "p.png", picture).is(200).json()).as("sent twice").isEqualTo(first.json());
        assertThat(files(caseId)).hasSize(1);
        ends(caseId, "RETURNED_AND_REFUNDED");
        assertThat(paid(caseId)).isEqualTo(9900);
    }

    @Test
    void goods_that_are_not_all_there_are_not_in_order_without_an_inspection() {
        String waybill = "RW" + System.nanoTime();
        String caseId = sent(waybill);
        as("warehouse1").sends(SCANS, scan(waybill, "pieces", "0", "inOrder", "true")).isProblem(400, "invalid-fields");
        as("warehouse1").sends(SCANS, scan(waybill, "condition", "EMPTY", "inOrder", "true")).isProblem(400, "invalid-fields");
        as("warehouse1").sends(SCANS, scan(waybill, "pieces", "many")).isProblem(400, "invalid-fields");
        as("warehouse1").sends(SCANS, scan(waybill), "p.png", "<html>".getBytes(StandardCharsets.UTF_8)).isProblem(400, "invalid-fields");
        as("warehouse1").sends(SCANS, scan(waybill), "p.png", new byte[0]).isProblem(400, "invalid-fields");
        assertThat(looksAt(waybill)).as("nothing happened").containsEntry("state", "EXPECTED");
        assertThat(files(caseId)).isEmpty();
        as("warehouse1").sends(SCANS, scan(waybill, "pieces", "0")).is(200);
        open(caseId, "inspectReturn");
    }

    @Test
    void r46_the_picture_of_a_parcel_nobody_expected_goes_with_it_to_its_case() {
        String caseId = authorised(shippedOrder("99.00"));
        String waybill = "NN" + System.nanoTime();
        byte[] picture = picture();
        Map<String, Object> scanned = as("warehouse1").sends(SCANS, scan(waybill, "condition", "OPENED", "pieces", "2"), "p.png", picture).is(200).json();
        assertThat(scanned).containsEntry("result", "UNKNOWN");
        assertThat(looksAt(waybill)).containsEntry("state", "REGISTERED");
        Object parcel = scanned.get("parcelId");
        assertThat(as("warehouse1").get("/api/warehouse/parcels/" + parcel).is(200).body()).contains("\"pieces\":2");
        Long photo = jdbc.sql("SELECT id FROM parcel_photo WHERE parcel_id = ?").param(parcel).query(Long.class).single();
        as("warehouse1").get("/api/warehouse/parcels/" + parcel + "/photos/" + photo).is(200);
        as("warehouse1").get("/api/warehouse/parcels/" + parcel + "/photos/999999999").isProblem(404, "not-found");
        as("finance1").get("/api/warehouse/parcels/" + parcel + "/photos/" + photo).isProblem(403, "not-allowed");
        as("warehouse1").post("/api/warehouse/parcels/" + parcel + "/assign", Map.of("caseId", caseId)).is(200);
        assertThat(files(caseId)).hasSize(1);
        open(caseId, "inspectReturn");
    }
}

package org.shouhou.reship;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;

/** The list to chase goes to each courier as one file, and its answers come back as one (R17). */
class CourierListsStackTest extends StackTest {

    private String followed(String waybill) {
        String orderNo = order().line("SKU-1", 1, "30.00").shipped(waybill).imported();
        String caseId = as("agent1").opens(Map.of("type", "reship", "orderNo", orderNo, "reason", "PARCEL_STUCK"));
        settle();
        return caseId;
    }

    private Desk.Answer answers(String... rows) {
        return answersOf("SF", rows);
    }

    private Desk.Answer answersOf(String courier, String... rows) {
        String csv = "\uFEFFlist,caseNumber,orderNo,waybill,known,lastMoved,tracking,at,words\n" + String.join("\n", rows) + "\n";
        return as("agent1").upload("/api/courier-lists/" + courier.replace(" ", "%20"), csv.getBytes(StandardCharsets.UTF_8));
    }

    private String number(String caseId) {
        return (String) as("agent1").sees(caseId).get("number");
    }

    @Test
    void r17_todays_list_goes_out_and_the_couriers_answers_move_the_cases_once() {
        String lost = followed("SF-LOST-" + id());
        String danger = followed("=cmd()");
        assertThat(as("agent1").list("/api/courier-lists").toString()).contains("SF");
        String list = as("agent1").get("/api/courier-lists/SF").is(200).body();
        assertThat(list).contains(number(lost)).contains("'=cmd()").contains("MOVING");

        String row = "2026-11-11," + number(lost) + ",,,,,丢失,," + "仓库火灾";
        String moving = "2026-11-11," + number(danger) + ",,'=cmd(),,,AT_DESTINATION,,";
        Map<String, Object> report = answers(row, moving, "2026-11-11," + number(danger) + ",,,,,,,").is(200).json();
        assertThat(report).containsEntry("taken", 2).containsEntry("empty", 1).containsEntry("rejected", List.of());
        settle();
        assertThat(kinds(lost)).contains("PARCEL_CAUSE", "SECOND_PARCEL_ORDERED");
        assertThat(as("agent1").tasks(danger)).as("the cause changed").containsExactly("followParcel");

        int before = kinds(danger).size();
        assertThat(answers(row, moving).is(200).json()).containsEntry("taken", 0).containsEntry("unchanged", 2);
        assertThat(kinds(danger)).hasSize(before);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM second_parcel WHERE case_id = ?").param(lost).query(Long.class).single()).isEqualTo(1);
        assertThat(as("agent1").get("/api/courier-lists/SF").body()).as("its first parcel").doesNotContain("SF-LOST");
    }

    @Test
    void r17_a_parcel_sent_a_second_time_is_on_the_list_until_the_courier_says_it_arrived() {
        String caseId = followed("SF-GONE-" + id());
        answers("2026-11-11," + number(caseId) + ",,,,,LOST,,");
        settle();
        Map<String, Object> second = jdbc.sql("SELECT courier, waybill FROM second_parcel WHERE case_id = ?").param(caseId).query().singleRow();
        String courier = (String) second.get("courier");
        String waybill = (String) second.get("waybill");
        assertThat(as("agent1").get("/api/courier-lists/" + courier.replace(" ", "%20")).is(200).body()).contains(number(caseId)).contains(waybill);

        String moving = "2026-11-12," + number(caseId) + ",," + waybill + ",,,AT_DESTINATION,,到站";
        assertThat(answersOf(courier, moving).is(200).json()).containsEntry("taken", 1);
        assertThat(answersOf(courier, moving).is(200).json()).as("the same file again").containsEntry("unchanged", 1);
        assertThat(answersOf(courier, "2026-11-13," + number(caseId) + ",," + waybill + ",,,DELIVERED,,").is(200).json()).containsEntry("taken", 1);
        settle();

        assertThat(as("agent1").sees(caseId)).containsEntry("outcome", "RESHIPPED");
        assertThat(as("agent1").get("/api/courier-lists/" + courier.replace(" ", "%20")).body()).doesNotContain(waybill);
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_row_that_is_wrong_is_named_and_spoils_no_other() {
        String good = followed("SF-" + id());
        Map<String, Object> report = answers("d,SH-0-0,,,,,LOST,,", "d," + number(good) + ",,OTHER,,,LOST,,", "d," + number(good) + ",,,,,SOMEWHERE,,",
                "d," + number(good) + ",,,,,MOVING,yesterday,", "d," + number(good) + ",,,,,DELIVERED,,").is(200).json();

        assertThat(report).containsEntry("taken", 1);
        assertThat((List<Map<String, Object>>) report.get("rejected")).extracting(row -> row.get("column"))
                .containsExactly("caseNumber", "waybill", "tracking", "at");
        settle();
        assertThat(as("agent1").sees(good)).containsEntry("outcome", "DELIVERED");
    }

    @Test
    void what_is_no_such_file_is_refused_and_only_agents_send_one() {
        as("agent1").upload("/api/courier-lists/SF", new byte[0]).isProblem(400, "unreadable-file");
        as("agent1").upload("/api/courier-lists/SF", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)).isProblem(400, "unreadable-file");
        as("agent1").upload("/api/courier-lists/SF", new byte[] {(byte) 0xff, (byte) 0xff, 0}).isProblem(400, "unreadable-file");
        as("auditor1").upload("/api/courier-lists/SF", new byte[0]).is(403);
        as("auditor1").get("/api/courier-lists").is(200);
        as("warehouse1").get("/api/courier-lists/SF").is(403);
        assertThat(as("agent1").get("/courier-lists").status()).isEqualTo(200);
    }
}

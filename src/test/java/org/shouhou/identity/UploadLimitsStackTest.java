package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** How much people may send: a report of orders is large, nothing else is. */
class UploadLimitsStackTest extends StackTest {

    private static byte[] megabytes(int size) {
        byte[] file = new byte[size * 1_048_576];
        Arrays.fill(file, (byte) '\n');
        return file;
    }

    @Test
    void more_than_25_megabytes_are_refused_before_anything_is_done_with_them() {
        byte[] large = megabytes(26);
        as("agent1").upload("/api/courier-lists/SF", large).isProblem(413, "too-large");
        as("agent1").upload("/api/cases/1/attachments", large).isProblem(413, "too-large");
        as("agent1").upload("/api/todo-outside/import", large).isProblem(413, "too-large");
    }

    @Test
    void a_report_of_orders_may_be_larger() {
        assertThat(as("supervisor1").upload("/api/orders/import?format=standard", megabytes(26)).status()).isNotEqualTo(413);
        as("supervisor1").get("/orders/import").is(200);
    }
}

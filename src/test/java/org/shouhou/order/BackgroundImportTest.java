package org.shouhou.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shouhou.common.AdjustableClock;
import org.springframework.mock.web.MockMultipartFile;

@Tag("stack")
class BackgroundImportTest {

    private static final Instant NOON = Instant.parse("2026-11-11T04:00:00Z");

    private final OrderFixture shop = new OrderFixture();
    private final ImportWork work = shop.bean(ImportWork.class);

    @AfterEach
    void close() {
        shop.close();
    }

    private static MockMultipartFile orders(int from, int to) {
        String rows = IntStream.range(from, to).mapToObj(i -> "G" + i + ",2026-11-11 08:00:00,1.00\n").collect(Collectors.joining());
        return new MockMultipartFile("file", "many.csv", "text/csv", ("orderNo,paidAt,linePaid\n" + rows).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_import_in_the_background_shows_how_far_it_is() {
        ImportView started = shop.imports.start("standard", null, false, orders(0, 650), "agent1");
        assertThat(started.state()).isEqualTo("WAITING");
        assertThat(work.workOnce()).isTrue();
        assertThat(work.workOnce()).isTrue();
        ImportView half = shop.imports.find(started.importId()).orElseThrow();
        assertThat(half.state()).isEqualTo("RUNNING");
        assertThat(half.imported()).isEqualTo(200);
        while (work.workOnce()) {
            assertThat(shop.imports.find(started.importId())).isPresent();
        }
        ImportView done = shop.imports.find(started.importId()).orElseThrow();
        assertThat(done).extracting(ImportView::state, ImportView::imported, ImportView::bytesDone)
                .containsExactly("DONE", 650L, done.bytesTotal());
        assertThat(shop.imports.recent(5)).hasSize(1);
    }

    @Test
    void an_import_in_the_background_that_cannot_be_read_says_why() {
        ImportView started = shop.imports.start("standard", null, false,
                new MockMultipartFile("file", "x.csv", "text/csv", "a,b\n".getBytes(StandardCharsets.UTF_8)), "agent1");
        while (work.workOnce()) {
            assertThat(started.state()).isEqualTo("WAITING");
        }
        assertThat(shop.imports.find(started.importId()).orElseThrow()).extracting(ImportView::state, ImportView::problem)
                .containsExactly("FAILED", "The file has no column orderNo, paidAt.");
    }

    @Test
    void what_a_lost_node_left_behind_is_ended_and_the_file_again_completes_it() {
        AdjustableClock clock = shop.bean(AdjustableClock.class);
        clock.standAt(NOON);
        long lost = shop.bean(ImportJobs.class).create("standard", "main", false, OrderFixture.file(new byte[9]), "agent1");
        clock.standAt(NOON.plus(Duration.ofMinutes(14)));
        work.workOnce();
        assertThat(shop.imports.find(lost).orElseThrow().state()).isEqualTo("WAITING");
        clock.standAt(NOON.plus(Duration.ofMinutes(16)));
        work.workOnce();
        assertThat(shop.imports.find(lost).orElseThrow()).extracting(ImportView::state, ImportView::finishedAt)
                .containsExactly("INTERRUPTED", clock.instant());
    }

    @Test
    void the_same_orders_imported_several_times_at_once_come_in_once() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<ImportView> run = () -> {
                start.await();
                return shop.imports.run("standard", null, false, orders(0, 600), "agent1");
            };
            List<Future<ImportView>> runs = IntStream.range(0, 4).mapToObj(i -> threads.submit(run)).toList();
            start.countDown();
            long imported = 0;
            long unchanged = 0;
            for (Future<ImportView> each : runs) {
                assertThat(each.get().rejected()).isEmpty();
                imported += each.get().imported();
                unchanged += each.get().unchanged();
            }
            assertThat(imported).isEqualTo(600);
            assertThat(unchanged).isEqualTo(1_800);
            assertThat(shop.count("SELECT COUNT(*) FROM shop_order")).isEqualTo(600);
            assertThat(shop.count("SELECT COUNT(*) FROM line_balance")).isEqualTo(600);
        } finally {
            threads.shutdownNow();
        }
    }
}

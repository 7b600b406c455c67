import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.shouhou.order.ImportView;
import org.shouhou.order.Imports;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.multipart.MultipartFile;

/**
 * Imports made-up order reports of the given sizes in MB into an H2 file and prints for each how long it took and the
 * most heap that was still in use after a collection. The large file needs no more than the small one.
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx64m -XX:+UseSerialGC -cp target/classes:$(cat target/classpath) src/bench/ImportHeap.java 2 200
 * </pre>
 */
public final class ImportHeap {

    /** Columns nobody maps, as the wide exports of platforms have them. */
    private static final String WIDE = ",备注".repeat(150);

    private ImportHeap() {
    }

    public static void main(String[] megabytes) throws IOException {
        Path folder = Files.createTempDirectory("shouhou-bench");
        System.setProperty("bench.folder", folder.toString());
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class)) {
            Imports imports = context.getBean(Imports.class);
            System.out.printf("heap at most %d MB%n%6s %10s %8s %12s %14s%n", Runtime.getRuntime().maxMemory() >> 20,
                    "MB", "orders", "seconds", "orders/s", "most heap MB");
            for (String size : megabytes) {
                Path file = report(folder, Integer.parseInt(size));
                Heap heap = new Heap();
                long begin = System.nanoTime();
                ImportView done = imports.run("tmall-order-report", "shop" + size, false, new OnDisk(file), "bench");
                double seconds = (System.nanoTime() - begin) / 1e9;
                if (!done.state().equals("DONE") || done.rejectedCount() > 0) {
                    throw new IllegalStateException(done.toString());
                }
                System.out.printf("%6s %10d %8.1f %12.0f %14.1f%n", size, done.imported(), seconds, done.imported() / seconds, heap.most());
                Files.delete(file);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Path report(Path folder, int megabytes) throws IOException {
        Path file = folder.resolve(megabytes + ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额" + header() + "\n");
            long size = 0;
            for (int i = 0; size < (long) megabytes << 20; i++) {
                String row = i + ",178.8,100.0,上海,2026-11-11 00:00:00,2026-11-11 00:00:05,78.8";
                out.write(row + WIDE + "\n");
                size += row.length() + 4 + WIDE.length() / 3 * 7 + 1;
            }
        }
        return file;
    }

    private static String header() {
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            header.append(",c").append(i);
        }
        return header.toString();
    }

    /** The heap in use after collections, since its making. */
    private static final class Heap {

        private volatile long most;
        private volatile boolean over;

        Heap() {
            System.gc();
            Thread watch = new Thread(this::watch, "heap");
            watch.setDaemon(true);
            watch.start();
        }

        private void watch() {
            while (!over) {
                long used = 0;
                for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                    if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
                        used += pool.getCollectionUsage().getUsed();
                    }
                }
                most = Math.max(most, used);
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        double most() {
            over = true;
            return most / 1048576.0;
        }
    }

    private record OnDisk(Path path) implements MultipartFile {

        @Override
        public String getName() {
            return "file";
        }

        @Override
        public String getOriginalFilename() {
            return path.getFileName().toString();
        }

        @Override
        public String getContentType() {
            return "text/csv";
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public long getSize() {
            return path.toFile().length();
        }

        @Override
        public byte[] getBytes() {
            throw new UnsupportedOperationException("the whole file in memory is what must not happen");
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public void transferTo(File to) throws IOException {
            Files.copy(path, to.toPath());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(basePackages = {"org.shouhou.order", "org.shouhou.settings"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org\\.shouhou\\..*\\.web\\..*"))
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean(destroyMethod = "close")
        HikariDataSource dataSource() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:h2:file:" + System.getProperty("bench.folder")
                    + "/bench;MODE=MySQL;CASE_INSENSITIVE_IDENTIFIERS=TRUE;CACHE_SIZE=8192");
            pool.setUsername("sa");
            pool.setMaximumPoolSize(4);
            Flyway.configure().dataSource(pool).load().migrate();
            return pool;
        }

        @Bean
        JdbcTemplate template(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
        }

        @Bean
        JdbcClient jdbc(JdbcTemplate template) {
            return JdbcClient.create(template);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }
}

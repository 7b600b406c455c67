package org.shouhou.order;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.shouhou.TestDatabase;
import org.shouhou.common.AdjustableClock;
import org.shouhou.common.CheckViolations;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The orders and the settings on an empty database of their own, without the rest of the application. */
final class OrderFixture implements AutoCloseable {

    record Asked(String orderNo, long amountMinor, String actor) {
    }

    @TestConfiguration
    @EnableTransactionManagement
    @ComponentScan(basePackages = {"org.shouhou.order", "org.shouhou.settings"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org\\.shouhou\\..*\\.web\\..*"))
    static class Application {

        final List<Asked> asked = new ArrayList<>();
        final List<Order> shipped = new ArrayList<>();
        final List<RefundedBeyondPaid> overruns = new ArrayList<>();
        Supplier<RuntimeException> refusal = () -> null;

        @Bean
        Clock clock() {
            return new AdjustableClock();
        }

        @Bean(destroyMethod = "close")
        DataSource dataSource() {
            TestDatabase database = TestDatabase.fresh();
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
            database.properties().forEach(pool::addDataSourceProperty);
            Flyway.configure().dataSource(pool).load().migrate();
            return pool;
        }

        @Bean
        JdbcTemplate template(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
        }

        @Bean
        JdbcClient jdbc(JdbcTemplate template) {
            template.setExceptionTranslator(new CheckViolations());
            return JdbcClient.create(template);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        RequestedRefunds requestedRefunds() {
            return (order, amount, actor) -> {
                RuntimeException refused = refusal.get();
                if (refused != null) {
                    throw refused;
                }
                asked.add(new Asked(order.orderNo(), amount, actor));
                return true;
            };
        }

        @Bean
        OrderShippedListener shippedListener() {
            return shipped::add;
        }

        @EventListener
        void overrun(RefundedBeyondPaid overrun) {
            overruns.add(overrun);
        }
    }

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class);
    final JdbcClient jdbc = bean(JdbcClient.class);
    final Orders orders = bean(Orders.class);
    final OrderBalances balances = bean(OrderBalances.class);
    final Imports imports = bean(Imports.class);
    private final Application application = bean(Application.class);

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    List<Asked> asked() {
        return application.asked;
    }

    List<Order> shipped() {
        return application.shipped;
    }

    List<RefundedBeyondPaid> overruns() {
        return application.overruns;
    }

    /** Makes every request refused from now on; null: accepted. */
    void refuseRequests(RuntimeException refusal) {
        application.refusal = () -> refusal;
    }

    <T> T inTransaction(Supplier<T> work) {
        return new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(status -> work.get());
    }

    ImportView standard(String csv) {
        return load("standard", false, csv.getBytes(StandardCharsets.UTF_8));
    }

    ImportView tmall(boolean openRefundCases, String csv) {
        return load("tmall-order-report", openRefundCases, csv.getBytes(StandardCharsets.UTF_8));
    }

    ImportView load(String format, boolean openRefundCases, byte[] file) {
        return imports.run(format, null, openRefundCases, file(file), "agent1");
    }

    static OrderFile file(byte[] bytes) {
        return new OrderFile("orders.csv", bytes.length, () -> new ByteArrayInputStream(bytes), null);
    }

    Order order(String orderNo) {
        return orders.find(null, orderNo).orElseThrow();
    }

    long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** An order of one line per amount, all paid. */
    Order paidOrder(String orderNo, long... lines) {
        StringBuilder csv = new StringBuilder("orderNo,paidAt,linePaid\n");
        for (long line : lines) {
            csv.append(orderNo).append(",2026-11-01 10:00:00,").append(java.math.BigDecimal.valueOf(line, 2)).append('\n');
        }
        ImportView done = standard(csv.toString());
        if (done.imported() != 1) {
            throw new IllegalStateException(done.rejected().toString());
        }
        return order(orderNo);
    }

    Connection connection() throws java.sql.SQLException {
        return bean(DataSource.class).getConnection();
    }

    @Override
    public void close() {
        context.close();
    }
}

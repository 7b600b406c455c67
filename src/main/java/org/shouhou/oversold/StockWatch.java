package org.shouhou.oversold;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.shouhou.common.BackgroundWork;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.Gateways;
import org.shouhou.gateway.OutsideCall;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * R26: looks at the stock of the articles a promotion sells, on a schedule, before and during it, and tells the supervisors
 * once a day of each whose orders it does not cover. A warehouse that is asked by hand is not asked here.
 */
@Component
class StockWatch implements BackgroundWork {

    private final JdbcClient jdbc;
    private final Gateways gateways;
    private final Settings settings;
    private final Messages messages;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StockWatch(JdbcClient jdbc, Gateways gateways, Settings settings, Messages messages, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.gateways = gateways;
        this.settings = settings;
        this.messages = messages;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "stock-watch";
    }

    @Override
    public boolean workOnce() {
        boolean did = false;
        for (String shop : shops()) {
            List<String> due = watched(shop).stream().filter(sku -> next(shop, sku).map(at -> !at.isAfter(clock.instant())).orElse(true)).toList();
            if (!due.isEmpty()) {
                Answer answer = gateways.ask(question(shop, due));
                transaction.executeWithoutResult(tx -> note(shop, due, answer));
                did = true;
            }
        }
        return did;
    }

    @Override
    public Optional<Instant> nextDue() {
        return shops().stream().flatMap(shop -> watched(shop).stream().map(sku -> next(shop, sku))).flatMap(Optional::stream)
                .filter(at -> at.isAfter(clock.instant())).min(Instant::compareTo);
    }

    /** The usual shop, and those with a list of their own. */
    private Set<String> shops() {
        Set<String> shops = new TreeSet<>(jdbc.sql("SELECT DISTINCT shop FROM setting WHERE name = ? AND shop <> ''")
                .param(Figure.STOCK_WATCHED.code()).query(String.class).list());
        shops.add(settings.text(Figure.SHOP_DEFAULT, Settings.ALL_SHOPS));
        return shops;
    }

    private List<String> watched(String shop) {
        return settings.list(Figure.STOCK_WATCHED, shop).stream().filter(sku -> sku.length() <= 64).toList();
    }

    /** When an article is looked at next; empty when it never was. */
    private Optional<Instant> next(String shop, String sku) {
        Duration every = settings.duration(Figure.STOCK_LOOK_EVERY, shop);
        return jdbc.sql("SELECT looked_ms FROM stock_watch WHERE shop = ? AND sku = ?").params(shop, sku).query(Long.class).optional()
                .map(Instant::ofEpochMilli).map(at -> at.plus(every).plusSeconds(1));
    }

    private OutsideCall question(String shop, List<String> skus) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String sku : skus) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("lineNo", lines.size() + 1);
            line.put("sku", sku);
            line.put("quantity", 1);
            lines.add(line);
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("shop", shop);
        payload.put("lines", lines);
        return new OutsideCall("WAREHOUSE", "stock", "stock-watch-" + shop + "-" + clock.millis(), 0, shop, "", payload);
    }

    private void note(String shop, List<String> skus, Answer answer) {
        Map<String, Object> pieces = answer instanceof Answer.Succeeded succeeded ? succeeded.data() : Map.of();
        for (int i = 0; i < skus.size(); i++) {
            String sku = skus.get(i);
            Long there = pieces.get(Integer.toString(i + 1)) instanceof Number number ? number.longValue() : null;
            long ordered = ordered(shop, sku);
            boolean isShort = there != null && ordered > there;
            jdbc.sql("DELETE FROM stock_watch WHERE shop = ? AND sku = ?").params(shop, sku).update();
            jdbc.sql("INSERT INTO stock_watch (shop, sku, pieces, ordered, is_short, looked_ms) VALUES (?, ?, ?, ?, ?, ?)")
                    .param(shop).param(sku).param(there).param(ordered).param(isShort).param(clock.millis()).update();
            if (isShort) {
                LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone(shop));
                messages.toRole("supervisor", null, "stock-short", Map.of("sku", sku, "ordered", Long.toString(ordered), "pieces",
                        Long.toString(there)), "stock-short-" + shop + "-" + sku + "-" + today);
            }
        }
    }

    /** Paid and not shipped. */
    private long ordered(String shop, String sku) {
        return jdbc.sql("""
                SELECT COALESCE(SUM(l.quantity), 0) FROM order_line l JOIN shop_order o ON o.id = l.order_id
                WHERE l.sku = ? AND o.shop = ? AND o.paid_at IS NOT NULL AND o.shipped_at IS NULL AND o.received_at IS NULL""")
                .params(sku, shop).query(Long.class).single();
    }
}

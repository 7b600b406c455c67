package org.shouhou.demo.sandbox;

import java.util.Map;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.OutsideCall;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The memos of orders as the sandbox's platform keeps them. */
@Component
@Conditional(SandboxWanted.class)
class SandboxMemos {

    private final JdbcClient jdbc;

    SandboxMemos(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Answer read(long number, OutsideCall call) {
        return SandboxShop.done(number, Map.of("memo", jdbc.sql("SELECT words FROM sandbox_memo WHERE shop = ? AND order_no = ?")
                .params(call.shop(), call.orderNo()).query(String.class).optional().orElse("")));
    }

    Answer write(long number, OutsideCall call) {
        set(call.shop(), call.orderNo(), String.valueOf(call.payload().get("memo")));
        return SandboxShop.done(number, Map.of());
    }

    /** What stands in the memo of an order from now on. */
    void set(String shop, String orderNo, String words) {
        jdbc.sql("DELETE FROM sandbox_memo WHERE shop = ? AND order_no = ?").params(shop, orderNo).update();
        jdbc.sql("INSERT INTO sandbox_memo (shop, order_no, words) VALUES (?, ?, ?)").params(shop, orderNo, words).update();
    }
}

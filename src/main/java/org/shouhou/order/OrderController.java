package org.shouhou.order;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.UriComponentsBuilder;

/** Orders and their import over HTTP. */
@RestController
class OrderController {

    /** An order with what is left of it; amounts in minor units. */
    record OrderView(String shop, String orderNo, String currency, long totalMinor, long paidMinor, long refundedMinor,
                     long reservedMinor, long refundedElsewhereMinor, long overrunMinor, long leftMinor, Instant createdAt,
                     Instant paidAt, String buyer, String buyerFlag, String recipient, String phone, String email,
                     String region, String address, String courier, String waybill, Shipped shipped, Instant shippedAt,
                     Instant receivedAt, Instant shipBy, List<LineView> lines) {
    }

    record LineView(int lineNo, String sku, String title, int quantity, long paidMinor, long refundedMinor,
                    long reservedMinor, long refundedElsewhereMinor, long leftMinor) {
    }

    private final Orders orders;
    private final OrderBalances balances;
    private final Imports imports;

    OrderController(Orders orders, OrderBalances balances, Imports imports) {
        this.orders = orders;
        this.balances = balances;
        this.imports = imports;
    }

    /** Imports a file: 200 with what became of its rows, or, with async, 202 and where to look. */
    @PostMapping(path = "/api/orders/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ImportView> importOrders(@RequestParam String format, @RequestParam(required = false) String shop,
                                            @RequestParam(defaultValue = "false") boolean openRefundCases,
                                            @RequestParam(defaultValue = "false") boolean async,
                                            @RequestPart MultipartFile file, Principal by) {
        if (!async) {
            return ResponseEntity.ok(imports.run(format, shop, openRefundCases, file, by.getName()));
        }
        ImportView started = imports.start(format, shop, openRefundCases, file, by.getName());
        return ResponseEntity.accepted()
                .location(UriComponentsBuilder.fromPath("/api/imports/{id}").build(started.importId())).body(started);
    }

    /** How an import stands, or what it did. */
    @GetMapping("/api/imports/{id}")
    ImportView progress(@PathVariable long id) {
        return imports.find(id).orElseThrow(() -> Problem.notFound("import", id));
    }

    /** An order; the shop may be left out where the number is enough. */
    @GetMapping("/api/orders/{orderNo}")
    OrderView order(@PathVariable String orderNo, @RequestParam(required = false) String shop) {
        Order order = orders.find(shop, orderNo).orElseThrow(() -> Problem.notFound("order", orderNo));
        OrderBalances.Balance all = balances.of(order.id());
        Map<Long, OrderBalances.Balance> ofLines = balances.ofLines(order.id());
        return new OrderView(order.shop(), order.orderNo(), order.currency(), order.totalMinor(), order.paidMinor(),
                all.refunded(), all.reserved(), all.elsewhere(), all.overrun(), all.left(), order.createdAt(), order.paidAt(),
                order.buyer(), order.buyerFlag(), order.recipient(), order.phone(), order.email(), order.region(),
                order.address(), order.courier(), order.waybill(), order.shipped(), order.shippedAt(), order.receivedAt(),
                order.shipBy(), order.lines().stream().map(line -> view(line, ofLines.get(line.id()))).toList());
    }

    private static LineView view(Line line, OrderBalances.Balance balance) {
        return new LineView(line.lineNo(), line.sku(), line.title(), line.quantity(), line.paidMinor(), balance.refunded(),
                balance.reserved(), balance.elsewhere(), balance.left());
    }
}

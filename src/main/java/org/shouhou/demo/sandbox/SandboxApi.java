package org.shouhou.demo.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.context.annotation.Conditional;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sandbox's switches, and a look into its books. */
@RestController
@RequestMapping("/api/demo/sandbox")
@Conditional(SandboxWanted.class)
public class SandboxApi {

    private static final Map<String, Set<String>> OPERATIONS = Map.of("PAYMENT", Set.of("refund"), "ORDER",
            Set.of("hold", "release", "change-address", "swap", "cancel", "memo-read", "memo-write", "delist", "coupon"), "WAREHOUSE",
            Set.of("stock", "zero-stock", "reserve", "unreserve", "ship", "ship-gift", "expect-return"), "COURIER", Set.of("intercept", "trace"));
    private static final Set<String> OUTCOMES = Set.of("SHIPPED", "PARCEL_INTERCEPTED", "PARCEL_REFUSED",
            "INTERCEPT_FAILED", "SILENT", "MOVING", "STUCK_ORIGIN", "STUCK_DESTINATION", "LOST", "DAMAGED", "DELIVERED", "NO_TRACKING");
    private static final int PAGE = 500;

    /** A switch as it is set; see {@link SandboxBehaviours.Rule}. */
    record Switch(String gateway, String operation, String orderNo, Behaviour behaviour, Integer times, Duration delay,
            String outcome, Integer callbacks) {
    }

    record Stock(String sku, Integer pieces) {
    }

    record NewMemo(String shop, String orderNo, String memo) {
    }

    record View(List<SandboxBehaviours.Rule> behaviours, SandboxBook.Sum payments) {
    }

    record Payments(List<SandboxBook.Payment> payments, Long cursor) {
    }

    private final SandboxBehaviours behaviours;
    private final SandboxBook book;
    private final SandboxShop shop;
    private final SandboxMemos memos;

    SandboxApi(SandboxBehaviours behaviours, SandboxBook book, SandboxShop shop, SandboxMemos memos) {
        this.behaviours = behaviours;
        this.book = book;
        this.shop = shop;
        this.memos = memos;
    }

    @GetMapping
    View view() {
        return new View(behaviours.all(), book.sum());
    }

    @GetMapping("/payments")
    Payments payments(@RequestParam(required = false) String orderNo, @RequestParam(defaultValue = "0") long cursor) {
        List<SandboxBook.Payment> page = book.payments(orderNo, cursor, PAGE);
        return new Payments(page, page.size() < PAGE ? null : page.get(PAGE - 1).id());
    }

    @PostMapping
    @Transactional
    public View behave(@RequestBody Switch wanted) {
        List<FieldProblem> wrong = new ArrayList<>();
        Set<String> operations = wanted.gateway() == null ? null : OPERATIONS.get(wanted.gateway());
        if (operations == null) {
            wrong.add(new FieldProblem("gateway", "one of PAYMENT, ORDER, WAREHOUSE, COURIER"));
        } else if (wanted.operation() == null || !operations.contains(wanted.operation())) {
            wrong.add(new FieldProblem("operation", "one of " + String.join(", ", operations)));
        }
        if (wanted.behaviour() == null) {
            wrong.add(new FieldProblem("behaviour", "one of " + List.of(Behaviour.values())));
        }
        if (wanted.times() != null && wanted.times() < 1) {
            wrong.add(new FieldProblem("times", "at least 1, or none for ever"));
        }
        if (wanted.delay() != null && (wanted.delay().isNegative() || wanted.delay().toDays() > 365)) {
            wrong.add(new FieldProblem("delay", "a duration such as PT10S, up to a year"));
        }
        if (wanted.outcome() != null && !OUTCOMES.contains(wanted.outcome())) {
            wrong.add(new FieldProblem("outcome", "one of " + String.join(", ", OUTCOMES)));
        }
        if (wanted.callbacks() != null && (wanted.callbacks() < 0 || wanted.callbacks() > 10)) {
            wrong.add(new FieldProblem("callbacks", "0 to 10"));
        }
        if (wanted.orderNo() != null && wanted.orderNo().length() > 64) {
            wrong.add(new FieldProblem("orderNo", "at most 64 characters"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        behaviours.set(new SandboxBehaviours.Rule(wanted.gateway(), wanted.operation(),
                wanted.orderNo() == null ? "" : wanted.orderNo(), wanted.behaviour(), wanted.times(), wanted.delay(),
                wanted.outcome(), wanted.callbacks() == null ? 1 : wanted.callbacks()));
        return view();
    }

    /** How many pieces of an article there are. */
    @PostMapping("/stock")
    @Transactional
    public Stock stock(@RequestBody Stock stock) {
        if (stock.sku() == null || stock.sku().isBlank() || stock.sku().length() > 64 || stock.pieces() == null
                || stock.pieces() < 0) {
            throw Problem.fields(List.of(new FieldProblem("sku, pieces", "an article and how many pieces, 0 or more")));
        }
        shop.setStock(stock.sku(), stock.pieces());
        return stock;
    }

    /** What stands in the seller's memo of an order. */
    @PostMapping("/memo")
    @Transactional
    public NewMemo memo(@RequestBody NewMemo memo) {
        if (memo.shop() == null || memo.shop().length() > 40 || memo.orderNo() == null || memo.orderNo().length() > 64
                || memo.memo() == null || memo.memo().length() > 4000) {
            throw Problem.fields(List.of(new FieldProblem("shop, orderNo, memo", "which order, and at most 4000 characters")));
        }
        memos.set(memo.shop(), memo.orderNo(), memo.memo());
        return memo;
    }
}

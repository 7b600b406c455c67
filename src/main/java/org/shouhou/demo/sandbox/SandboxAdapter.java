package org.shouhou.demo.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.shouhou.gateway.Adapter;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.Hooks;
import org.shouhou.gateway.OutsideCall;
import org.springframework.context.annotation.Conditional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The sandbox as the gateways see it. Its books are written in transactions of their own, as an outside's are. */
@Component
@Conditional(SandboxWanted.class)
class SandboxAdapter implements Adapter {

    private static final Duration USUAL_DELAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

    private final SandboxBook book;
    private final SandboxBehaviours behaviours;
    private final SandboxShop shop;
    private final TransactionTemplate own;
    private final Clock clock;

    SandboxAdapter(SandboxBook book, SandboxBehaviours behaviours, SandboxShop shop,
            PlatformTransactionManager transactions, Clock clock) {
        this.book = book;
        this.behaviours = behaviours;
        this.shop = shop;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sandbox";
    }

    private record Taken(Answer answer, Duration late) {
    }

    @Override
    public Answer call(OutsideCall call) {
        Taken taken;
        try {
            taken = own.execute(status -> take(call));
        } catch (DuplicateKeyException e) {
            taken = own.execute(status -> take(call));
        }
        pause(taken.late());
        return taken.answer();
    }

    private Taken take(OutsideCall call) {
        Optional<SandboxBook.Entry> known = book.lock(call.key());
        if (known.isPresent()) {
            book.called(known.get());
            return new Taken(known.get().answerNow(), Duration.ZERO);
        }
        SandboxBehaviours.Rule rule = behaviours.take(call.gateway(), call.operation(), call.orderNo());
        Duration delay = rule.delay() == null ? USUAL_DELAY : rule.delay();
        return switch (rule.behaviour()) {
            case FAIL_TRANSIENT -> new Taken(new Answer.Transient("The sandbox cannot be reached."), Duration.ZERO);
            case UNKNOWN_NOT_DONE -> new Taken(new Answer.Unknown("The sandbox keeps silent."), Duration.ZERO);
            case PENDING_THEN_DONE -> {
                book.open(call, rule, clock.millis() + delay.toMillis());
                yield new Taken(new Answer.Pending(), Duration.ZERO);
            }
            case DECLINE -> {
                Answer declined = new Answer.Declined("declined-by-sandbox", "The sandbox declines, as it was told to.");
                book.settle(book.open(call, rule, null), declined);
                yield new Taken(declined, Duration.ZERO);
            }
            case UNKNOWN_THEN_DONE -> {
                perform(book.open(call, rule, null));
                tell(call, rule.callbacks(), delay);
                yield new Taken(new Answer.Unknown("The sandbox keeps silent."), Duration.ZERO);
            }
            case SUCCEED -> new Taken(perform(book.open(call, rule, null)), Duration.ZERO);
            case DELAY -> new Taken(perform(book.open(call, rule, null)), delay);
        };
    }

    private Answer perform(SandboxBook.Entry entry) {
        Answer answer = shop.perform(entry.id(), entry.call(), entry.outcome(), entry.callbacks());
        book.settle(entry, answer);
        return answer;
    }

    /** Does what is due of the accepted, and says so by an event. @return false when nothing is due */
    boolean doReady() {
        Optional<String> key = book.ready();
        if (key.isEmpty()) {
            return false;
        }
        own.executeWithoutResult(status -> book.lock(key.get()).filter(entry -> entry.readyMs() != null).ifPresent(entry -> {
            perform(entry);
            tell(entry.call(), entry.callbacks(), Duration.ZERO);
        }));
        return true;
    }

    private void tell(OutsideCall call, int copies, Duration in) {
        shop.plan("answered-" + call.key(), call.gateway().toLowerCase(Locale.ROOT),
                Map.of("type", Hooks.EFFECT_ANSWERED, "key", call.key()), in, copies);
    }

    @Override
    public Answer query(OutsideCall call) {
        return own.execute(status -> {
            Optional<SandboxBook.Entry> entry = book.lock(call.key());
            if (entry.isPresent() && entry.get().readyMs() != null && entry.get().readyMs() <= clock.millis()) {
                return perform(entry.get());
            }
            return entry.map(SandboxBook.Entry::answerNow).orElse(new Answer.NotFound());
        });
    }

    private static void pause(Duration late) {
        if (late.isZero()) {
            return;
        }
        try {
            Thread.sleep(late.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP.toMillis() : late.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

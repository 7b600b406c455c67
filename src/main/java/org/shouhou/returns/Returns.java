package org.shouhou.returns;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.deadline.Deadlines;
import org.shouhou.identity.Actor;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Line;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.refund.RefundCase;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/** Agreeing on a return: whether, at whose cost (R14, R15), and under which number; up to the day the goods are sent. */
@Service
public class Returns {

    private static final Set<String> RULE_REASONS = Set.of("QUALITY", "NOT_AS_DESCRIBED", "WRONG_ITEM", "PARCEL_DAMAGED",
            "SEVEN_DAYS", "NO_LONGER_WANTED", "WRONG_ORDER", "RECOMMENDED_SIZE");
    /** Reasons of complaints that are about seven days. */
    private static final Set<String> ABOUT_SEVEN_DAYS = Set.of("SEVEN_DAYS_REFUSED");

    private final CaseFiles cases;
    private final Orders orders;
    private final ReturnBook book;
    private final ReturnMoney money;
    private final RefundCase refunds;
    private final MessageFacts facts;
    private final Deadlines deadlines;
    private final Messages messages;
    private final ReturnLetters letters;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    Returns(CaseFiles cases, Orders orders, ReturnBook book, ReturnMoney money, RefundCase refunds, MessageFacts facts,
            Deadlines deadlines, Messages messages, ReturnLetters letters, CaseHistory history, Settings settings, Clock clock) {
        this.cases = cases;
        this.orders = orders;
        this.book = book;
        this.money = money;
        this.refunds = refunds;
        this.facts = facts;
        this.deadlines = deadlines;
        this.messages = messages;
        this.letters = letters;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The shop takes the goods of a case of another kind back (a complaint was decided so). Call it before the process
     * {@code return} is called; the return is not reviewed again, and the freight is as the rule says.
     *
     * @param by who decided so; what is refunded in the end is proposed in their name
     */
    public void begin(long caseId, Actor by) {
        book.of(caseId);
        book.forgetParcel(caseId);
        book.startOver(caseId);
        book.wants(caseId, "REFUND", null);
        book.agreed(caseId, by.name());
        book.reviewed(caseId, by.name());
        history.record(caseId, by.name(), "RETURN_AGREED", Map.of());
    }

    /**
     * How far a return is when its process starts, or starts over.
     *
     * @param stage    NOTHING_LEFT, AGREE or TAKE_BACK
     * @param goods    AT_CUSTOMER, ON_WAY, ARRIVED or INSPECTED
     * @param agreed   whether it needs no review
     * @param decideBy when the review is due
     */
    public record Assessment(String stage, String goods, boolean agreed, Instant decideBy) {
    }

    public Assessment assess(long caseId) {
        ReturnBook.Entry entry = book.of(caseId);
        boolean customerHasThem = entry.goods() == ReturnBook.Goods.AT_CUSTOMER;
        if (money.asked(caseId) <= 0 && customerHasThem) {
            book.refused(caseId, "MORE_THAN_LEFT", null);
            letters.refused(caseId, "MORE_THAN_LEFT");
            return new Assessment("NOTHING_LEFT", entry.goods().name(), false, refunds.decideAgainBy(caseId));
        }
        return new Assessment(customerHasThem ? "AGREE" : "TAKE_BACK", entry.goods().name(), entry.agreedBy() != null,
                refunds.decideAgainBy(caseId));
    }

    /** What the rule {@code returnEligibility} looks at; never null. */
    public record EligibilityInputs(String window, String category, String reason) {
    }

    public EligibilityInputs eligibilityInputs(long caseId) {
        CaseFile file = cases.get(caseId);
        Order order = orders.byId(file.orderId()).orElseThrow();
        ReturnWindow.Level window = ReturnWindow.of(order.receivedAt(), order.shippedAt(), file.openedAt(),
                settings.number(Figure.RETURN_WINDOW_DAYS, file.shop()), settings.zone(file.shop()));
        Set<String> excluded = new HashSet<>(settings.list(Figure.RETURN_EXCLUDED_SKUS, file.shop()));
        List<Long> lines = cases.lines(caseId);
        boolean any = order.lines().stream().filter(line -> lines.isEmpty() || lines.contains(line.id()))
                .map(Line::sku).anyMatch(excluded::contains);
        return new EligibilityInputs(window.name(), any ? "EXCLUDED" : "USUAL", ruleReason(file.reason()));
    }

    public void judged(long caseId, String eligibility, String why) {
        book.eligibility(caseId, eligibility, why);
        history.record(caseId, CaseHistory.SYSTEM, "RETURN_JUDGED", Map.of("eligibility", eligibility, "why", why));
    }

    /** What the rule {@code returnFreight} looks at; never null. */
    public record FreightInputs(String reason, boolean freeReturns) {
    }

    public FreightInputs freightInputs(long caseId) {
        CaseFile file = cases.get(caseId);
        return new FreightInputs(ruleReason(file.reason()), settings.flag(Figure.RETURN_FREE, file.shop()));
    }

    public void freightProposed(long caseId, String freight, String why) {
        book.freightProposed(caseId, freight, why);
    }

    private static String ruleReason(String reason) {
        return ABOUT_SEVEN_DAYS.contains(reason) ? "SEVEN_DAYS" : RULE_REASONS.contains(reason) ? reason : "OTHER";
    }

    /** Asks the customer a question, or which of the two options they choose. @return until when an answer is waited for */
    public Instant askCustomer(long caseId, boolean options) {
        CaseFile file = cases.get(caseId);
        ReturnBook.Entry entry = book.of(caseId);
        Instant until = clock.instant().plus(settings.duration(options ? Figure.RETURN_OPTIONS_WAIT : Figure.ASK_CUSTOMER_WAIT, file.shop()));
        String key = caseId + "-" + clock.millis();
        if (options) {
            letters.options(caseId, entry, until, "options-" + key);
        } else {
            messages.toCustomer(caseId, "refund-question", Map.of("question", entry.question(), "until", until), "question-" + key);
        }
        return until;
    }

    /** R15: what the customer chose is recorded. @return RETURN, KEEP, or NONE for what was not offered */
    public String noteChoice(long caseId) {
        ReturnBook.Entry entry = book.of(caseId);
        MessageFacts.Fact fact = facts.delivered(caseId, MessageName.OPTION_CHOSEN).orElseThrow();
        String option = fact.data().get("option").toString();
        if (!option.equals(entry.firstOption()) && !option.equals(entry.secondOption())) {
            return "NONE";
        }
        book.chosen(caseId, option);
        history.record(caseId, CaseHistory.SYSTEM, "OPTION_CHOSEN", Map.of("option", option));
        if (option.equals("KEEP_PART_REFUND")) {
            money.propose(caseId, entry.keepMinor());
            return "KEEP";
        }
        book.freight(caseId, freightOf(option));
        return "RETURN";
    }

    static String freightOf(String option) {
        return switch (option) {
            case "RETURN_SHOP_PAYS" -> "SHOP";
            case "RETURN_SPLIT" -> "SPLIT";
            default -> "BUYER";
        };
    }

    /**
     * What runs once the return is authorised.
     *
     * @param expectUntil how long the warehouse's word is waited for
     * @param remindAt    when the customer is reminded of the waybill
     */
    public record Authorised(Instant expectUntil, Instant remindAt) {
    }

    /** The return gets its number, the customer hears where and until when to send the goods. */
    public Authorised authorise(long caseId) {
        CaseFile file = cases.get(caseId);
        ReturnBook.Entry entry = book.of(caseId);
        if (entry.freight() == null) {
            book.freight(caseId, entry.freightProposed() == null ? "BUYER" : entry.freightProposed());
        }
        Instant now = clock.instant();
        Instant until = now.plus(settings.duration(Figure.RETURN_WAYBILL_WITHIN, file.shop()));
        String number = file.number().replace("SH-", "RA-");
        book.authorised(caseId, number, until);
        deadlines.met(caseId, Deadlines.REFUND_ANSWER);
        ReturnBook.Entry now2 = book.of(caseId);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("authorisation", number);
        told.put("freight", now2.freight());
        told.put("until", until.toString());
        history.record(caseId, CaseHistory.SYSTEM, "RETURN_AUTHORISED", told);
        letters.authorised(caseId, now2);
        Instant remind = now.plus(settings.duration(Figure.RETURN_WAYBILL_REMIND_AFTER, file.shop()));
        return new Authorised(now.plus(settings.duration(Figure.RETURN_ANNOUNCE_WAIT, file.shop())),
                remind.isBefore(until) ? remind : until);
    }

    /** Whether the customer's time to send the goods is up, and if not, when it is. */
    public record Missing(boolean lapsed, Instant due) {
    }

    /** The waybill is missing: the customer is reminded once, and then the return lapses. */
    public Missing remindWaybill(long caseId) {
        ReturnBook.Entry entry = book.of(caseId);
        boolean lapsed = !clock.instant().isBefore(entry.waybillUntil());
        if (lapsed) {
            lapsed(caseId);
        } else {
            letters.reminder(caseId, entry);
            history.record(caseId, CaseHistory.SYSTEM, "RETURN_REMINDED", Map.of("until", entry.waybillUntil().toString()));
        }
        return new Missing(lapsed, entry.waybillUntil());
    }

    void lapsed(long caseId) {
        letters.lapsed(caseId);
        history.record(caseId, CaseHistory.SYSTEM, "RETURN_LAPSED", Map.of());
    }

    /** R38: the buyer changed the request; it is judged again, wherever the goods are. */
    public void applyChange(long caseId) {
        refunds.applyChange(caseId);
        book.startOver(caseId);
    }

    /** Facts for the forms: how the rules see it, and what is known of the parcel. */
    Map<String, Object> facts(long caseId) {
        CaseFile file = cases.get(caseId);
        ReturnBook.Entry entry = book.of(caseId);
        Map<String, Object> data = new HashMap<>();
        data.put("requestedMinor", file.amountMinor());
        data.put("currency", file.currency());
        data.put("leftMinor", money.left(caseId));
        data.put("orderNo", file.orderNo());
        data.put("wants", entry.wants());
        data.put("exchangeSku", entry.exchangeSku());
        data.put("eligibility", entry.eligibility());
        data.put("eligibilityWhy", entry.eligibilityWhy());
        data.put("freightProposed", entry.freightProposed());
        data.put("freightWhy", entry.freightWhy());
        data.put("chosenOption", entry.chosenOption());
        data.put("authorisation", entry.authorisation());
        data.put("courier", entry.courier());
        data.put("waybill", entry.waybill());
        data.put("signedAt", entry.signedAt() == null ? null : entry.signedAt().toString());
        data.put("finding", entry.finding());
        data.put("deductMinor", entry.deductMinor() == 0 ? null : entry.deductMinor());
        data.put("findingNote", entry.findingNote());
        data.put("photos", entry.photos());
        data.put("sentBackWhy", money.sentBackWhy(caseId));
        data.values().removeIf(value -> value == null);
        return data;
    }
}

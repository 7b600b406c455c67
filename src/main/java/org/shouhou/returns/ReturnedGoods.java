package org.shouhou.returns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseClosing;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.common.SystemText;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.Why;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Orders;
import org.shouhou.reship.SecondParcels;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/** The goods on their way back and in the warehouse: parcel, clocks, finding, and what it comes to. */
@Service
public class ReturnedGoods {

    private final CaseFiles cases;
    private final ReturnBook book;
    private final ReturnMoney money;
    private final MessageFacts facts;
    private final Deadlines deadlines;
    private final CaseClosing closing;
    private final Orders orders;
    private final SecondParcels parcels;
    private final Messages messages;
    private final ReturnLetters letters;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    ReturnedGoods(CaseFiles cases, ReturnBook book, ReturnMoney money, MessageFacts facts, Deadlines deadlines,
            CaseClosing closing, Orders orders, SecondParcels parcels, Messages messages, ReturnLetters letters, CaseHistory history, Settings settings, Clock clock) {
        this.cases = cases;
        this.book = book;
        this.money = money;
        this.facts = facts;
        this.deadlines = deadlines;
        this.closing = closing;
        this.orders = orders;
        this.parcels = parcels;
        this.messages = messages;
        this.letters = letters;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param here the goods arrived already; @param due when their arrival is overdue */
    public record OnWay(boolean here, Instant due) {
    }

    /** The goods arrived before anybody said that they were sent: arrived implies sent. */
    public void arrivedUnannounced(long caseId) {
        book.goods(caseId, ReturnBook.Goods.ARRIVED);
    }

    /** The goods are on their way, with the courier and waybill the customer, an agent or the warehouse gave last. */
    public OnWay noteSent(long caseId) {
        ReturnBook.Entry before = book.of(caseId);
        if (before.goods() == ReturnBook.Goods.ARRIVED) {
            return new OnWay(true, clock.instant());
        }
        book.goods(caseId, ReturnBook.Goods.ON_WAY);
        Optional<MessageFacts.Fact> fact = facts.delivered(caseId, MessageName.RETURN_PARCEL_SENT);
        fact.ifPresent(sent -> {
            book.parcel(caseId, text(sent, "courier"), text(sent, "waybill"));
            Map<String, Object> told = new LinkedHashMap<>(sent.data());
            if (before.waybill() != null && !before.waybill().equals(text(sent, "waybill"))) {
                told.put("before", before.waybill());
            }
            history.record(caseId, CaseHistory.SYSTEM, "RETURN_PARCEL_SENT", told);
        });
        boolean sameParcel = before.waybill() != null && before.waybill().equals(book.of(caseId).waybill());
        boolean rightItem = "AWAIT_RIGHT_ITEM".equals(before.judgement()) && (sameParcel || fact.isEmpty());
        return new OnWay(false, after(caseId, rightItem ? Figure.RETURN_RIGHT_ITEM_WITHIN : Figure.RETURN_ARRIVAL_WITHIN));
    }

    /** The warehouse has the parcel: the clocks of R14, of the platform and of the inspection run from the courier's signature. */
    public Instant noteArrival(long caseId) {
        CaseFile file = cases.get(caseId);
        ReturnBook.Entry before = book.of(caseId);
        Instant signed = clock.instant();
        Map<String, Object> told = new LinkedHashMap<>();
        Optional<MessageFacts.Fact> fact = facts.delivered(caseId, MessageName.RETURN_PARCEL_ARRIVED);
        if (fact.isPresent()) {
            Instant at = CaseMessages.instant(fact.get().data().get("at"));
            signed = at == null ? signed : at;
            book.parcel(caseId, text(fact.get(), "courier"), text(fact.get(), "waybill"));
            told.put("waybill", text(fact.get(), "waybill"));
        } else if (before.signedAt() != null) {
            signed = before.signedAt();
        }
        book.arrived(caseId, signed);
        clock(caseId, Deadlines.RETURN_REFUND, signed, settings.duration(Figure.RETURN_REFUND_WITHIN, file.shop()));
        clock(caseId, Deadlines.PLATFORM, signed, settings.duration(Figure.RETURN_PLATFORM_CONFIRMS, file.shop()));
        told.put("at", signed.toString());
        history.record(caseId, CaseHistory.SYSTEM, "RETURN_PARCEL_ARRIVED", told);
        return signed.plus(settings.duration(Figure.INSPECTION_WITHIN, file.shop()));
    }

    private void clock(long caseId, String kind, Instant from, Duration within) {
        if (deadlines.running(caseId, kind).isEmpty()) {
            Instant due = from.plus(within);
            deadlines.start(caseId, null, kind, from, due, kind.equals(Deadlines.RETURN_REFUND) ? Deadlines.halfTime(from, due) : null,
                    Why.elapsed(from, within));
        }
    }

    /** What was found, and until when the customer may object. */
    public record Told(String finding, Instant until) {
    }

    public Told tellFinding(long caseId) {
        Instant until = after(caseId, Figure.RETURN_DISPUTE_WITHIN);
        ReturnBook.Entry entry = book.of(caseId);
        book.disputeUntil(caseId, until);
        letters.finding(caseId, entry, until);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("finding", entry.finding());
        if (entry.deductMinor() > 0) {
            told.put("amountMinor", entry.deductMinor());
        }
        told.put("until", until.toString());
        history.record(caseId, CaseHistory.SYSTEM, "FINDING_TOLD", told);
        return new Told(entry.finding(), until);
    }

    /** The inspection is settled: the refund is proposed less the deduction; other goods only for goods in order. @return what the customer gets */
    public String settleInspection(long caseId) {
        ReturnBook.Entry entry = book.of(caseId);
        money.propose(caseId, money.asked(caseId) - entry.deductMinor());
        return entry.wants().equals("EXCHANGE") && entry.deductMinor() == 0 ? "EXCHANGE" : "REFUND";
    }

    /** Other goods for those that came back: the same again, or what the customer wants instead. @return the parcel to send */
    public long planExchange(long caseId) {
        CaseFile file = cases.get(caseId);
        ReturnBook.Entry entry = book.of(caseId);
        List<Long> about = cases.lines(caseId);
        return parcels.plan(caseId, SecondParcels.Purpose.EXCHANGE, orders.byId(file.orderId()).orElseThrow().lines().stream()
                .filter(line -> about.isEmpty() || about.contains(line.id()))
                .map(line -> new SecondParcels.PlannedLine(line.id(), entry.exchangeSku() == null ? line.sku() : entry.exchangeSku(),
                        line.quantity())).toList(), entry.reviewedBy() == null ? CaseHistory.SYSTEM : entry.reviewedBy());
    }

    /** The customer gets money instead of other goods. */
    public void proposeMoney(long caseId) {
        ReturnBook.Entry entry = book.of(caseId);
        money.propose(caseId, money.asked(caseId) - entry.deductMinor());
        history.record(caseId, CaseHistory.SYSTEM, "MONEY_INSTEAD", Map.of());
    }

    /** The customer withdrew; goods that are here already are no longer anybody's work, so a supervisor hears of them. */
    public void withdraw(long caseId) {
        closing.withdraw(caseId);
        ReturnBook.Goods goods = book.of(caseId).goods();
        if (goods == ReturnBook.Goods.ARRIVED || goods == ReturnBook.Goods.INSPECTED) {
            messages.toRole("supervisor", caseId, "escalation", Map.of("reason", SystemText.GOODS_HERE.about(null)), "withdrawn-goods-" + caseId);
        }
    }

    private Instant after(long caseId, Figure figure) {
        return clock.instant().plus(settings.duration(figure, cases.get(caseId).shop()));
    }

    private static String text(MessageFacts.Fact fact, String field) {
        Object value = fact.data().get(field);
        return value == null ? null : value.toString().strip();
    }
}

package org.shouhou.oversold;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.Compensations;
import org.shouhou.authority.Kind;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.order.Line;
import org.shouhou.promise.Promises;
import org.shouhou.queue.TaskHandler;
import org.shouhou.refund.RefundCase;
import org.shouhou.refund.RefundWork;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** What the customer of an oversold order chooses (R26): the money, other goods, or to wait for a stated date. */
@Component
class ChooseRemedyTask implements TaskHandler {

    private static final int GIFTS = 1;
    private final OversoldCase oversold;
    private final OversoldTable table;
    private final CaseFiles cases;
    private final Promises promises;
    private final Compensations compensations;
    private final RefundCase refunds;
    private final RefundWork work;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    ChooseRemedyTask(OversoldCase oversold, OversoldTable table, CaseFiles cases, Promises promises, Compensations compensations,
            RefundCase refunds, RefundWork work, CaseHistory history, Settings settings, Clock clock) {
        this.oversold = oversold;
        this.table = table;
        this.cases = cases;
        this.promises = promises;
        this.compensations = compensations;
        this.refunds = refunds;
        this.work = work;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String key() {
        return "chooseOversoldRemedy";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        OversoldTable.Oversold now = table.of(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("currency", cases.get(caseId).currency());
        data.put("leftMinor", refunds.amountLeft(caseId).orElse(0L));
        data.put("lines", oversold.lines(caseId).stream().map(line -> facts(line, now.stock())).toList());
        data.put("giftRefused", now.giftRefused());
        return data;
    }

    private static Map<String, Object> facts(Line line, Map<String, Object> stock) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("line", line.lineNo());
        facts.put("sku", line.sku());
        facts.put("quantity", line.quantity());
        facts.put("pieces", stock.get(Integer.toString(line.lineNo())));
        return facts;
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        long caseId = decision.caseId();
        OversoldTable.Oversold before = table.of(caseId);
        switch (decision.decision()) {
            case "REFUND" -> refund(decision);
            case "SWAP" -> swap(decision);
            case "WAIT" -> await(decision);
            default -> throw new IllegalStateException(decision.decision());
        }
        if (before.promiseId() != null) {
            promises.replaced(before.promiseId(), decision.actor().name());
            table.promised(caseId, null);
        }
        Long compensation = besides(decision, before.giftRefused());
        history.record(caseId, decision.actor().name(), "REMEDY_CHOSEN", Map.of("remedy", decision.decision()));
        Map<String, Object> next = new LinkedHashMap<>();
        next.put("given", compensation != null);
        next.put("compensationId", compensation);
        return next;
    }

    private void refund(Decision decision) {
        long left = refunds.amountLeft(decision.caseId()).orElse(0L);
        if (left <= 0) {
            throw Problem.unprocessable("nothing-left", "Nothing of this order is left to refund.");
        }
        table.refund(decision.caseId(), decision.actor().name());
        work.propose(decision.caseId(), left, decision.actor());
    }

    private void swap(Decision decision) {
        String sku = decision.text("sku");
        if (sku.length() > 64) {
            throw Problem.fields(List.of(new FieldProblem("sku", "Is longer than 64 characters.")));
        }
        List<Line> missing = oversold.missing(decision.caseId());
        Line line = missing.isEmpty() ? oversold.lines(decision.caseId()).get(0) : missing.get(0);
        if (sku.equals(line.sku())) {
            throw Problem.fields(List.of(new FieldProblem("sku", "Is the article that is missing; name another one.")));
        }
        table.swap(decision.caseId(), line.lineNo(), sku, line.quantity(), decision.actor().name());
    }

    private void await(Decision decision) {
        LocalDate date = LocalDate.parse(decision.text("date"));
        Instant due = oversold.endOf(decision.caseId(), date);
        if (!due.isAfter(clock.instant()) || due.isAfter(clock.instant().plusSeconds(366L * 86_400))) {
            throw Problem.fields(List.of(new FieldProblem("date", "Must lie ahead, within a year.")));
        }
        if (decision.text("gift") != null && decision.text("gift").length() > 64) {
            throw Problem.fields(List.of(new FieldProblem("gift", "Is longer than 64 characters.")));
        }
        promises.checkWait(decision.caseId(), "WAIT " + date, due, decision.actor().name());
        table.await(decision.caseId(), date, decision.text("gift"), decision.actor().name());
    }

    /** The gift agreed, or what the shop gives when goods of a promotion were oversold; consented to by the one authority path. */
    private Long besides(Decision decision, boolean refusedBefore) {
        CaseFile file = cases.get(decision.caseId());
        if (decision.text("gift") != null) {
            return compensations.propose(file.id(), Kind.GIFT, null, decision.text("gift"), GIFTS, "OUT_OF_STOCK", decision.actor());
        }
        long amount = settings.number(Figure.OVERSOLD_COMPENSATION, file.shop());
        List<String> promoted = settings.list(Figure.STOCK_WATCHED, file.shop());
        boolean promotion = oversold.lines(file.id()).stream().map(Line::sku).filter(Objects::nonNull).anyMatch(promoted::contains);
        return !promotion || amount == 0 || refusedBefore ? null
                : compensations.propose(file.id(), Kind.CASH, amount, null, null, "OUT_OF_STOCK", decision.actor());
    }
}

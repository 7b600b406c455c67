package org.shouhou.returns;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a customer sees and does through the link of their case: no address, no phone, nothing of other cases. */
@Service
public class CustomerDesk {

    /** Who acts through a link, on the timeline. */
    static final String CUSTOMER = "customer";

    /**
     * The case as its customer sees it. Amounts are minor units of {@code currency}; what does not apply is null.
     *
     * @param acts what the customer may do now: send, withdraw, dispute, choose, answer
     */
    public record View(long caseId, String number, String orderNo, String status, String outcome, String currency,
            String authorisation, String freight, Instant waybillUntil, String courier, String waybill, String goods,
            String finding, Long deductMinor, Instant disputeUntil, String question, String firstOption,
            String secondOption, Long keepMinor, String chosenOption, List<String> acts) {
    }

    private final CaseFiles cases;
    private final ReturnBook book;
    private final CaseMessages messages;
    private final MessageFacts facts;
    private final Clock clock;

    CustomerDesk(CaseFiles cases, ReturnBook book, CaseMessages messages, MessageFacts facts, Clock clock) {
        this.cases = cases;
        this.book = book;
        this.messages = messages;
        this.facts = facts;
        this.clock = clock;
    }

    /** @throws Problem 404 when there is no such case, or nothing of it comes back */
    @Transactional(readOnly = true)
    public View view(long caseId) {
        CaseFile file = cases.get(caseId);
        ReturnBook.Entry entry = book.find(caseId).orElseThrow(() -> Problem.notFound("return", caseId));
        return new View(caseId, file.number(), file.orderNo(), file.status().name(),
                file.outcome() == null ? null : file.outcome().name(), file.currency(), entry.authorisation(), entry.freight(),
                entry.waybillUntil(), entry.courier(), entry.waybill(), entry.goods().name(), entry.finding(),
                entry.deductMinor() == 0 ? null : entry.deductMinor(), entry.disputeUntil(), entry.question(),
                entry.firstOption(), entry.secondOption(), entry.keepMinor(), entry.chosenOption(), acts(file, entry));
    }

    private List<String> acts(CaseFile file, ReturnBook.Entry entry) {
        List<String> acts = new ArrayList<>();
        boolean agreed = entry.authorisation() != null;
        boolean home = entry.goods() == ReturnBook.Goods.AT_CUSTOMER;
        boolean lapsed = file.outcome() == CaseFile.Outcome.LAPSED;
        if (agreed && (home || entry.goods() == ReturnBook.Goods.ON_WAY) && (!file.closed() || lapsed)) {
            acts.add("send");
        }
        if (file.closed()) {
            return acts;
        }
        if (entry.firstOption() != null && entry.chosenOption() == null && !agreed) {
            acts.add("choose");
        }
        if (disputable(file, entry)) {
            acts.add("dispute");
        }
        acts.add("answer");
        if (home && file.type().equals(ReturnCase.NAME)) {
            acts.add("withdraw");
        }
        return acts;
    }

    private boolean disputable(CaseFile file, ReturnBook.Entry entry) {
        boolean told = entry.disputeUntil() != null && clock.instant().isBefore(entry.disputeUntil());
        return told && entry.judgement() == null && !"IN_ORDER".equals(entry.finding())
                && facts.latest(file.id(), MessageName.INSPECTION_DISPUTED).isEmpty();
    }

    /**
     * Does what the customer asked for. The same form sent again changes nothing.
     *
     * @param act   one of those of {@link View#acts()}
     * @param once  the id of the form that was shown
     * @param typed what was filled in
     * @throws Problem 400 for wrong fields, 409 {@code not-possible-now} when the case has moved on
     */
    public void act(long caseId, String act, String once, Map<String, String> typed) {
        if (once == null || !once.matches("[\\w-]{8,64}")) {
            throw Problem.fields(List.of(new FieldProblem("once", "Is required.")));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        MessageName name = switch (act == null ? "" : act) {
            case "send" -> put(data, typed, MessageName.RETURN_PARCEL_SENT, "courier", "waybill");
            case "withdraw" -> put(data, typed, MessageName.CUSTOMER_WITHDREW, "reason");
            case "dispute" -> put(data, typed, MessageName.INSPECTION_DISPUTED, "reason");
            case "choose" -> put(data, typed, MessageName.OPTION_CHOSEN, "option");
            case "answer" -> {
                data.put("channel", "LINK");
                yield put(data, typed, MessageName.CUSTOMER_RESPONDED, "text");
            }
            default -> throw Problem.fields(List.of(new FieldProblem("act", "Must be one of [send, withdraw, dispute, choose, answer].")));
        };
        String messageId = "link-" + Json.hash(List.of(once, act, data)).substring(0, 48);
        if (facts.known(caseId, messageId)) {
            return;
        }
        CaseFile file = cases.get(caseId);
        ReturnBook.Entry entry = book.find(caseId).orElseThrow(() -> Problem.notFound("return", caseId));
        if (act.equals("send") && data.get("waybill").equals(entry.waybill())) {
            return;
        }
        boolean offered = !act.equals("choose") || data.get("option").equals(entry.firstOption()) || data.get("option").equals(entry.secondOption());
        if (!acts(file, entry).contains(act) || !offered) {
            throw Problem.conflict("not-possible-now", "The case has moved on; look at the page again.");
        }
        messages.send(caseId, messageId, name.id(), data, CUSTOMER);
    }

    private static MessageName put(Map<String, Object> data, Map<String, String> typed, MessageName name, String... fields) {
        List<FieldProblem> problems = new ArrayList<>();
        for (String field : fields) {
            String value = typed.getOrDefault(field, "").strip();
            int most = field.equals("courier") ? 60 : field.equals("waybill") ? 64 : field.equals("option") ? 20 : 2000;
            if (value.isEmpty()) {
                problems.add(new FieldProblem(field, "Is required."));
            } else if (value.length() > most) {
                problems.add(new FieldProblem(field, "Is longer than " + most + " characters."));
            }
            data.put(field, value);
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        return name;
    }
}

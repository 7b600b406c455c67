package org.shouhou.casefile.web;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shouhou.audit.CaseHistory;
import org.shouhou.buyer.BuyerFlags;
import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseIntake;
import org.shouhou.casefile.CaseNotes;
import org.shouhou.casefile.CaseSlots;
import org.shouhou.casefile.CaseViews;
import org.shouhou.casefile.NewCase;
import org.shouhou.casefile.Reasons;
import org.shouhou.desk.Asked;
import org.shouhou.desk.ScriptWords;
import org.shouhou.gateway.Effects;
import org.shouhou.identity.Actor;
import org.shouhou.order.OrderBalances;
import org.shouhou.order.Orders;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of cases, the page of one case, and intake by three fields. */
@Controller
@RequestMapping("/cases")
class CasePages {

    /** The reasons a person may choose; the imported one names none. */
    private static final List<String> REFUND_REASONS = List.of("NO_LONGER_WANTED", "WRONG_ORDER", "LATE_SHIPMENT", "OUT_OF_STOCK",
            "QUALITY", "NOT_AS_DESCRIBED", "PRICE_DIFFERENCE", "OTHER");

    /** Texts the page's scripts need. */
    private static final List<String> ISLAND_WORDS = List.of("case.send", "case.checkFields", "case.signInAgain", "case.failed",
            "case.noConnection", "case.after", "case.after.stay", "case.after.close", "case.after.next", "draft.saved", "draft.unsaved",
            "draft.signedOut", "draft.refused", "draft.restored", "draft.discard", "replies.title", "replies.hint", "replies.none",
            "form.choose", "form.nothing", "form.required", "form.least", "form.most", "form.longest",
            "refusal.NOT_RECEIVED_BACK", "refusal.USED_OR_DAMAGED", "refusal.OUTSIDE_OF_TERMS", "refusal.NO_EVIDENCE", "refusal.ALREADY_SETTLED",
            "refusal.MORE_THAN_LEFT", "refusal.BUYER_UNREACHABLE", "refusal.FRAUD_SUSPECTED", "refusal.OTHER", "refusal.GOODWILL",
            "refusal.RETURN_TOO_DEAR", "refusal.LOW_VALUE", "type.refund", "type.return", "type.reship", "type.complaint", "type.inquiry",
            "type.slowReview", "type.oversold", "replies.missing", "files.chosen", "files.none", "files.upload",
            "files.uploading", "step.ACTIVE", "step.DONE", "step.STOPPED", "step.FAILED", "process.refund", "process.payRefund",
            "process.platformDecision", "process.overpayment", "process.slowReview", "process.agreeRefund", "process.compensation",
            "process.promise", "process.inquiry", "process.callBack", "process.sellerMemo", "process.oversold", "process.complaint",
            "process.reship", "process.return", "process.sendParcel", "process.courierClaim", "process.doubleRemedy",
            "process.reappearedParcel", "process.freeReservation");

    private final CaseViews views;
    private final CaseIntake intake;
    private final Reasons allowed;
    private final Orders orders;
    private final OrderBalances balances;
    private final Effects effects;
    private final Timeline timeline;
    private final Clocks clocks;
    private final Asked asked;
    private final ScriptWords words;
    private final ObjectProvider<CaseSlots> slots;
    private final ObjectProvider<CaseCard> cards;
    private final BuyerFlags flags;
    private final CaseNotes notes;

    CasePages(CaseViews views, CaseIntake intake, Reasons allowed, Orders orders, OrderBalances balances, Effects effects,
            Timeline timeline, Clocks clocks, Asked asked, ScriptWords words,
            ObjectProvider<CaseSlots> slots, ObjectProvider<CaseCard> cards,
            BuyerFlags flags, CaseNotes notes) {
        this.views = views;
        this.intake = intake;
        this.allowed = allowed;
        this.orders = orders;
        this.balances = balances;
        this.effects = effects;
        this.timeline = timeline;
        this.clocks = clocks;
        this.asked = asked;
        this.words = words;
        this.slots = slots;
        this.cards = cards;
        this.flags = flags;
        this.notes = notes;
    }

    @GetMapping
    String list(@RequestParam(required = false) String status, @RequestParam(required = false) String type,
            @RequestParam(required = false) String text, @RequestParam(required = false) String buyer,
            @RequestParam(required = false) String cursor, Model model) {
        model.addAttribute("status", status);
        model.addAttribute("type", type);
        model.addAttribute("text", text);
        model.addAttribute("buyer", buyer);
        model.addAttribute("statuses", CaseFile.Status.values());
        model.addAttribute("types", intake.types());
        model.addAttribute("page", views.search(given(status), given(type), null, given(buyer), given(text), cursor, Actor.current()));
        return "casefile/cases";
    }

    @GetMapping("/{caseId}")
    String one(@PathVariable String caseId, @RequestParam(required = false) String task, Model model) {
        Actor actor = Actor.current();
        CaseFile file = views.visible(caseId, actor);
        CaseViews.CaseView view = views.of(file.number(), actor);
        model.addAttribute("view", view);
        model.addAttribute("task", chosen(view.tasks(), task, actor));
        model.addAttribute("order", orders.byId(file.orderId()).orElse(null));
        model.addAttribute("buyerLevel", orders.byId(file.orderId()).map(flags::levelOf).orElse("NONE"));
        model.addAttribute("addressesToConfirm", notes.unconfirmed(file.id()));
        model.addAttribute("balance", balances.of(file.orderId()));
        model.addAttribute("currency", file.currency());
        model.addAttribute("effects", effects.of(file.id()));
        model.addAttribute("slots", slots.stream().flatMap(plan -> plan.of(file.id()).stream()).toList());
        model.addAttribute("cards", cards(file, actor));
        List<CaseHistory.Event> history = views.history(file.number(), actor);
        model.addAttribute("clocks", clocks.of(view.deadlines(), history));
        model.addAttribute("timeline", timeline.of(file, history));
        model.addAttribute("messageId", UUID.randomUUID().toString());
        model.addAttribute("types", intake.types().stream().filter(type -> !type.equals(file.type())).toList());
        model.addAttribute("reasons", REFUND_REASONS);
        model.addAttribute("words", words.json(ISLAND_WORDS));
        return "casefile/case";
    }

    private List<CaseCard.Shown> cards(CaseFile file, Actor actor) {
        return cards.orderedStream().map(card -> new CaseCard.Shown(card.template(), card.shown(file, actor)))
                .filter(card -> card.content() != null).toList();
    }

    /** The task asked for, else my own, else the most urgent; null when none is open. */
    private static CaseViews.OpenTask chosen(List<CaseViews.OpenTask> tasks, String asked, Actor actor) {
        return tasks.stream().min(Comparator
                .comparing((CaseViews.OpenTask one) -> one.taskId().equals(asked) ? 0 : actor.name().equals(one.owner()) ? 1 : 2)
                .thenComparing(CaseViews.OpenTask::due)).orElse(null);
    }

    @GetMapping("/new")
    String intake(@RequestParam(required = false) String orderNo, Model model) {
        return form(model, UUID.randomUUID().toString(), orderNo, null, null);
    }

    /** Three fields: which order, what it is about, in which words. */
    @PostMapping("/new")
    String open(@RequestParam String requestId, @RequestParam(defaultValue = "") String orderNo,
            @RequestParam(defaultValue = "") String matter, @RequestParam(defaultValue = "") String text, Model model) {
        String[] parts = matter.split(":", 2);
        String type = parts.length == 2 ? parts[0] : null;
        String reason = parts.length == 2 ? parts[1] : null;
        CaseIntake.Opened opened = asked.orAgain(model, () -> intake.open(new NewCase(requestId, type, null, orderNo.strip(),
                List.of(), reason, null, null, null, NewCase.Channel.DESK.name(), given(text)), Actor.current().name()));
        return opened == null ? form(model, UUID.randomUUID().toString(), orderNo, matter, text)
                : "redirect:/cases/" + opened.opened().number();
    }

    private String form(Model model, String requestId, String orderNo, String matter, String text) {
        model.addAttribute("requestId", requestId);
        model.addAttribute("orderNo", orderNo);
        model.addAttribute("matter", matter);
        model.addAttribute("text", text);
        Map<String, List<String>> matters = new LinkedHashMap<>();
        intake.types().forEach(type -> matters.put(type, allowed.of(type, null)));
        model.addAttribute("matters", matters);
        return "casefile/intake";
    }

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}

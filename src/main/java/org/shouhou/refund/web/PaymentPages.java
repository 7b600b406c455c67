package org.shouhou.refund.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.refund.HandPayments;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Finance's page: what one person pays and another confirms. */
@Controller
@RequestMapping("/payments")
class PaymentPages {

    private static final long LARGEST = 20L * 1024 * 1024;

    private final HandPayments payments;
    private final Asked asked;

    PaymentPages(HandPayments payments, Asked asked) {
        this.payments = payments;
        this.asked = asked;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("view", payments.view(Actor.current()));
        return "refund/payments";
    }

    /** Those that are ticked; what was typed for one that could not be is there again. */
    @PostMapping
    String paid(@RequestParam(name = "pick", required = false) List<String> ids, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        asked.thenRedirect(next, "paymentsRecorded", () -> {
            List<HandPayments.Row> rows = payments.paid(ids == null ? List.of() : ids.stream().map(id -> new HandPayments.Item(id,
                    typed.get("reference_" + id), typed.get("receipt_" + id), typed.get("note_" + id))).toList(), Actor.current());
            Map<String, HandPayments.Row> failed = new HashMap<>();
            rows.stream().filter(row -> row.problem() != null).forEach(row -> failed.put(row.taskId(), row));
            next.addFlashAttribute("failed", failed);
            next.addFlashAttribute("said", rows.stream().filter(row -> "SAID".equals(row.result())).count());
            next.addFlashAttribute("confirmed", rows.stream().filter(row -> "CONFIRMED".equals(row.result())).count());
        });
        if (next.getFlashAttributes().get("failed") instanceof Map<?, ?> failed && ids != null && failed.size() == ids.size()) {
            asked.nothingDone(next);
        }
        next.addFlashAttribute("typed", typed);
        return "redirect:/payments";
    }

    @PostMapping("/import")
    String take(@RequestParam("file") MultipartFile filled, RedirectAttributes next) {
        asked.thenRedirect(next, "file", () -> {
            if (filled.getSize() > LARGEST) {
                throw Problem.badRequest("too-large", "The file has at most 20 MB.");
            }
            try {
                next.addFlashAttribute("report", payments.take(filled.getBytes(), Actor.current()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return "redirect:/payments";
    }
}

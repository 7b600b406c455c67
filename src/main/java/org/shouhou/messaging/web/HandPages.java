package org.shouhou.messaging.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.messaging.HandList;
import org.shouhou.messaging.Outbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What agents send by hand: copy, tick, next; or as a file. */
@Controller
@RequestMapping("/send-by-hand")
class HandPages {

    private static final int PAGE = 100;
    private static final long LARGEST = 20L * 1024 * 1024;

    private final Outbox outbox;
    private final HandList list;
    private final Asked asked;

    HandPages(Outbox outbox, HandList list, Asked asked) {
        this.outbox = outbox;
        this.list = list;
        this.asked = asked;
    }

    @GetMapping
    String byHand(@RequestParam(required = false) Long cursor, @RequestParam(required = false) String channel,
            @RequestParam(required = false) String shop, Model model) {
        String wanted = shop == null || shop.isBlank() ? null : shop;
        List<Outbox.ToSend> page = outbox.toSend(cursor, HandList.channel(channel), wanted);
        model.addAttribute("counts", list.counts());
        model.addAttribute("channel", channel == null || channel.isBlank() ? null : channel);
        model.addAttribute("shop", wanted);
        model.addAttribute("messages", page);
        model.addAttribute("cursor", page.size() < PAGE ? null : page.get(PAGE - 1).id());
        return "messaging/by-hand";
    }

    /** Those that are ticked were sent. */
    @PostMapping
    String sent(@RequestParam(name = "pick", required = false) List<Long> ids, @RequestParam(required = false) String note,
            @RequestParam(required = false) String channel, @RequestParam(required = false) String shop, RedirectAttributes next) {
        asked.thenRedirect(next, "sentByHand", () -> {
            List<HandList.Row> rows = list.sent(ids, note, Actor.current().name());
            next.addFlashAttribute("sentCount", rows.stream().filter(HandList.Row::done).count());
            next.addFlashAttribute("refused", new java.util.ArrayList<>(rows.stream().filter(row -> !row.done()).toList()));
        });
        if (Long.valueOf(0).equals(next.getFlashAttributes().get("sentCount"))) {
            asked.nothingDone(next);
        }
        return back(channel, shop, next);
    }

    @PostMapping("/{id}")
    String sent(@PathVariable long id, @RequestParam(required = false) String note, RedirectAttributes next) {
        asked.thenRedirect(next, "sentByHand", () -> outbox.sentByHand(id, Actor.current().name(),
                note == null || note.isBlank() ? null : note.strip()));
        return "redirect:/send-by-hand";
    }

    @PostMapping("/import")
    String take(@RequestParam("file") MultipartFile filled, RedirectAttributes next) {
        asked.thenRedirect(next, "file", () -> {
            if (filled.getSize() > LARGEST) {
                throw Problem.badRequest("too-large", "The file has at most 20 MB.");
            }
            try {
                next.addFlashAttribute("report", list.take(filled.getBytes(), Actor.current().name()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return "redirect:/send-by-hand";
    }

    private static String back(String channel, String shop, RedirectAttributes next) {
        if (channel != null && !channel.isBlank()) {
            next.addAttribute("channel", channel);
        }
        if (shop != null && !shop.isBlank()) {
            next.addAttribute("shop", shop);
        }
        return "redirect:/send-by-hand";
    }
}

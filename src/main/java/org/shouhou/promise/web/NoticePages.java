package org.shouhou.promise.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.promise.ShippingNotice;
import org.shouhou.promise.ShippingNotices;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The shipping notice: what is in force, who has read it, and for the manager the next one. */
@Controller
@RequestMapping("/shipping-notice")
class NoticePages {

    private final ShippingNotices notices;
    private final Settings settings;
    private final Asked asked;

    NoticePages(ShippingNotices notices, Settings settings, Asked asked) {
        this.notices = notices;
        this.settings = settings;
        this.asked = asked;
    }

    @GetMapping
    String show(Model model) {
        ShippingNotice current = notices.current("").orElse(null);
        List<ShippingNotices.Read> reads = current == null ? List.of() : notices.readBy(current.id());
        model.addAttribute("current", current);
        model.addAttribute("reads", reads);
        model.addAttribute("readByMe", reads.stream().anyMatch(read -> read.user().equals(Actor.current().name())));
        model.addAttribute("mayPublish", Actor.current().mayDo(Role.MANAGER));
        model.addAttribute("latest", notices.latest());
        model.addAttribute("requestId", UUID.randomUUID().toString());
        return "promise/notice";
    }

    @PostMapping
    String publish(@RequestParam Map<String, String> typed, RedirectAttributes next) {
        if (!asked.thenRedirect(next, "noticePublished", () -> notices.publish(new ShippingNotices.NewNotice(typed.get("requestId"),
                typed.get("shop"), day(typed, "shipsFrom"), day(typed, "shipsBy"), day(typed, "arrivesFrom"), day(typed, "arrivesBy"),
                typed.get("text"), moment(typed, "validFrom"), moment(typed, "validUntil")), Actor.current()))) {
            next.addFlashAttribute("typed", typed);
        }
        return "redirect:/shipping-notice";
    }

    @PostMapping("/{noticeId}/read")
    String read(@PathVariable long noticeId, RedirectAttributes next) {
        asked.thenRedirect(next, "noticeRead", () -> notices.read(noticeId, Actor.current()));
        return "redirect:/shipping-notice";
    }

    private static LocalDate day(Map<String, String> typed, String field) {
        try {
            return typed.getOrDefault(field, "").isBlank() ? null : LocalDate.parse(typed.get(field));
        } catch (DateTimeParseException e) {
            throw wrong(field);
        }
    }

    private Instant moment(Map<String, String> typed, String field) {
        try {
            return typed.getOrDefault(field, "").isBlank() ? null
                    : LocalDateTime.parse(typed.get(field)).atZone(settings.zone(Settings.ALL_SHOPS)).toInstant();
        } catch (DateTimeParseException e) {
            throw wrong(field);
        }
    }

    private static Problem wrong(String field) {
        return Problem.fields(List.of(new FieldProblem(field, "Must be a date such as 2026-11-11.")));
    }
}

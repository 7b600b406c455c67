package org.shouhou.transcript.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.shouhou.attachment.Attachments;
import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Desk;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Settings;
import org.shouhou.transcript.Transcripts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Bringing a conversation or a recorded call in from the page of a case. */
@Controller
@Order(3)
class TranscriptPages implements CaseCard {

    private final Transcripts transcripts;
    private final Attachments attachments;
    private final CaseViews views;
    private final Settings settings;
    private final Asked asked;
    private final Desk desk;

    TranscriptPages(Transcripts transcripts, Attachments attachments, CaseViews views, Settings settings, Asked asked, Desk desk) {
        this.transcripts = transcripts;
        this.attachments = attachments;
        this.views = views;
        this.settings = settings;
        this.asked = asked;
        this.desk = desk;
    }

    @Override
    public String template() {
        return "transcript/card";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        return desk.may("POST", "/cases/0/transcripts") ? file.buyer() == null ? "" : file.buyer() : null;
    }

    @PostMapping("/cases/{caseId}/transcripts")
    String paste(@PathVariable String caseId, @RequestParam(defaultValue = "CHAT") String channel,
            @RequestParam(required = false) String customer, @RequestParam(defaultValue = "") String text, RedirectAttributes next) {
        CaseFile file = views.visible(caseId, Actor.current());
        boolean done = asked.thenRedirect(next, "broughtIn", () -> transcripts.bring(file.id(), text.getBytes(StandardCharsets.UTF_8),
                channel, customer, Actor.current()));
        if (!done) {
            next.addFlashAttribute("pasted", text);
            next.addFlashAttribute("pastedCustomer", customer);
        }
        return "redirect:/cases/" + file.number();
    }

    @PostMapping("/cases/{caseId}/recordings")
    String recording(@PathVariable String caseId, @RequestParam(defaultValue = "") String direction,
            @RequestParam(defaultValue = "") String outcome, @RequestParam(defaultValue = "") String at,
            @RequestParam(required = false) String text, @RequestParam(required = false) MultipartFile file, RedirectAttributes next) {
        CaseFile seen = views.visible(caseId, Actor.current());
        asked.thenRedirect(next, "broughtIn", () -> transcripts.call(seen.id(), sent(file, seen),
                new Transcripts.Call(direction, outcome, instant(at, seen.shop()), text), Actor.current()));
        return "redirect:/cases/" + seen.number();
    }

    private Attachments.Sent sent(MultipartFile file, CaseFile seen) {
        if (file == null || file.isEmpty()) {
            throw Problem.fields(List.of(new FieldProblem("file", "This part is needed.")));
        }
        if (file.getSize() > attachments.largest(seen.shop())) {
            throw Attachments.tooLarge(attachments.largest(seen.shop()));
        }
        try {
            return new Attachments.Sent(file.getOriginalFilename(), file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Instant instant(String local, String shop) {
        try {
            return LocalDateTime.parse(local).atZone(settings.zone(shop)).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem("at", "Must be a date such as 2026-11-11.")));
        }
    }
}

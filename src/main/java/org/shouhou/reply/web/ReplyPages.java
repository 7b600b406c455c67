package org.shouhou.reply.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.reply.Differences;
import org.shouhou.reply.Replies;
import org.shouhou.reply.ReplyTemplate;
import org.shouhou.reply.ReplyTemplates;
import org.shouhou.reply.ReplyUses;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The quick replies: written, approved, and sent as the first reply from the list of tasks. */
@Controller("repliesToSend")
public class ReplyPages {

    private final ReplyTemplates templates;
    private final Replies replies;
    private final ReplyUses uses;
    private final Asked asked;

    ReplyPages(ReplyTemplates templates, Replies replies, ReplyUses uses, Asked asked) {
        this.uses = uses;
        this.templates = templates;
        this.replies = replies;
        this.asked = asked;
    }

    /** For lists and cases: what may be sent. */
    public List<ReplyTemplate> usable() {
        return templates.all(true);
    }

    @GetMapping("/reply-templates")
    String list(Model model) {
        List<ReplyTemplate> all = templates.all(false);
        Map<Long, List<String>> findings = new LinkedHashMap<>();
        all.forEach(one -> findings.put(one.templateId(), templates.findings(one.versions().get(0).text())));
        model.addAttribute("templates", all);
        model.addAttribute("findings", findings);
        model.addAttribute("placeholders", String.join(" ", templates.placeholders()));
        model.addAttribute("mayApprove", Actor.current().mayDo(Role.SUPERVISOR));
        model.addAttribute("mayWrite", Actor.current().mayDo(Role.AGENT));
        return "reply/templates";
    }

    /** Every version, two of them side by side. @param one 0, or another number that is none: what customers get now */
    @GetMapping("/reply-templates/{templateId}")
    String versions(@PathVariable long templateId, @RequestParam(defaultValue = "0") int one, @RequestParam(defaultValue = "0") int other,
            Model model) {
        ReplyTemplate template = templates.get(templateId);
        ReplyTemplate.Version newest = template.versions().get(0);
        ReplyTemplate.Version after = template.version(other) == null ? newest : template.version(other);
        int used = template.inUse() != null && template.inUse() != after.version() ? template.inUse() : after.version() - 1;
        ReplyTemplate.Version before = template.version(one) != null ? template.version(one) : template.version(used) != null ? template.version(used) : after;
        model.addAttribute("template", template);
        model.addAttribute("before", before);
        model.addAttribute("after", after);
        model.addAttribute("sides", Differences.of(before.text(), after.text()));
        model.addAttribute("uses", uses.of(templateId));
        model.addAttribute("wrong", templates.findings(newest.text()));
        model.addAttribute("mayApprove", Actor.current().mayDo(Role.SUPERVISOR));
        return "reply/versions";
    }

    @PostMapping("/reply-templates")
    String write(@RequestParam Map<String, String> typed, RedirectAttributes next) {
        if (!asked.thenRedirect(next, "replyWritten", () -> templates.write(new ReplyTemplates.NewTemplate(typed.get("code"),
                typed.get("title"), typed.get("text")), Actor.current()))) {
            next.addFlashAttribute("typed", typed);
        }
        return "redirect:/reply-templates";
    }

    @PostMapping("/reply-templates/{templateId}/versions")
    String rewrite(@PathVariable long templateId, @RequestParam(defaultValue = "") String text, RedirectAttributes next) {
        asked.thenRedirect(next, "replyWritten", () -> templates.rewrite(templateId, text, Actor.current()));
        return "redirect:/reply-templates";
    }

    @PostMapping("/reply-templates/{templateId}/versions/{version}/approve")
    String approve(@PathVariable long templateId, @PathVariable int version, RedirectAttributes next) {
        asked.thenRedirect(next, "replyApproved", () -> templates.approve(templateId, version, Actor.current()));
        return "redirect:/reply-templates";
    }

    @PostMapping("/reply-templates/{templateId}/withdraw")
    String withdraw(@PathVariable long templateId, RedirectAttributes next) {
        asked.thenRedirect(next, "replyWithdrawn", () -> templates.withdraw(templateId, Actor.current()));
        return "redirect:/reply-templates";
    }

    /** One key: claims and replies; then the case is read up. */
    @PostMapping("/tasks/{taskId}/first-reply")
    String firstReply(@PathVariable String taskId, @RequestParam(required = false) Long templateId,
            @RequestParam(defaultValue = "/tasks") String back, RedirectAttributes next) {
        asked.thenRedirect(next, "replied", () -> replies.firstReply(taskId, templateId, Actor.current()));
        return "redirect:" + (back.matches("/(cases|tasks)[\\w/?=&-]*") ? back : "/tasks");
    }
}

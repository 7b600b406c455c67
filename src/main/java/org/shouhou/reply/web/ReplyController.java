package org.shouhou.reply.web;

import java.util.List;
import org.shouhou.casefile.CaseViews;
import org.shouhou.identity.Actor;
import org.shouhou.reply.Replies;
import org.shouhou.reply.ReplyTemplate;
import org.shouhou.reply.ReplyTemplates;
import org.shouhou.reply.ReplyUses;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Quick replies over HTTP (R2, R9, R11). */
@RestController
class ReplyController {

    record NewVersion(String text) {
    }

    record FirstReply(Long templateId) {
    }

    private final ReplyTemplates templates;
    private final Replies replies;
    private final ReplyUses uses;
    private final CaseViews cases;

    ReplyController(ReplyTemplates templates, Replies replies, ReplyUses uses, CaseViews cases) {
        this.uses = uses;
        this.templates = templates;
        this.replies = replies;
        this.cases = cases;
    }

    /** @param usable only those customers may get */
    @GetMapping("/api/reply-templates")
    List<ReplyTemplate> list(@RequestParam(defaultValue = "false") boolean usable) {
        return templates.all(usable);
    }

    @GetMapping("/api/reply-templates/{templateId}")
    ReplyTemplate get(@PathVariable long templateId) {
        return templates.get(templateId);
    }

    @PostMapping("/api/reply-templates")
    @ResponseStatus(HttpStatus.CREATED)
    ReplyTemplate write(@RequestBody ReplyTemplates.NewTemplate wanted) {
        return templates.write(wanted, Actor.current());
    }

    /** A new version, not in use before it is approved. */
    @PostMapping("/api/reply-templates/{templateId}/versions")
    ReplyTemplate rewrite(@PathVariable long templateId, @RequestBody NewVersion version) {
        return templates.rewrite(templateId, version.text(), Actor.current());
    }

    /** What is wrong with a version's words; empty when it may be approved. */
    @GetMapping("/api/reply-templates/{templateId}/versions/{version}/findings")
    List<String> findings(@PathVariable long templateId, @PathVariable int version) {
        return templates.get(templateId).versions().stream().filter(one -> one.version() == version).findFirst()
                .map(one -> templates.findings(one.text()))
                .orElseThrow(() -> org.shouhou.common.Problem.notFound("version of this reply", version));
    }

    /** A supervisor who did not write it lets customers get it. */
    @PostMapping("/api/reply-templates/{templateId}/versions/{version}/approve")
    ReplyTemplate approve(@PathVariable long templateId, @PathVariable int version) {
        return templates.approve(templateId, version, Actor.current());
    }

    /** From when to when customers got which version, the newest first. */
    @GetMapping("/api/reply-templates/{templateId}/uses")
    List<ReplyUses.Use> uses(@PathVariable long templateId) {
        return uses.of(templates.get(templateId).templateId());
    }

    /** Takes it out of use. */
    @PostMapping("/api/reply-templates/{templateId}/withdraw")
    ReplyTemplate withdraw(@PathVariable long templateId) {
        return templates.withdraw(templateId, Actor.current());
    }

    /** The reply as this case's customer would get it. */
    @GetMapping("/api/cases/{caseId}/reply-preview")
    Replies.Preview preview(@PathVariable String caseId, @RequestParam long template) {
        Actor actor = Actor.current();
        return replies.preview(cases.visible(caseId, actor).id(), template, actor);
    }

    /** Claims the task and sends the reply, or does neither. */
    @PostMapping("/api/tasks/{taskId}/first-reply")
    Replies.Sent firstReply(@PathVariable String taskId, @RequestBody FirstReply reply) {
        return replies.firstReply(taskId, reply.templateId(), Actor.current());
    }
}

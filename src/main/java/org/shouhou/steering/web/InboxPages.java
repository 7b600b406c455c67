package org.shouhou.steering.web;

import java.util.List;
import org.shouhou.desk.Desk;
import org.shouhou.desk.ScriptWords;
import org.shouhou.identity.Actor;
import org.shouhou.steering.Inbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of everything that waits for the word of who leads. */
@Controller
class InboxPages {

    private static final List<String> WORDS = List.of("list.selected");

    private final Inbox inbox;
    private final Desk desk;
    private final ScriptWords words;

    InboxPages(Inbox inbox, Desk desk, ScriptWords words) {
        this.inbox = inbox;
        this.desk = desk;
        this.words = words;
    }

    @GetMapping("/inbox")
    String show(@RequestParam(required = false) String task, Model model) {
        String kind = task == null || task.isBlank() ? null : task;
        model.addAttribute("inbox", inbox.of(kind, Actor.current()));
        model.addAttribute("task", kind);
        model.addAttribute("mayWork", desk.may("POST", "/tasks/bulk"));
        model.addAttribute("here", desk.here());
        model.addAttribute("words", words.json(WORDS));
        return "steering/inbox";
    }
}

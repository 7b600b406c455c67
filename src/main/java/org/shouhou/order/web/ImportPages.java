package org.shouhou.order.web;

import java.util.Set;
import org.shouhou.common.Problem;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.order.ImportView;
import org.shouhou.order.Imports;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Imports orders from a file, in the background, with its progress and the rows that were not taken. */
@Controller
@RequestMapping("/orders/import")
class ImportPages {

    private static final int RECENT = 10;
    private static final Set<String> GOING_ON = Set.of("WAITING", "RUNNING");

    private final Imports imports;
    private final Asked asked;

    ImportPages(Imports imports, Asked asked) {
        this.imports = imports;
        this.asked = asked;
    }

    @GetMapping
    String form(Model model) {
        model.addAttribute("formats", imports.formats());
        model.addAttribute("recent", imports.recent(RECENT));
        return "order/import";
    }

    @PostMapping
    String start(@RequestParam String format, @RequestParam(required = false) String shop,
            @RequestParam(defaultValue = "false") boolean openRefundCases, @RequestParam(required = false) MultipartFile file,
            Model model) {
        ImportView started = asked.orAgain(model, () -> {
            if (file == null || file.isEmpty()) {
                throw Problem.badRequest("bad-upload", "Choose a file.");
            }
            return imports.start(format, shop, openRefundCases, file, Actor.current().name());
        });
        model.addAttribute("format", format);
        return started == null ? form(model) : "redirect:/orders/import/" + started.importId();
    }

    @GetMapping("/{id}")
    String progress(@PathVariable long id, @RequestParam(defaultValue = "false") boolean part, Model model) {
        ImportView view = imports.find(id).orElseThrow(() -> Problem.notFound("import", id));
        model.addAttribute("view", view);
        model.addAttribute("goingOn", GOING_ON.contains(view.state()));
        model.addAttribute("percent", view.bytesTotal() == 0 ? 100 : view.bytesDone() * 100 / view.bytesTotal());
        return part ? "order/progress :: state" : "order/progress";
    }
}

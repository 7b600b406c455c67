package org.shouhou.reship.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.shouhou.common.Problem;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.reship.CourierLists;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists out to the couriers and their answers back in. */
@Controller
@RequestMapping("/courier-lists")
class CourierListsPages {

    private final CourierLists lists;
    private final Asked asked;

    CourierListsPages(CourierLists lists, Asked asked) {
        this.lists = lists;
        this.asked = asked;
    }

    @GetMapping
    String page(Model model) {
        model.addAttribute("couriers", lists.couriers());
        return "reship/courier-lists";
    }

    @PostMapping
    String take(@RequestParam String courier, @RequestParam("file") MultipartFile filled, RedirectAttributes next) {
        asked.thenRedirect(next, "file", () -> {
            if (filled.getSize() > CourierListsApi.LARGEST) {
                throw Problem.badRequest("too-large", "The file has at most 20 MB.");
            }
            try {
                next.addFlashAttribute("report", lists.take(courier, filled.getBytes(), Actor.current().name()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return "redirect:/courier-lists";
    }
}

package org.shouhou.returns.web;

import java.util.List;
import java.util.UUID;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.returns.UnidentifiedParcels;
import org.shouhou.returns.WarehouseScans;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The warehouse's page: scan, next, scan; below, the parcels nobody expected. */
@Controller
@RequestMapping("/warehouse")
class WarehousePages {

    /** A parcel of the register with the returns it may belong to. */
    record Found(UnidentifiedParcels.Parcel parcel, List<UnidentifiedParcels.Suggestion> suggestions) {
    }

    private final WarehouseScans scans;
    private final UnidentifiedParcels register;
    private final Asked asked;

    WarehousePages(WarehouseScans scans, UnidentifiedParcels register, Asked asked) {
        this.scans = scans;
        this.register = register;
        this.asked = asked;
    }

    @GetMapping
    String show(@RequestParam(required = false) String hint, Model model) {
        model.addAttribute("requestId", UUID.randomUUID().toString());
        model.addAttribute("hint", hint);
        model.addAttribute("conditions", WarehouseScans.CONDITIONS);
        model.addAttribute("closings", WarehouseScans.CLOSINGS);
        model.addAttribute("found", register.list(true).stream().map(parcel -> new Found(parcel, register.suggestions(parcel, hint))).toList());
        return "returns/warehouse";
    }

    @PostMapping("/scans")
    String scan(@RequestParam String requestId, @RequestParam(required = false) String waybill,
            @RequestParam(defaultValue = "INTACT") String condition, @RequestParam(required = false) String photos, RedirectAttributes next) {
        asked.thenRedirect(next, "scanned", () -> next.addFlashAttribute("scanned", scans.scan(new WarehouseScans.Scan(requestId,
                waybill, condition, photos == null || photos.isBlank() ? null : photos.strip(), null), Actor.current().name())));
        return "redirect:/warehouse";
    }

    @PostMapping("/parcels/{id}/assign")
    String assign(@PathVariable long id, @RequestParam(required = false) String caseId, RedirectAttributes next) {
        asked.thenRedirect(next, "assigned", () -> scans.assign(id, caseId, Actor.current().name()));
        return "redirect:/warehouse";
    }

    @PostMapping("/parcels/{id}/close")
    String close(@PathVariable long id, @RequestParam(required = false) String reasonCode, @RequestParam(required = false) String note,
            RedirectAttributes next) {
        asked.thenRedirect(next, "parcelClosed", () -> scans.close(id, reasonCode, note, Actor.current().name()));
        return "redirect:/warehouse";
    }
}

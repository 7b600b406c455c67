package org.shouhou.returns.web;

import java.util.List;
import java.util.UUID;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.returns.ParcelPhotos;
import org.shouhou.returns.ScanStation;
import org.shouhou.returns.UnidentifiedParcels;
import org.shouhou.returns.WarehouseScans;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The scan station, for a phone as for a desk: scan, look, condition, picture, next; below, the parcels nobody expected. */
@Controller
@RequestMapping("/warehouse")
class WarehousePages {

    /** A parcel of the register with its pictures and the returns it may belong to. */
    record Found(UnidentifiedParcels.Parcel parcel, List<Long> photos, List<UnidentifiedParcels.Suggestion> suggestions) {
    }

    private final WarehouseScans scans;
    private final ScanStation station;
    private final UnidentifiedParcels register;
    private final ParcelPhotos photos;
    private final Asked asked;

    WarehousePages(WarehouseScans scans, ScanStation station, UnidentifiedParcels register, ParcelPhotos photos, Asked asked) {
        this.scans = scans;
        this.station = station;
        this.register = register;
        this.photos = photos;
        this.asked = asked;
    }

    /** @param code what was scanned @param last the id of the scan before, to say what it did */
    @GetMapping
    String show(@RequestParam(required = false) String code, @RequestParam(required = false) String last,
            @RequestParam(required = false) String hint, Model model) {
        if (code != null && !code.isBlank()) {
            model.addAttribute("found", asked.orAgain(model, () -> station.look(code)));
        }
        if (last != null) {
            scans.done(last).ifPresent(done -> model.addAttribute("scanned", done));
        }
        model.addAttribute("requestId", UUID.randomUUID().toString());
        model.addAttribute("hint", hint);
        model.addAttribute("conditions", WarehouseScans.CONDITIONS);
        model.addAttribute("closings", WarehouseScans.CLOSINGS);
        model.addAttribute("register", register.list(true).stream()
                .map(parcel -> new Found(parcel, photos.of(parcel.id()), register.suggestions(parcel, hint))).toList());
        return "returns/warehouse";
    }

    @PostMapping("/scans")
    String scan(@RequestParam String requestId, @RequestParam(required = false) String waybill,
            @RequestParam(defaultValue = "INTACT") String condition, @RequestParam(required = false) String pieces,
            @RequestParam(defaultValue = "false") boolean inOrder, @RequestParam(name = "file", required = false) List<MultipartFile> file,
            RedirectAttributes next) {
        boolean done = asked.thenRedirect(next, "scanned", () -> station.record(new WarehouseScans.Scan(requestId, waybill, condition, null,
                null, Pictures.pieces(pieces)), Pictures.read(file), inOrder, Actor.current()));
        next.addAttribute(done ? "last" : "code", done ? requestId : waybill);
        return "redirect:/warehouse";
    }

    @PostMapping("/parcels/{id}/assign")
    String assign(@PathVariable long id, @RequestParam(required = false) String caseId, RedirectAttributes next) {
        asked.thenRedirect(next, "assigned", () -> scans.assign(id, caseId, Actor.current()));
        return "redirect:/warehouse";
    }

    @PostMapping("/parcels/{id}/close")
    String close(@PathVariable long id, @RequestParam(required = false) String reasonCode, @RequestParam(required = false) String note,
            RedirectAttributes next) {
        asked.thenRedirect(next, "parcelClosed", () -> scans.close(id, reasonCode, note, Actor.current().name()));
        return "redirect:/warehouse";
    }
}

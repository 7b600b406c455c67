package org.shouhou.returns.web;

import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.returns.UnidentifiedParcels;
import org.shouhou.returns.WarehouseScans;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Scanning returned parcels, and the register of those nobody expected (R46). */
@RestController
@RequestMapping("/api/warehouse")
class WarehouseApi {

    /** @param caseId id or number */
    record Assignment(String caseId) {
    }

    record Closing(String reasonCode, String note) {
    }

    /** A parcel of the register with the returns it may belong to. */
    record Found(UnidentifiedParcels.Parcel parcel, List<UnidentifiedParcels.Suggestion> suggestions) {
    }

    private final WarehouseScans scans;
    private final UnidentifiedParcels register;

    WarehouseApi(WarehouseScans scans, UnidentifiedParcels register) {
        this.scans = scans;
        this.register = register;
    }

    /** A parcel a return waits for arrives there; any other goes to the register. The same request id changes nothing. */
    @PostMapping("/scans")
    WarehouseScans.Scanned scan(@RequestBody WarehouseScans.Scan scan) {
        return scans.scan(scan, Actor.current().name());
    }

    /** The register, oldest first. @param decided those that left it instead, newest first */
    @GetMapping("/parcels")
    List<UnidentifiedParcels.Parcel> parcels(@RequestParam(defaultValue = "false") boolean decided) {
        return register.list(!decided);
    }

    /** @param hint the end of a phone number, a buyer, an SKU, an order or return number */
    @GetMapping("/parcels/{id}")
    Found parcel(@PathVariable long id, @RequestParam(required = false) String hint) {
        UnidentifiedParcels.Parcel parcel = register.get(id);
        return new Found(parcel, register.suggestions(parcel, hint));
    }

    @PostMapping("/parcels/{id}/assign")
    WarehouseScans.Scanned assign(@PathVariable long id, @RequestBody Assignment to) {
        return scans.assign(id, to.caseId(), Actor.current().name());
    }

    @PostMapping("/parcels/{id}/close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable long id, @RequestBody Closing closing) {
        scans.close(id, closing.reasonCode(), closing.note(), Actor.current().name());
    }
}

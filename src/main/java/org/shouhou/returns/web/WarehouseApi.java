package org.shouhou.returns.web;

import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.returns.ParcelPhotos;
import org.shouhou.returns.ScanStation;
import org.shouhou.returns.UnidentifiedParcels;
import org.shouhou.returns.WarehouseScans;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

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
    private final ScanStation station;
    private final ParcelPhotos photos;
    private final UnidentifiedParcels register;

    WarehouseApi(WarehouseScans scans, ScanStation station, ParcelPhotos photos, UnidentifiedParcels register) {
        this.scans = scans;
        this.station = station;
        this.photos = photos;
        this.register = register;
    }

    /** What a waybill, or the return number in a parcel, says to check. */
    @GetMapping("/expected")
    ScanStation.Found expected(@RequestParam(required = false) String code) {
        return station.look(code);
    }

    /**
     * A scan with pictures: those of a known parcel become files of its case, those of an unknown one stay with it.
     *
     * @param inOrder the goods were looked at and are in order: the inspection is done with the scan
     */
    @PostMapping(path = "/scans", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    WarehouseScans.Scanned scanWithPictures(@RequestParam(required = false) String requestId, @RequestParam(required = false) String waybill,
            @RequestParam(required = false) String condition, @RequestParam(required = false) String pieces,
            @RequestParam(defaultValue = "false") boolean inOrder, @RequestParam(name = "file", required = false) List<MultipartFile> file) {
        return station.record(new WarehouseScans.Scan(requestId, waybill, condition, null, null, Pictures.pieces(pieces)), Pictures.read(file),
                inOrder, Actor.current());
    }

    /** A picture of a parcel of the register. */
    @GetMapping("/parcels/{id}/photos/{photoId}")
    ResponseEntity<byte[]> photo(@PathVariable long id, @PathVariable long photoId) {
        ParcelPhotos.Photo photo = photos.get(id, photoId);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(photo.kind().mediaType()))
                .header("Content-Security-Policy", "default-src 'none'; sandbox").header("Cross-Origin-Resource-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff").body(photo.content());
    }

    /** A parcel a return waits for arrives there; any other goes to the register. The same request id changes nothing. */
    @PostMapping(path = "/scans", consumes = MediaType.APPLICATION_JSON_VALUE)
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
        return scans.assign(id, to.caseId(), Actor.current());
    }

    @PostMapping("/parcels/{id}/close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable long id, @RequestBody Closing closing) {
        scans.close(id, closing.reasonCode(), closing.note(), Actor.current().name());
    }
}

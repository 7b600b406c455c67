package org.shouhou.reship.web;

import java.io.IOException;
import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.reship.CourierLists;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The parcels to chase, one file a courier, and its answers back as one (R17). */
@RestController
@RequestMapping("/api/courier-lists")
class CourierListsApi {

    static final long LARGEST = 20L * 1024 * 1024;
    private final CourierLists lists;

    CourierListsApi(CourierLists lists) {
        this.lists = lists;
    }

    /** Couriers with parcels to chase today. */
    @GetMapping
    List<CourierLists.Courier> couriers() {
        return lists.couriers();
    }

    /** Today's list of a courier as CSV, to be filled in and sent back. */
    @GetMapping("/{courier}")
    ResponseEntity<byte[]> list(@PathVariable String courier) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                        .filename("courier-list.csv").build().toString())
                .body(lists.export(courier));
    }

    /** @param filled the courier's answers, field {@code file}; rows that are wrong are named, the others taken */
    @PostMapping(path = "/{courier}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    CourierLists.Report take(@PathVariable String courier, @RequestParam("file") MultipartFile filled) throws IOException {
        if (filled.getSize() > LARGEST) {
            throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The file has at most 20 MB.");
        }
        return lists.take(courier, filled.getBytes(), Actor.current().name());
    }
}

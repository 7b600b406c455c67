package org.shouhou.refund.web;

import java.io.IOException;
import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.refund.HandPayments;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Payments that wait for a person, over HTTP. */
@RestController
@RequestMapping("/api/payments")
class PaymentApi {

    private static final long LARGEST = 20L * 1024 * 1024;

    /** @param items at most 200 */
    record Items(List<HandPayments.Item> items) {
    }

    record Rows(List<HandPayments.Row> rows) {
    }

    private final HandPayments payments;

    PaymentApi(HandPayments payments) {
        this.payments = payments;
    }

    /** What is to be paid, to be confirmed by a second person, and of unknown end, with sums in minor units by currency. */
    @GetMapping
    HandPayments.View view() {
        return payments.view(Actor.current());
    }

    /** Said paid, or confirmed by the second person, each with its own result. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Rows paid(@RequestBody Items all) {
        return new Rows(payments.paid(all.items(), Actor.current()));
    }

    /** The list as CSV, to be filled in and sent back. */
    @GetMapping("/export")
    ResponseEntity<byte[]> export() {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"payments.csv\"").body(payments.export(Actor.current()));
    }

    /** The filled-in file, field {@code file}. */
    @PostMapping(path = "/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    HandPayments.Report take(@RequestParam("file") MultipartFile file) throws IOException {
        if (file.getSize() > LARGEST) {
            throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The file has at most 20 MB.");
        }
        return payments.take(file.getBytes(), Actor.current());
    }
}

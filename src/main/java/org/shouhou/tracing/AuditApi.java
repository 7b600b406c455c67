package org.shouhou.tracing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shouhou.casefile.CaseFile;
import org.shouhou.common.Money;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The auditor's search over HTTP. */
@RestController
@RequestMapping("/api/audit")
class AuditApi {

    record Found(String caseId, String number, String type, String status, String outcome, String shop, String orderNo, String buyer,
            String reason, Money amount, Instant openedAt, Instant closedAt) {

        static Found of(CaseFile file) {
            return new Found(Long.toString(file.id()), file.number(), file.type(), file.status().name(), file.outcome() == null ? null : file.outcome().name(),
                    file.shop(), file.orderNo(), file.buyer(), file.reason(), file.amount(), file.openedAt(), file.closedAt());
        }
    }

    /**
     * @param cursor       for the next page; null on the last one
     * @param lookedBackTo how far this page looked although it is not full; the next one goes on there
     * @param indexedFrom  cases up to this number are not in the index yet; null when all are
     */
    record Page(List<Found> cases, String cursor, Instant lookedBackTo, String indexedFrom) {

        static Page of(AuditSearch.Page page) {
            return new Page(page.cases().stream().map(Found::of).toList(), page.cursor(), page.lookedBackTo(), page.indexedFrom());
        }
    }

    private final AuditSearch search;
    private final FoundCases export;

    AuditApi(AuditSearch search, FoundCases export) {
        this.search = search;
        this.export = export;
    }

    /**
     * Open and closed cases, newest first, of which everything given holds: case, order, buyer, waybill, agent (did
     * anything on it), decidedBy, minMinor and maxMinor (any amount asked, agreed, paid or got back), missed (a kind of
     * deadline), rule (a decision table, table/row, standing, refused or consent), type, reason, outcome and responsible (now
     * or at any time before), channel, shop, sku, courier, status (OPEN or CLOSED), openedFrom, openedTo, closedFrom, closedTo (a day, the end with
     * all of it, or an instant).
     */
    @GetMapping("/cases")
    Page cases(@RequestParam Map<String, String> asked) {
        Map<String, String> fields = new TreeMap<>(asked);
        String cursor = fields.remove("cursor");
        return Page.of(search.find(search.wanted(fields), cursor));
    }

    /** The same as a table for spreadsheets, page after page as it is read. */
    @GetMapping("/cases.csv")
    void csv(@RequestParam Map<String, String> asked, HttpServletResponse answer) throws IOException {
        export.write(search.wanted(asked), answer);
    }
}

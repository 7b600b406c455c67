package org.shouhou.complaint.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.complaint.Evidence;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The evidence of a case as a ZIP (R30). */
@RestController
class EvidenceApi {

    private final CaseViews views;
    private final Evidence evidence;

    EvidenceApi(CaseViews views, Evidence evidence) {
        this.views = views;
        this.evidence = evidence;
    }

    /** {@code application/zip}, named by the case's number; reading it changes nothing. */
    @GetMapping("/api/cases/{caseId}/evidence")
    void evidence(@PathVariable String caseId, HttpServletResponse response) throws IOException {
        CaseFile file = views.visible(caseId, Actor.current());
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file.number() + "-evidence.zip\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        evidence.write(file, response.getOutputStream());
    }
}

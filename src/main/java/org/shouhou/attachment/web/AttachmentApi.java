package org.shouhou.attachment.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shouhou.attachment.Attachment;
import org.shouhou.attachment.Attachments;
import org.shouhou.attachment.FileKind;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.identity.Actor;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
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

/** The files of a case over HTTP. */
@RestController
@RequestMapping("/api/cases/{caseId}/attachments")
class AttachmentApi {

    /** What a served file may do in a browser: be shown, and nothing else. */
    private static final String SHOWN_ONLY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

    /**
     * A file of a case.
     *
     * @param id   what fields of forms carry, several separated by commas
     * @param sort PICTURE, DOCUMENT, SOUND or FILM
     * @param size in bytes
     * @param path where it is downloaded
     */
    record FileView(String id, String name, String mediaType, String sort, long size, String sha256, String addedBy,
            Instant addedAt, String path) {

        static FileView of(Attachment file) {
            return new FileView(Long.toString(file.id()), file.name(), file.kind().mediaType(), file.kind().sort().name(),
                    file.size(), file.sha256(), file.addedBy(), file.addedAt(),
                    "/api/cases/" + file.caseId() + "/attachments/" + file.id());
        }
    }

    private final Attachments attachments;
    private final CaseViews views;

    AttachmentApi(Attachments attachments, CaseViews views) {
        this.attachments = attachments;
        this.views = views;
    }

    /**
     * Adds one or several files (parts named "file"), all or none: 201, or 200 when the case had each of them already.
     */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Map<String, List<FileView>>> add(@PathVariable String caseId, @RequestParam("file") List<MultipartFile> file) {
        CaseFile seen = views.visible(caseId, Actor.current());
        Attachments.Added added = attachments.add(seen.id(), Files.read(file, attachments.largest(seen.shop())), Actor.current());
        return ResponseEntity.status(added.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(Map.of("attachments", added.files().stream().map(FileView::of).toList()));
    }

    /** The case's files, oldest first. */
    @GetMapping
    List<FileView> list(@PathVariable String caseId) {
        return attachments.of(views.visible(caseId, Actor.current()).id()).stream().map(FileView::of).toList();
    }

    /** The file itself, to whoever may see the case: pictures, sound and film are shown, the rest is saved. */
    @GetMapping("/{attachmentId}")
    ResponseEntity<Resource> download(@PathVariable String caseId, @PathVariable String attachmentId) {
        Attachment file = attachments.get(views.visible(caseId, Actor.current()).id(), attachmentId);
        boolean shown = file.kind().sort() != FileKind.Sort.DOCUMENT;
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(file.kind().mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                        .filename(file.name(), StandardCharsets.UTF_8).build().toString())
                .header("Content-Security-Policy", SHOWN_ONLY)
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff")
                .body(new ByteArrayResource(attachments.content(file)));
    }
}

package org.shouhou.transcript.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shouhou.attachment.Attachment;
import org.shouhou.attachment.Attachments;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.transcript.Transcripts;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Conversations held elsewhere, over HTTP. */
@RestController
@RequestMapping("/api/cases/{caseId}")
class TranscriptApi {

    /** @param text lines "time name: words", CSV or JSON @param customer who of them is the customer; the buyer if left out */
    record Pasted(String channel, String customer, String text) {
    }

    private final Transcripts transcripts;
    private final Attachments attachments;
    private final CaseViews views;

    TranscriptApi(Transcripts transcripts, Attachments attachments, CaseViews views) {
        this.transcripts = transcripts;
        this.attachments = attachments;
        this.views = views;
    }

    /** A pasted conversation: 201, or 200 when the case has just this one already. */
    @PostMapping(path = "/transcripts", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Transcripts.Brought> paste(@PathVariable String caseId, @RequestBody Pasted pasted) {
        CaseFile file = views.visible(caseId, Actor.current());
        if (pasted.text() == null || pasted.text().isBlank()) {
            throw Problem.fields(List.of(new FieldProblem("text", "Is required.")));
        }
        return answer(transcripts.bring(file.id(), pasted.text().getBytes(StandardCharsets.UTF_8), pasted.channel(), pasted.customer(), Actor.current()));
    }

    /** The same as a file, in UTF-8 or GB18030. */
    @PostMapping(path = "/transcripts", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Transcripts.Brought> file(@PathVariable String caseId, @RequestParam(required = false) String channel,
            @RequestParam(required = false) String customer, @RequestParam MultipartFile file) {
        CaseFile seen = views.visible(caseId, Actor.current());
        return answer(transcripts.bring(seen.id(), read(file, seen), channel, customer, Actor.current()));
    }

    private static ResponseEntity<Transcripts.Brought> answer(Transcripts.Brought brought) {
        return ResponseEntity.status(brought.created() ? HttpStatus.CREATED : HttpStatus.OK).body(brought);
    }

    /** A recorded call with its facts; the same recording again changes nothing. */
    @PostMapping(path = "/recordings", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @org.springframework.web.bind.annotation.ResponseStatus(HttpStatus.CREATED)
    Map<String, String> recording(@PathVariable String caseId, @RequestParam(required = false) String direction,
            @RequestParam(required = false) String outcome, @RequestParam(required = false) Instant at,
            @RequestParam(required = false) String text, @RequestParam MultipartFile file) {
        CaseFile seen = views.visible(caseId, Actor.current());
        Attachment kept = transcripts.call(seen.id(), new Attachments.Sent(file.getOriginalFilename(), read(file, seen)),
                new Transcripts.Call(direction, outcome, at, text), Actor.current());
        return Map.of("attachmentId", Long.toString(kept.id()));
    }

    private byte[] read(MultipartFile file, CaseFile seen) {
        if (file.getSize() > attachments.largest(seen.shop())) {
            throw Attachments.tooLarge(attachments.largest(seen.shop()));
        }
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

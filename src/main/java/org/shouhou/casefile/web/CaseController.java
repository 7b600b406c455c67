package org.shouhou.casefile.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseIntake;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.CaseViews;
import org.shouhou.casefile.CaseNotes;
import org.shouhou.casefile.NewCase;
import org.shouhou.casefile.NewNote;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Cases over HTTP. */
@RestController
@RequestMapping("/api/cases")
class CaseController {

    /** What a contact request may say. */
    record NewContact(String channel, String outcome, Instant at, String text) {
    }

    /** @param addressesToConfirm several that turned up, one of which the customer confirms (R7); else empty */
    record Notes(List<CaseNotes.Note> notes, List<String> addressesToConfirm) {
    }

    record NewMessage(String messageId, String name, Map<String, Object> data) {
    }

    private final CaseIntake intake;
    private final CaseViews views;
    private final CaseMessages messages;
    private final CaseContacts contacts;
    private final CaseNotes notes;

    CaseController(CaseIntake intake, CaseViews views, CaseMessages messages, CaseContacts contacts, CaseNotes notes) {
        this.intake = intake;
        this.views = views;
        this.messages = messages;
        this.contacts = contacts;
        this.notes = notes;
    }

    /**
     * 201 with the new case; 200 with the same case when the request was made before, or when an open case of this kind
     * is known by the same external reference (R38). {@code alsoOpen} names other open cases about the same lines.
     */
    @PostMapping
    ResponseEntity<CaseViews.CaseView> open(@RequestBody NewCase wanted) {
        CaseIntake.Opened opened = intake.open(wanted, Actor.current().name());
        return ResponseEntity.status(opened.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(views.of(Long.toString(opened.opened().id()), Actor.current()));
    }

    @GetMapping
    CaseViews.CasePage search(@RequestParam(required = false) String status, @RequestParam(required = false) String type,
            @RequestParam(required = false) String order, @RequestParam(required = false) String buyer,
            @RequestParam(required = false) String text, @RequestParam(required = false) String cursor) {
        return views.search(status, type, order, buyer, text, cursor, Actor.current());
    }

    @GetMapping("/{caseId}")
    CaseViews.CaseView get(@PathVariable String caseId) {
        return views.of(caseId, Actor.current());
    }

    @GetMapping("/{caseId}/history")
    List<CaseHistory.Event> history(@PathVariable String caseId) {
        return views.history(caseId, Actor.current());
    }

    @GetMapping("/{caseId}/diagram")
    List<Processes.Diagram> diagram(@PathVariable String caseId) {
        return views.diagrams(caseId, Actor.current());
    }

    @PostMapping("/{caseId}/messages")
    Map<String, Object> message(@PathVariable String caseId, @RequestBody NewMessage message) {
        CaseFile file = views.visible(caseId, Actor.current());
        return Map.of("effect", messages.say(file.id(), message.messageId(), message.name(),
                message.data() == null ? Map.of() : message.data(), Actor.current()));
    }

    @PostMapping("/{caseId}/notes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void note(@PathVariable String caseId, @RequestBody NewNote note) {
        notes.add(views.visible(caseId, Actor.current()).id(), note, Actor.current());
    }

    /** Notes with their parts, and the addresses the customer has to choose from. */
    @GetMapping("/{caseId}/notes")
    Notes notes(@PathVariable String caseId) {
        long id = views.visible(caseId, Actor.current()).id();
        return new Notes(notes.of(id), notes.unconfirmed(id));
    }

    @GetMapping("/{caseId}/contacts")
    List<CaseContacts.Contact> contacts(@PathVariable String caseId) {
        return contacts.of(views.visible(caseId, Actor.current()).id());
    }

    /** We tried to reach the customer, on a channel outside of this system too. */
    @PostMapping("/{caseId}/contacts")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void contact(@PathVariable String caseId, @RequestBody NewContact contact) {
        if (contact.channel() == null || !contact.channel().matches("[A-Z]{2,20}")) {
            throw Problem.fields(List.of(new FieldProblem("channel", "Is required, such as PHONE, CHAT or SMS.")));
        }
        if (contact.outcome() == null || !List.of("REACHED", "NOT_REACHED", "NOT_POSSIBLE").contains(contact.outcome())) {
            throw Problem.fields(List.of(new FieldProblem("outcome", "Must be REACHED, NOT_REACHED or NOT_POSSIBLE.")));
        }
        if (contact.text() != null && contact.text().length() > 4000) {
            throw Problem.fields(List.of(new FieldProblem("text", "Is longer than 4000 characters.")));
        }
        CaseFile file = views.visible(caseId, Actor.current());
        contacts.weTried(file.id(), null, contact.channel(), contact.outcome(), contact.at(), Actor.current().name(),
                contact.text());
    }
}

package org.shouhou.messaging;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.messaging.Outbox.OperatorView;
import org.shouhou.messaging.Outbox.ToSend;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Outgoing messages for operators, and the list of what agents send by hand. */
@RestController
class MessagesApi {

    /** @param next pass it as {@code cursor} to go on; null at the end */
    record Page<T>(List<T> messages, Long next) {
    }

    /** @param outbox counts and reasons over everything, whatever the list shows */
    record Operators(OperatorView outbox, List<Summary> messages, Long next) {
    }

    /** A message without its text. Times are epoch millis. */
    record Summary(long id, Long caseId, Audience audience, Channel channel, String to, String name, String language,
            String template, String subject, State state, int attempts, long nextTryMs, long createdMs, Long sentMs,
            String doneBy, String problem) {

        static Summary of(OutgoingMessage m) {
            return new Summary(m.id(), m.caseId(), m.audience(), m.channel(), m.toAddress(), m.toName(), m.language(), m.template(),
                    m.subject(), m.state(), m.attempts(), m.nextTryMs(), m.createdMs(), m.sentMs(), m.doneBy(), m.problem());
        }
    }

    record Sent(String note) {
    }

    /** @param ids messages of the list, at most 500 */
    record SentAll(List<Long> ids, String note) {
    }

    record Rows(List<HandList.Row> rows) {
    }

    private static final long LARGEST = 20L * 1024 * 1024;

    private final Outbox outbox;
    private final HandList hands;
    private final SandboxMailbox mailbox;
    private final ChannelSettings channels;

    MessagesApi(Outbox outbox, HandList hands, SandboxMailbox mailbox, ChannelSettings channels) {
        this.outbox = outbox;
        this.hands = hands;
        this.mailbox = mailbox;
        this.channels = channels;
    }

    /** Newest first. */
    @GetMapping("/api/messages")
    Operators list(@RequestParam(required = false) String state, @RequestParam(name = "case", required = false) Long caseId,
            @RequestParam(required = false) Long cursor) {
        List<OutgoingMessage> page = outbox.list(state(state), caseId, cursor);
        return new Operators(outbox.view(), page.stream().map(Summary::of).toList(),
                page.size() < 100 ? null : page.get(page.size() - 1).id());
    }

    @GetMapping("/api/messages/{id}")
    OutgoingMessage get(@PathVariable long id) {
        return outbox.get(id);
    }

    @PostMapping("/api/messages/{id}/retry")
    OutgoingMessage retry(@PathVariable long id) {
        outbox.retry(id, Actor.current().name());
        return outbox.get(id);
    }

    @PostMapping("/api/messages/{id}/hand-over")
    OutgoingMessage handOver(@PathVariable long id) {
        outbox.handOver(id, Actor.current().name());
        return outbox.get(id);
    }

    /** Oldest first. @param channel such as {@code CHAT} @param shop only of this shop */
    @GetMapping("/api/messages/by-hand")
    Page<ToSend> byHand(@RequestParam(required = false) Long cursor, @RequestParam(required = false) String channel,
            @RequestParam(required = false) String shop) {
        List<ToSend> page = outbox.toSend(cursor, HandList.channel(channel), shop);
        return new Page<>(page, page.size() < 100 ? null : page.get(page.size() - 1).id());
    }

    /** How many wait, by channel and shop. */
    @GetMapping("/api/messages/by-hand/counts")
    List<HandList.Waiting> waiting() {
        return hands.counts();
    }

    /** Several were sent; each answers for itself. */
    @PostMapping(path = "/api/messages/by-hand", consumes = MediaType.APPLICATION_JSON_VALUE)
    Rows sentByHand(@RequestBody SentAll sent) {
        return new Rows(hands.sent(sent.ids(), sent.note(), Actor.current().name()));
    }

    /** What waits as CSV, to be filled in (column {@code sent}: yes) and sent back. */
    @GetMapping("/api/messages/by-hand/export")
    ResponseEntity<byte[]> export(@RequestParam(required = false) String channel, @RequestParam(required = false) String shop) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"send-by-hand.csv\"")
                .body(hands.export(HandList.channel(channel), shop == null || shop.isBlank() ? null : shop));
    }

    /** The filled-in file, field {@code file}. */
    @PostMapping(path = "/api/messages/by-hand/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    HandList.Report take(@RequestParam("file") MultipartFile file) throws IOException {
        if (file.getSize() > LARGEST) {
            throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The file has at most 20 MB.");
        }
        return hands.take(file.getBytes(), Actor.current().name());
    }

    @PostMapping("/api/messages/by-hand/{id}")
    OutgoingMessage sentByHand(@PathVariable long id, @RequestBody(required = false) Sent sent) {
        outbox.sentByHand(id, Actor.current().name(), sent == null ? null : sent.note());
        return outbox.get(id);
    }

    /** What arrived in the sandbox, newest first. */
    @GetMapping("/api/demo/mailbox")
    Page<SandboxMailbox.Received> received(@RequestParam(required = false) Long cursor) {
        if (!channels.anySandbox()) {
            throw Problem.notFound("sandbox", "mailbox");
        }
        List<SandboxMailbox.Received> page = mailbox.received(cursor);
        return new Page<>(page, page.size() < 100 ? null : page.get(page.size() - 1).id());
    }

    private static State state(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.fields(List.of(new Problem.FieldProblem("state", "One of " + String.join(", ",
                    MessageTable.names(List.of(State.values()))) + ".")));
        }
    }
}

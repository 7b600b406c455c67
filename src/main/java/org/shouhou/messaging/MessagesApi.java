package org.shouhou.messaging;

import java.util.List;
import java.util.Locale;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.messaging.Outbox.OperatorView;
import org.shouhou.messaging.Outbox.ToSend;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

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

    private final Outbox outbox;
    private final SandboxMailbox mailbox;
    private final ChannelSettings channels;

    MessagesApi(Outbox outbox, SandboxMailbox mailbox, ChannelSettings channels) {
        this.outbox = outbox;
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

    /** Oldest first. */
    @GetMapping("/api/messages/by-hand")
    Page<ToSend> byHand(@RequestParam(required = false) Long cursor) {
        List<ToSend> page = outbox.toSend(cursor);
        return new Page<>(page, page.size() < 100 ? null : page.get(page.size() - 1).id());
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

package org.shouhou.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.messaging.Delivery.Delivered;
import org.shouhou.messaging.Delivery.ForAPerson;
import org.shouhou.messaging.Delivery.Later;
import org.shouhou.messaging.Delivery.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;

/** Sends what waits on one channel, one message at a time. */
final class OutgoingPoller implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingPoller.class);
    /** Longer than any single try: a dialogue with a mail server has several answers to wait for. */
    private static final Duration ONE_TRY = Duration.ofMinutes(10);
    private static final int TRIES_TO_NOTE = 5;

    private final Channel channel;
    private final Channels channels;
    private final Deliveries deliveries;
    private final CaseLookup cases;
    private final Clock clock;
    private volatile Instant restsUntil = Instant.MIN;

    OutgoingPoller(Channel channel, Channels channels, Deliveries deliveries, CaseLookup cases, Clock clock) {
        this.channel = channel;
        this.channels = channels;
        this.deliveries = deliveries;
        this.cases = cases;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "outgoing-" + channel.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean workOnce() {
        if (resting() || channels.hindrance(channel).isPresent()) {
            return false;
        }
        Optional<OutgoingMessage> taken = deliveries.take(channel, ONE_TRY);
        taken.ifPresent(this::send);
        return taken.isPresent();
    }

    private void send(OutgoingMessage message) {
        Delivery delivery = tryOnce(message);
        if (delivery instanceof Later later && later.channelDown()) {
            restsUntil = clock.instant().plus(Pauses.CHANNEL);
        }
        for (int tries = 1; ; tries++) {
            try {
                note(message, delivery);
                return;
            } catch (ConcurrencyFailureException e) {
                if (tries == TRIES_TO_NOTE) {
                    throw e;
                }
            }
        }
    }

    /** Must not fail lightly: a mail sent and not noted is sent again. */
    private void note(OutgoingMessage message, Delivery delivery) {
        if (delivery instanceof Delivered) {
            deliveries.delivered(message);
        } else if (delivery instanceof ForAPerson) {
            deliveries.forAPerson(message);
        } else if (delivery instanceof Refused refused) {
            deliveries.failed(message, refused.why(), true, false);
        } else if (delivery instanceof Later later) {
            deliveries.failed(message, later.why(), false, later.channelDown());
        }
    }

    /** Whatever goes wrong with one message must be seen on it and must not keep the others waiting. */
    private Delivery tryOnce(OutgoingMessage message) {
        try {
            CaseFacts facts = message.caseId() == null ? null : cases.of(message.caseId());
            return channels.of(channel).deliver(message, facts);
        } catch (RuntimeException e) {
            LOG.warn("Message {} could not be sent", message.id(), e);
            return new Later(String.valueOf(e.getMessage()), false);
        }
    }

    @Override
    public Optional<Instant> nextDue() {
        if (channels.hindrance(channel).isPresent()) {
            return Optional.empty();
        }
        return deliveries.nextTry(channel).map(next -> resting() && next.isBefore(restsUntil) ? restsUntil : next);
    }

    private boolean resting() {
        return clock.instant().isBefore(restsUntil);
    }
}

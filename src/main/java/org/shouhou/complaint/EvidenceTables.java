package org.shouhou.complaint;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.common.Json;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.messaging.OutgoingMessage;
import org.shouhou.order.Order;

/** The tables people read in the evidence, each in order of time, times in the shop's zone. */
final class EvidenceTables {

    private record Row(Instant at, int kind, long no, List<String> cells) {
    }

    /** What an event says is in a table of its own, or a copy of it. */
    private static final Set<String> ELSEWHERE = Set.of("CONTACT", "MESSAGE_QUEUED", "MESSAGE_SENT", "MESSAGE_BY_HAND", "MESSAGE_FAILED");
    private static final Set<String> ABOUT_PARCELS = Set.of("orderShipped", "parcelIntercepted", "interceptFailed", "parcelRefused",
            "returnParcelSent", "returnParcelArrived", "reshipDelivered", "parcelReappeared");
    private final DateTimeFormatter format;

    EvidenceTables(ZoneId zone) {
        format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").withZone(zone);
    }

    void timeline(EvidenceZip zip, List<CaseHistory.Event> events, List<CaseContacts.Contact> spoken,
            List<OutgoingMessage> written) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (CaseHistory.Event event : events) {
            if (!ELSEWHERE.contains(event.kind())) {
                Instant at = Instant.ofEpochMilli(event.atMs());
                rows.add(new Row(at, 0, event.seq(), List.of(time(at), event.kind(), event.actor(), "", Json.write(event.data()))));
            }
        }
        for (CaseContacts.Contact one : spoken) {
            rows.add(new Row(one.at(), 1, one.id(), List.of(time(one.at()), one.direction().equals("IN") ? "CUSTOMER_SAID" : "CONTACT",
                    one.by(), one.channel(), text(one.words()) + (one.direction().equals("IN") ? "" : " [" + one.outcome() + "]"))));
        }
        for (OutgoingMessage message : written) {
            Instant at = Instant.ofEpochMilli(message.createdMs());
            rows.add(new Row(at, 2, message.id(), List.of(time(at), "MESSAGE_TO_CUSTOMER", text(message.doneBy()),
                    message.channel().name(), message.subject() + "\n" + message.text())));
        }
        table(zip, "timeline.csv", List.of("time", "what", "who", "channel", "words"), rows);
    }

    void contacts(EvidenceZip zip, String name, List<CaseContacts.Contact> contacts) throws IOException {
        table(zip, name, List.of("time", "channel", "direction", "outcome", "by", "words"), contacts.stream()
                .map(one -> new Row(one.at(), 0, one.id(), List.of(time(one.at()), one.channel(), one.direction(), one.outcome(),
                        one.by(), text(one.words())))).toList());
    }

    void notes(EvidenceZip zip, List<CaseHistory.Event> events) throws IOException {
        table(zip, "notes.csv", List.of("time", "by", "words"), events.stream()
                .filter(event -> event.kind().equals("NOTE") || event.data().get("note") != null)
                .map(event -> new Row(Instant.ofEpochMilli(event.atMs()), 0, event.seq(), List.of(time(Instant.ofEpochMilli(event.atMs())),
                        event.actor(), text(event.data().getOrDefault("text", event.data().get("note")))))).toList());
    }

    void messages(EvidenceZip zip, List<OutgoingMessage> written) throws IOException {
        table(zip, "messages.csv", List.of("time", "channel", "to", "state", "subject", "words"), written.stream()
                .map(one -> new Row(Instant.ofEpochMilli(one.createdMs()), 0, one.id(), List.of(time(Instant.ofEpochMilli(one.createdMs())),
                        one.channel().name(), text(one.toAddress()), one.state().name(), one.subject(), one.text()))).toList());
    }

    void parcel(EvidenceZip zip, Order order, List<EffectRecord> effects, List<CaseHistory.Event> events) throws IOException {
        List<Row> rows = new ArrayList<>();
        Stream.of(order.shippedAt(), order.receivedAt()).filter(at -> at != null).forEach(at -> rows.add(new Row(at, 0, 0,
                List.of(time(at), at.equals(order.shippedAt()) ? "SHIPPED" : "RECEIVED", text(order.courier()), text(order.waybill()), ""))));
        for (EffectRecord effect : effects) {
            Instant at = Instant.ofEpochMilli(effect.createdMs());
            rows.add(new Row(at, 1, effect.id(), List.of(time(at), effect.operation() + " " + effect.state(), effect.gateway(),
                    text(effect.reference()), "")));
        }
        for (CaseHistory.Event event : events) {
            if (event.kind().equals("MESSAGE_RECEIVED") && ABOUT_PARCELS.contains(String.valueOf(event.data().get("message")))) {
                Instant at = Instant.ofEpochMilli(event.atMs());
                rows.add(new Row(at, 2, event.seq(), List.of(time(at), text(event.data().get("message")), text(event.data().get("courier")),
                        text(event.data().get("waybill")), event.actor())));
            }
        }
        table(zip, "parcel.csv", List.of("time", "what", "courier", "waybill", "by"), rows);
    }

    private static void table(EvidenceZip zip, String name, List<String> columns, List<Row> rows) throws IOException {
        zip.table(name, columns, rows.stream().sorted(Comparator.comparing(Row::at).thenComparingInt(Row::kind)
                .thenComparingLong(Row::no)).map(Row::cells).toList());
    }

    private String time(Instant at) {
        return format.format(at);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}

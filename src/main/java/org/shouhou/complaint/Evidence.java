package org.shouhou.complaint;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.casefile.CaseFile;
import org.shouhou.common.Json;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.Effects;
import org.shouhou.messaging.Audience;
import org.shouhou.messaging.Outbox;
import org.shouhou.messaging.OutgoingMessage;
import org.shouhou.order.Order;
import org.shouhou.order.OrderBalances;
import org.shouhou.order.Orders;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a shop hands in when a platform steps in (R30): order, chats, calls, parcel, notes, messages and events, in order
 * of time, provably unaltered. Documented in {@code src/docs/evidence.md}; reading it changes nothing, and the same
 * state of the case gives the same bytes.
 */
@Service
public class Evidence {

    private static final String FORMAT = "shouhou-evidence-1";
    private final CaseHistory history;
    private final CaseContacts contacts;
    private final Orders orders;
    private final OrderBalances balances;
    private final Effects effects;
    private final Outbox outbox;
    private final Settings settings;
    private final List<EvidenceSource> sources;

    Evidence(CaseHistory history, CaseContacts contacts, Orders orders, OrderBalances balances, Effects effects,
            Outbox outbox, Settings settings, List<EvidenceSource> sources) {
        this.history = history;
        this.contacts = contacts;
        this.orders = orders;
        this.balances = balances;
        this.effects = effects;
        this.outbox = outbox;
        this.settings = settings;
        this.sources = List.copyOf(sources);
    }

    /**
     * Seals the events so far: the last link of their chain becomes an event itself, so that nothing before it can be
     * changed later without breaking it. The case is locked.
     *
     * @return the link, 64 hex digits
     */
    public String seal(CaseFile file) {
        HashChain chain = new HashChain(file.number());
        List<CaseHistory.Event> events = history.of(file.id());
        events.forEach(chain::add);
        long upTo = events.isEmpty() ? 0 : events.get(events.size() - 1).seq();
        history.record(file.id(), CaseHistory.SYSTEM, "EVIDENCE_SEALED", Map.of("upToSeq", upTo, "head", chain.head()));
        return chain.head();
    }

    /** Writes the ZIP as it is made. */
    @Transactional(readOnly = true)
    public void write(CaseFile file, OutputStream out) throws IOException {
        List<CaseHistory.Event> events = history.of(file.id());
        List<CaseContacts.Contact> spoken = contacts.of(file.id());
        List<OutgoingMessage> written = written(file.id());
        Order order = orders.byId(file.orderId()).orElseThrow();
        EvidenceTables tables = new EvidenceTables(settings.zone(file.shop()));
        try (EvidenceZip zip = new EvidenceZip(out)) {
            zip.json("case.json", caseFacts(file));
            zip.json("order.json", orderFacts(order));
            tables.timeline(zip, events, spoken, written);
            tables.contacts(zip, "chats.csv", only(spoken, one -> !one.channel().equals("PHONE")));
            tables.contacts(zip, "calls.csv", only(spoken, one -> one.channel().equals("PHONE")));
            tables.notes(zip, events);
            tables.messages(zip, written);
            tables.parcel(zip, order, ofParcel(file.id()), events);
            HashChain chain = new HashChain(file.number());
            List<Map<String, Object>> seals = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            for (CaseHistory.Event event : events) {
                if (event.kind().equals("EVIDENCE_SEALED")) {
                    seals.add(sealed(event, chain.head()));
                }
                String line = chain.add(event);
                lines.add(chain.head() + " " + line);
            }
            zip.text("events.txt", lines);
            for (EvidenceSource source : sources) {
                source.add(file.id(), zip::add);
            }
            zip.manifest(manifest(file, zip, chain.head(), events.size(), seals));
        }
    }

    private static Map<String, Object> sealed(CaseHistory.Event event, String head) {
        Map<String, Object> seal = new LinkedHashMap<>();
        seal.put("seq", event.seq());
        seal.put("atMs", event.atMs());
        seal.put("head", event.data().get("head"));
        seal.put("intact", head.equals(event.data().get("head")));
        return seal;
    }

    private static Map<String, Object> manifest(CaseFile file, EvidenceZip zip, String head, int events,
            List<Map<String, Object>> seals) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", FORMAT);
        manifest.put("case", file.number());
        manifest.put("order", file.orderNo());
        manifest.put("shop", file.shop());
        manifest.put("entries", zip.entries());
        manifest.put("events", events);
        manifest.put("head", head);
        manifest.put("seals", seals);
        return manifest;
    }

    /** Messages to the customer, oldest first. */
    private List<OutgoingMessage> written(long caseId) {
        List<OutgoingMessage> all = new ArrayList<>();
        Long before = null;
        for (List<OutgoingMessage> page = outbox.list(null, caseId, before); !page.isEmpty(); page = outbox.list(null, caseId, before)) {
            all.addAll(page);
            before = page.get(page.size() - 1).id();
        }
        return all.stream().filter(message -> message.audience() == Audience.CUSTOMER)
                .sorted(Comparator.comparingLong(OutgoingMessage::id)).toList();
    }

    private List<EffectRecord> ofParcel(long caseId) {
        return effects.of(caseId).stream().filter(effect -> !effect.gateway().equals("PAYMENT")).toList();
    }

    private static List<CaseContacts.Contact> only(List<CaseContacts.Contact> all, Predicate<CaseContacts.Contact> which) {
        return all.stream().filter(which).sorted(Comparator.comparing(CaseContacts.Contact::at)
                .thenComparing(CaseContacts.Contact::id)).toList();
    }

    private static Map<String, Object> caseFacts(CaseFile file) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("number", file.number());
        facts.put("type", file.type());
        facts.put("status", file.status().name());
        facts.put("outcome", file.outcome() == null ? null : file.outcome().name());
        facts.put("shop", file.shop());
        facts.put("orderNo", file.orderNo());
        facts.put("buyer", file.buyer());
        facts.put("reason", file.reason());
        facts.put("amountMinor", file.amountMinor());
        facts.put("currency", file.currency());
        facts.put("channel", file.channel());
        facts.put("words", file.words());
        facts.put("externalReference", file.externalReference());
        facts.put("platformDeadline", text(file.platformDeadline()));
        facts.put("openedAt", text(file.openedAt()));
        facts.put("firstReplyAt", text(file.firstReplyAt()));
        facts.put("closedAt", text(file.closedAt()));
        return facts;
    }

    private Map<String, Object> orderFacts(Order order) {
        Map<String, Object> facts = new LinkedHashMap<>(Json.readMap(Json.write(order)));
        facts.put("balance", balances.of(order.id()));
        return facts;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}

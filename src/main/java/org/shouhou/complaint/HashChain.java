package org.shouhou.complaint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Json;

/**
 * Chains the events of a case by SHA-256 (R30): each link is the hash of the link before, a line feed, and the event as
 * JSON with sorted keys. Whoever changes, drops, adds or moves an event changes every link after it. The first link
 * hangs on the case's number, so that the events of one case cannot pass for another's.
 */
final class HashChain {

    private String head;

    HashChain(String caseNumber) {
        head = sha256("shouhou-evidence-1\n" + caseNumber);
    }

    /** The last link, 64 hex digits. */
    String head() {
        return head;
    }

    /** @return the event as it was hashed */
    String add(CaseHistory.Event event) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("seq", event.seq());
        facts.put("atMs", event.atMs());
        facts.put("actor", event.actor());
        facts.put("kind", event.kind());
        facts.put("data", event.data());
        String line = Json.write(facts);
        head = sha256(head + "\n" + line);
        return line;
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

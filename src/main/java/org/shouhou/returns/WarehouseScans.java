package org.shouhou.returns;

import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.MessageName;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The warehouse works by scanning (R46): a parcel a return waits for arrives there, any other goes to the register. The
 * clocks run from the courier's signature, not from the scan.
 */
@Service
public class WarehouseScans {

    /** What a parcel looks like. */
    public static final List<String> CONDITIONS = List.of("INTACT", "OPENED", "DAMAGED", "EMPTY");
    /** Why a parcel leaves the register without a case. */
    public static final List<String> CLOSINGS = List.of("RETURNED_TO_SENDER", "DISPOSED", "NOT_FOR_US", "OTHER");

    /**
     * @param requestId the scanner's own id; the same id is the same scan
     * @param photos    notes or ids of pictures, at most 1000 characters
     * @param signedAt  null for now
     * @param pieces    how many were counted; null when nobody counted
     */
    public record Scan(String requestId, String waybill, String condition, String photos, Instant signedAt, Integer pieces) {
    }

    /** @param result ARRIVED (at a case), UNKNOWN (put into the register), AGAIN (is there already) */
    public record Scanned(String result, String waybill, String caseId, String number, Long parcelId)
            implements Serializable {
    }

    private static final int MOST_PIECES = 9999;

    private final Commands commands;
    private final CaseFiles cases;
    private final CaseMessages messages;
    private final ReturnBook book;
    private final UnidentifiedParcels register;
    private final ParcelPhotos photos;
    private final CaseHistory history;
    private final JdbcClient jdbc;
    private final Clock clock;

    WarehouseScans(Commands commands, CaseFiles cases, CaseMessages messages, ReturnBook book, UnidentifiedParcels register,
            ParcelPhotos photos, CaseHistory history, JdbcClient jdbc, Clock clock) {
        this.commands = commands;
        this.cases = cases;
        this.messages = messages;
        this.book = book;
        this.register = register;
        this.photos = photos;
        this.history = history;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws Problem 400 for wrong fields, 409 when the request id was used for another scan */
    public Scanned scan(Scan scan, String by) {
        check(scan);
        String hash = Json.hash(List.of(scan.waybill().strip(), scan.condition(), String.valueOf(scan.signedAt()), String.valueOf(scan.pieces())));
        try {
            return commands.run(() -> before(scan.requestId(), hash).orElseGet(() -> take(scan, hash, by)));
        } catch (DuplicateKeyException twice) {
            return commands.run(() -> before(scan.requestId(), hash).orElseGet(() -> take(scan, hash, by)));
        }
    }

    private Optional<Scanned> before(String requestId, String hash) {
        return jdbc.sql("SELECT * FROM warehouse_scan WHERE request_id = ?").param(requestId).query((row, n) -> {
            if (!row.getString("body_hash").equals(hash)) {
                throw Problem.conflict("request-id-used", "The request id " + requestId + " was used for another scan.");
            }
            return scanned(row);
        }).optional();
    }

    private Scanned take(Scan scan, String hash, String by) {
        String waybill = scan.waybill().strip();
        Instant signed = scan.signedAt() == null ? clock.instant() : scan.signedAt();
        Optional<CaseFile> waiting = waiting(waybill);
        Scanned scanned;
        if (waiting.isPresent()) {
            CaseFile file = cases.lock(waiting.get().id());
            String known = book.of(file.id()).waybill();
            note(file.id(), known == null ? waybill : known, scan.condition(), scan.photos(), scan.pieces(), by);
            arrive(file.id(), "scan-" + Json.hash(scan.requestId()).substring(0, 40), known == null ? waybill : known, signed, by);
            scanned = new Scanned("ARRIVED", waybill, Long.toString(file.id()), file.number(), null);
        } else {
            Optional<Long> known = register.openWith(waybill);
            long parcel = known.orElseGet(() -> register.add(waybill, scan.condition(), scan.photos(), scan.pieces(), signed, by));
            scanned = new Scanned(known.isPresent() ? "AGAIN" : "UNKNOWN", waybill, null, null, parcel);
        }
        jdbc.sql("""
                INSERT INTO warehouse_scan (request_id, body_hash, waybill, result, case_id, parcel_id, scanned_by, scanned_ms, pieces)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""").param(scan.requestId()).param(hash).param(waybill).param(scanned.result())
                .param(scanned.caseId() == null ? null : Long.valueOf(scanned.caseId())).param(scanned.parcelId()).param(by)
                .param(clock.millis()).param(scan.pieces()).update();
        return scanned;
    }

    /** The return that waits for a parcel with this waybill, or with this return number in it. */
    Optional<CaseFile> waiting(String code) {
        return book.withCode(code).stream().map(cases::get).filter(this::awaits).findFirst();
    }

    /** What a scan did; empty when there was none of that id. */
    public Optional<Scanned> done(String requestId) {
        return jdbc.sql("SELECT * FROM warehouse_scan WHERE request_id = ?").param(requestId).query((row, n) -> scanned(row)).optional();
    }

    private Scanned scanned(ResultSet row) throws SQLException {
        Long caseId = Db.nullableLong(row, "case_id");
        return new Scanned(row.getString("result"), row.getString("waybill"), caseId == null ? null : caseId.toString(),
                caseId == null ? null : cases.get(caseId).number(), Db.nullableLong(row, "parcel_id"));
    }

    /** Whether the case still waits for goods; one that lapsed or was withdrawn is taken up again by them. */
    private boolean awaits(CaseFile file) {
        ReturnBook.Entry entry = book.of(file.id());
        boolean here = entry.goods() == ReturnBook.Goods.ARRIVED || entry.goods() == ReturnBook.Goods.INSPECTED;
        boolean takenUp = file.outcome() == CaseFile.Outcome.LAPSED || file.outcome() == CaseFile.Outcome.WITHDRAWN;
        return entry.authorisation() != null && !here && (!file.closed() || takenUp);
    }

    private void arrive(long caseId, String messageId, String waybill, Instant signed, String by) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("waybill", waybill);
        data.put("at", signed.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
        messages.send(caseId, messageId, MessageName.RETURN_PARCEL_ARRIVED.id(), data, by);
    }

    private void note(long caseId, String waybill, String condition, String photos, Integer pieces, String by) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("waybill", waybill);
        told.put("condition", condition);
        told.put("photos", photos);
        if (pieces != null) {
            told.put("pieces", pieces);
        }
        history.record(caseId, by, "PARCEL_SCANNED", told);
    }

    /**
     * A parcel of the register belongs to this case: it arrives there, at the time it was signed for.
     *
     * @throws Problem 404 unknown parcel or case, 409 {@code parcel-decided} when it left the register, 422
     *                 {@code no-goods-awaited} when the case waits for no goods
     */
    public Scanned assign(long parcelId, String numberOrId, Actor by) {
        return commands.run(() -> {
            if (numberOrId == null || numberOrId.isBlank()) {
                throw Problem.fields(List.of(new FieldProblem("caseId", "Is required.")));
            }
            UnidentifiedParcels.Parcel parcel = register.get(parcelId);
            CaseFile file = cases.lock(cases.byNumberOrId(numberOrId.strip()).id());
            if (parcel.state().equals("ASSIGNED") && Long.toString(file.id()).equals(parcel.caseId())) {
                return new Scanned("ARRIVED", parcel.waybill(), parcel.caseId(), file.number(), parcelId);
            }
            if (!awaits(file)) {
                throw Problem.unprocessable("no-goods-awaited", "Case " + file.number() + " waits for no goods.");
            }
            decided(register.decide(parcelId, "ASSIGNED", file.id(), null, null, by.name()));
            String pictures = photos.give(parcelId, file.id(), by);
            note(file.id(), parcel.waybill(), parcel.condition(), pictures == null ? parcel.photos() : pictures, parcel.pieces(), by.name());
            arrive(file.id(), "parcel-" + parcelId, parcel.waybill(), parcel.signedAt(), by.name());
            return new Scanned("ARRIVED", parcel.waybill(), Long.toString(file.id()), file.number(), parcelId);
        });
    }

    /** The parcel leaves the register without a case. @throws Problem 400, 404, 409 {@code parcel-decided} */
    public void close(long parcelId, String reasonCode, String note, String by) {
        List<FieldProblem> problems = new ArrayList<>();
        if (reasonCode == null || !CLOSINGS.contains(reasonCode)) {
            problems.add(new FieldProblem("reasonCode", "Must be one of " + CLOSINGS + "."));
        }
        text(problems, "note", note, 1000, false);
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        commands.run(() -> {
            register.get(parcelId);
            decided(register.decide(parcelId, "CLOSED", null, reasonCode, note == null || note.isBlank() ? null : note.strip(), by));
        });
    }

    private static void decided(boolean first) {
        if (!first) {
            throw Problem.conflict("parcel-decided", "This parcel is no longer in the register.");
        }
    }

    /** @throws Problem 400 naming each field that is wrong */
    void check(Scan scan) {
        List<FieldProblem> problems = new ArrayList<>();
        text(problems, "requestId", scan.requestId(), 150, true);
        text(problems, "waybill", scan.waybill(), 64, true);
        text(problems, "photos", scan.photos(), 1000, false);
        if (scan.condition() == null || !CONDITIONS.contains(scan.condition())) {
            problems.add(new FieldProblem("condition", "Must be one of " + CONDITIONS + "."));
        }
        if (scan.pieces() != null && (scan.pieces() < 0 || scan.pieces() > MOST_PIECES)) {
            problems.add(new FieldProblem("pieces", "Must be a whole number."));
        }
        if (scan.signedAt() != null && !Db.keeps(scan.signedAt())) {
            problems.add(new FieldProblem("signedAt", "Must be an instant such as 2026-11-11T08:00:00Z."));
        } else if (scan.signedAt() != null && scan.signedAt().isAfter(clock.instant().plusSeconds(60))) {
            problems.add(new FieldProblem("signedAt", "Lies in the future."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static void text(List<FieldProblem> problems, String field, String value, int most, boolean required) {
        if (value == null || value.isBlank()) {
            if (required) {
                problems.add(new FieldProblem(field, "Is required."));
            }
        } else if (value.length() > most) {
            problems.add(new FieldProblem(field, "Is longer than " + most + " characters."));
        }
    }
}

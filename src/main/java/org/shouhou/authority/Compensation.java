package org.shouhou.authority;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.shouhou.common.Db;

/**
 * Something given beyond what is owed.
 *
 * @param beside     whether it has an instance of its own; else the case's process called for it
 * @param amountMinor its worth, minor units: of money what is paid, of a gift what it counts for
 * @param sku        of a gift, with {@code quantity}; else null
 * @param words      what it is for, in words; may be null
 * @param standingId the standing remedy that covers it, or null
 * @param basis      why it may be given: CONSENT, STANDING, OWN_LIMIT or SELF_CONSENT; null before
 * @param why        why it was not given, or null
 */
record Compensation(long id, long caseId, boolean beside, Kind kind, long amountMinor, String currency, String sku,
        Integer quantity, String reasonCode, String words, String proposedBy, String proposerRole, Long standingId,
        State state, String basis, String why, String reference, long createdMs, Long endedMs) {

    /** PROPOSED: asks for consent. AGREED: on its way. COMPENSATED: given. REJECTED, CANCELLED: not given. */
    enum State {
        PROPOSED, AGREED, COMPENSATED, REJECTED, CANCELLED;

        boolean open() {
            return this == PROPOSED || this == AGREED;
        }
    }

    Consents.Subject subject() {
        return new Consents.Subject(caseId, kind.name(), id, amountMinor, currency);
    }

    static Compensation map(ResultSet row, int n) throws SQLException {
        return new Compensation(row.getLong("id"), row.getLong("case_id"), row.getBoolean("beside"),
                Kind.valueOf(row.getString("kind")), row.getLong("amount_minor"), row.getString("currency"), row.getString("sku"),
                Db.nullableInt(row, "quantity"), row.getString("reason_code"), row.getString("words"),
                row.getString("proposed_by"), row.getString("proposer_role"), Db.nullableLong(row, "standing_id"),
                State.valueOf(row.getString("state")), row.getString("basis"), row.getString("why"), row.getString("reference"),
                row.getLong("created_ms"), Db.nullableLong(row, "ended_ms"));
    }
}

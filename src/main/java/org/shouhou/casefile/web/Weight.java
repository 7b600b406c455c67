package org.shouhou.casefile.web;

import java.util.Set;
import org.shouhou.audit.CaseHistory;

/** What of a case's history belongs in its summary, and what one looks for together. */
final class Weight {

    /** What the system did that changes what people do next. */
    private static final Set<String> TURNS = Set.of("CASE_OPENED", "CASE_CLOSED", "CASE_REOPENED", "CASE_CONVERTED", "CASE_MERGED_INTO",
            "CASE_MERGED_IN", "CASE_URGENT", "REFUND_ROUTED", "REQUEST_CHANGED", "HELD_ORDER_JUDGED", "SLOT_MISSED", "NOT_SHIPPED_ALARM",
            "PARCEL_CAUSE", "SECOND_PARCEL_LOST", "SECOND_PARCEL_DELIVERED", "SECOND_PARCEL_NOT_SENT", "SECOND_PARCEL_REFUSED",
            "RETURN_PARCEL_SENT", "RETURN_PARCEL_ARRIVED", "RETURN_LAPSED", "RETURN_JUDGED", "FINDING_TOLD", "SHIPMENT_REFUSED",
            "EFFECT_DECLINED", "EFFECT_FAILED", "EFFECT_UNKNOWN_LONG", "EFFECT_TO_DO", "PROMISE_OVERDUE", "COMPLAINT_LEVEL", "COMPLAINT_PASSED_UP",
            "PLATFORM_STEPPED_IN", "PLATFORM_DECISION_APPLIED", "INCIDENT_JOINED", "INCIDENT_APPLIED", "ADDRESSES_DIFFER", "MONEY_INSTEAD",
            "REMEDY_CAME_BACK", "TASK_TAKEN_AWAY", "SAME_MATTER_ARRIVED", "ANSWERED_AFTER_RELEASE", "MEMO_REFUSED");
    /** What people did that needs no telling afterwards. */
    private static final Set<String> STEPS = Set.of("TASK_CLAIMED", "TAKEN", "TASK_OPENED", "TASK_RELEASED", "MESSAGE_QUEUED", "MEMO_WANTED",
            "ALERT_REPEATED", "WORK_RETRIED");

    private Weight() {
    }

    static boolean isMinor(CaseHistory.Event event) {
        String kind = event.kind();
        if (STEPS.contains(kind)) {
            return true;
        }
        if (kind.startsWith("MESSAGE_")) {
            return "STAFF".equals(event.data().get("audience"));
        }
        boolean money = kind.startsWith("REFUND_") && !kind.equals("REFUND_RESERVED") || kind.startsWith("COMPENSATION_");
        return event.actor().equals(CaseHistory.SYSTEM) && !money && !TURNS.contains(kind);
    }

    static String group(CaseHistory.Event event) {
        String kind = event.kind();
        if (kind.equals("MESSAGE_RECEIVED") || kind.equals("CASE_OPENED")) {
            return "customer";
        }
        if (kind.equals("CONTACT") || kind.equals("CALL_BROUGHT_IN") || kind.equals("TRANSCRIPT_BROUGHT_IN") || kind.startsWith("CALL_BACK_")) {
            return "contact";
        }
        if (kind.startsWith("MESSAGE_")) {
            return "message";
        }
        if (kind.startsWith("REFUND_") || kind.startsWith("COMPENSATION_") || kind.startsWith("PAID_BY_HAND")) {
            return "money";
        }
        return kind.equals("NOTE") || kind.startsWith("ATTACHMENT_") ? "note" : kind.startsWith("TASK_") ? "task" : "other";
    }
}

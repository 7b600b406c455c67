package org.shouhou.messaging;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Every letter there is, with the data it uses beyond what the case itself gives ({@code caseNumber}, {@code orderNo},
 * {@code shop}, {@code buyer}, {@code name}). Values: text; {@link java.time.Instant} or {@link java.util.Date} (shown in
 * the shop's zone); {@link org.shouhou.common.Money}, or minor units under the name with {@code Minor} appended
 * ({@code amountMinor}, in {@code currency} or the case's currency); lists of text. Codes (see {@link #CODES}) are put
 * into words. What is missing is left out together with its sentence, except what the letter cannot do without.
 */
enum MessageTemplate {

    COMPLAINT_ALERT("complaint-alert", Audience.STAFF, List.of(), List.of("complaint", "words", "since", "again")),
    COMPLAINT_PASSED_UP("complaint-passed-up", Audience.STAFF, List.of(), List.of("complaint", "upCode", "reason", "due")),
    COMPLAINT_SEALED("complaint-sealed", Audience.STAFF, List.of("seal"), List.of()),
    COMPLAINT_EVIDENCE("complaint-evidence", Audience.STAFF, List.of("seal"), List.of("reference", "until")),
    COMPLAINT_RECEIVED("complaint-received", Audience.CUSTOMER, List.of(), List.of()),
    COMPLAINT_ANSWER("complaint-answer", Audience.CUSTOMER, List.of(), List.of("remedy", "reasonCode", "manager", "until")),
    REFUND_PAID("refund-paid", Audience.CUSTOMER, List.of(), List.of("amount", "reference")),
    REFUND_REFUSED("refund-refused", Audience.CUSTOMER, List.of(), List.of("reasonCode", "explanation")),
    REFUND_QUESTION("refund-question", Audience.CUSTOMER, List.of("question"), List.of("until")),
    PAYEE_NEEDED("payee-needed", Audience.CUSTOMER, List.of(), List.of("amount", "reminder")),
    COMPENSATION_GIVEN("compensation-given", Audience.CUSTOMER, List.of(), List.of("amount", "coupon", "items")),
    WITHDRAWN_CONFIRMED("withdrawn-confirmed", Audience.CUSTOMER, List.of(), List.of()),
    HELD_ORDER_RELEASED("held-order-released", Audience.CUSTOMER, List.of(), List.of("address", "items", "refund")),
    HELD_ORDER_QUESTION("held-order-question", Audience.CUSTOMER, List.of("orders"), List.of("caseReason")),
    HELD_ORDER_CANCELLED("held-order-cancelled", Audience.CUSTOMER, List.of(), List.of("amount")),
    SECOND_PARCEL_SORRY("second-parcel-sorry", Audience.CUSTOMER, List.of(), List.of("items", "waybill")),
    SECOND_PARCEL_COMING("second-parcel-coming", Audience.CUSTOMER, List.of(), List.of("items", "waybill")),
    RETURN_AUTHORISED("return-authorised", Audience.CUSTOMER, List.of("authorisation"), List.of("freight", "until", "link")),
    RETURN_REMINDER("return-reminder", Audience.CUSTOMER, List.of("authorisation"), List.of("until", "link")),
    RETURN_LAPSED("return-lapsed", Audience.CUSTOMER, List.of(), List.of("link")),
    RETURN_OPTIONS("return-options", Audience.CUSTOMER, List.of("firstOption", "secondOption"), List.of("keep", "until", "link")),
    RETURN_FINDING("return-finding", Audience.CUSTOMER, List.of("finding"), List.of("amount", "until", "link")),
    RETURN_RIGHT_ITEM("return-right-item", Audience.CUSTOMER, List.of(), List.of("until", "link")),
    RETURN_SENT_BACK("return-sent-back", Audience.CUSTOMER, List.of("waybill"), List.of("freight", "reasonCode")),
    PARCEL_NEWS("parcel-news", Audience.CUSTOMER, List.of(), List.of("tracking", "courier", "waybill")),
    PARCEL_DELIVERED("parcel-delivered", Audience.CUSTOMER, List.of(), List.of()),
    RESHIP_REFUSED("reship-refused", Audience.CUSTOMER, List.of(), List.of("reasonCode")),
    DEADLINE_WARNING("deadline-warning", Audience.STAFF, List.of(), List.of("kind", "due", "task", "owner")),
    DEADLINE_MISSED("deadline-missed", Audience.STAFF, List.of(), List.of("kind", "due", "task", "owner")),
    SLOT_ALARM("slot-alarm", Audience.STAFF, List.of(), List.of("part", "ends")),
    SLOTS_MISSED_LIST("slots-missed-list", Audience.STAFF, List.of(), List.of("date", "cases")),
    GIVEN_WITHOUT_CONSENT("given-without-consent", Audience.STAFF, List.of(),
            List.of("date", "automatic", "ownLimit", "standing", "selfConsent")),
    ESCALATION("escalation", Audience.STAFF, List.of(), List.of("reason", "by")),
    PAYMENT_UNKNOWN("payment-unknown", Audience.STAFF, List.of(), List.of("amount", "since")),
    EFFECT_FAILED("effect-failed", Audience.STAFF, List.of(), List.of("operation", "why")),
    NOT_SHIPPED_ALARM("not-shipped-alarm", Audience.STAFF, List.of(), List.of("since")),
    PLATFORM_DIFFERS("platform-differs", Audience.STAFF, List.of(), List.of("decision", "amount", "outcome")),
    REPLY("reply", Audience.CUSTOMER, List.of("text"), List.of()),
    SATISFACTION_QUESTION("satisfaction-question", Audience.CUSTOMER, List.of(), List.of()),
    STOCK_SHORT("stock-short", Audience.STAFF, List.of("sku", "ordered", "pieces"), List.of()),
    PROMISE_WARNING("promise-warning", Audience.STAFF, List.of("text"), List.of("due")),
    SHIPPING_NOTICE("shipping-notice", Audience.STAFF, List.of("text"), List.of("until", "by")),
    BULLETIN_REMINDER("bulletin-reminder", Audience.STAFF, List.of("text"), List.of("by")),
    INCIDENT_NOTICE("incident-notice", Audience.CUSTOMER, List.of("text"), List.of()),
    CLUSTER_ALARM("cluster-alarm", Audience.STAFF, List.of("count", "window"), List.of("caseReason", "sku", "courier")),
    WEBHOOK_TROUBLE("webhook-trouble", Audience.STAFF, List.of("receiver", "trouble"), List.of("why")),
    WATCHDOG("watchdog", Audience.STAFF, List.of("count"), List.of("matter")),
    NODE_SILENT("node-silent", Audience.STAFF, List.of("node"), List.of("since")),
    OVERPAYMENT("overpayment", Audience.STAFF, List.of(), List.of("amount"));

    /** Names of data that are codes, worded in {@code mail/words.*.properties} as {@code <name>.<code>}. */
    static final Set<String> CODES = Set.of("kind", "task", "part", "caseReason", "operation", "decision", "outcome", "reasonCode",
            "freight", "firstOption", "secondOption", "finding", "tracking", "complaint", "upCode", "remedy", "trouble", "matter");

    private final String id;
    private final Audience audience;
    private final List<String> required;
    private final List<String> optional;

    MessageTemplate(String id, Audience audience, List<String> required, List<String> optional) {
        this.id = id;
        this.audience = audience;
        this.required = required;
        this.optional = optional;
    }

    /** @throws IllegalArgumentException when there is no such letter */
    static MessageTemplate of(String id) {
        return Arrays.stream(values()).filter(template -> template.id.equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no message template " + id + "."));
    }

    String id() {
        return id;
    }

    Audience audience() {
        return audience;
    }

    List<String> required() {
        return required;
    }

    List<String> optional() {
        return optional;
    }
}

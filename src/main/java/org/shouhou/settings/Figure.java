package org.shouhou.settings;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Every figure a shop can change, with its name in the settings, its default and its kind. */
public enum Figure {
    SHOP_ZONE("shop.zone", "Asia/Shanghai", Kind.ZONE),
    /** The shop an order belongs to when nothing else is said. */
    SHOP_DEFAULT("shop.default", "main", Kind.TEXT),
    SLOT_MORNING("slot.morning", "09:00-12:00", Kind.TIME_RANGE),
    SLOT_EVENING("slot.evening", "18:00-21:00", Kind.TIME_RANGE),
    /** How much of the evening slot must be ahead for a hold's day to be day 1 (R25). */
    SLOT_MINIMUM_AHEAD("slot.minimumAhead", "PT30M", Kind.DURATION),
    /** Staffed time: the first contact of a hold that began after the morning slot (R25). */
    SLOT_FIRST_CONTACT_WITHIN("slot.firstContactWithin", "PT1H", Kind.DURATION),
    /** How long before the warehouse's cut-off the last slot opens where it is brought forward (R22). */
    SLOT_BEFORE_CUT_OFF("slot.beforeCutOff", "PT3H", Kind.DURATION),
    SLOT_ALARM_BEFORE("slot.alarmBefore", "PT1H", Kind.DURATION),
    /** How long a buyer is one agent's on the phone round when nothing is heard of the agent (R21). */
    PHONE_ROUND_KEPT("phoneRound.kept", "PT10M", Kind.DURATION),
    WAREHOUSE_CUT_OFF("warehouse.cutOff", "18:00", Kind.TIME),
    WAREHOUSE_CUT_OFF_MARGIN("warehouse.cutOffMargin", "PT30M", Kind.DURATION),
    STAFFED_HOURS("staffed.hours", "09:00-24:00", Kind.HOURS),
    /** Staffed time. */
    FIRST_REPLY_WITHIN("firstReply.within", "PT10M", Kind.DURATION),
    /** Staffed time, for a buyer flagged as important (R44). */
    FIRST_REPLY_WITHIN_IMPORTANT("firstReply.withinImportant", "PT5M", Kind.DURATION),
    /** Words in a note or the memo that make a case urgent (R39). */
    URGENT_WORDS("urgent.words", "急件,加急,特急,urgent", Kind.LIST),
    /** How far ahead a buyer flag may end (R44). */
    BUYER_FLAG_LONGEST("buyerFlag.longest", "P730D", Kind.DURATION),
    /** How much a transcript may hold (R3). */
    TRANSCRIPT_MOST_LINES("transcript.mostLines", "2000", Kind.NUMBER),
    /** Names, or parts of them, under which no person answers. */
    TRANSCRIPT_ROBOTS("transcript.robots", "机器人,自动回复,店小蜜", Kind.LIST),
    /** Whether the memo is read at intake and written with each note; not where people read it by hand (R39). */
    MEMO_AUTOMATIC("memo.automatic", "false", Kind.FLAG),
    /** Characters the platform keeps. */
    MEMO_LONGEST("memo.longest", "1000", Kind.NUMBER),
    /** What was typed and not sent: how long it is kept, characters a form, and how much of it one person may have. */
    DRAFT_KEPT("draft.kept", "P30D", Kind.DURATION),
    DRAFT_LONGEST("draft.longest", "20000", Kind.NUMBER),
    DRAFT_MOST("draft.most", "500", Kind.NUMBER),
    /** How long somebody counts as looking at a case after they last said so. */
    PRESENCE_WITHIN("presence.within", "PT45S", Kind.DURATION),
    /** How long what was shown of a change may be confirmed. */
    CHANGE_PREVIEW_VALID("change.previewValid", "PT30M", Kind.DURATION),
    REFUND_ANSWER_WITHIN("refund.answerWithin", "PT48H", Kind.DURATION),
    REFUND_MARGIN_MAX("refund.marginMax", "PT12H", Kind.DURATION),
    REFUND_LIMIT_AUTOMATIC("refund.limit.automatic", "20000", Kind.NUMBER),
    REFUND_LIMIT_AGENT("refund.limit.agent", "50000", Kind.NUMBER),
    REFUND_LIMIT_SUPERVISOR("refund.limit.supervisor", "500000", Kind.NUMBER),
    /** Compensation (R10), minor units: up to these each role may give alone, by what is given. */
    COMPENSATION_CASH_AGENT("compensation.cash.limit.agent", "0", Kind.NUMBER),
    COMPENSATION_CASH_SUPERVISOR("compensation.cash.limit.supervisor", "20000", Kind.NUMBER),
    COMPENSATION_CASH_MANAGER("compensation.cash.limit.manager", "200000", Kind.NUMBER),
    COMPENSATION_FREIGHT_AGENT("compensation.freight.limit.agent", "0", Kind.NUMBER),
    COMPENSATION_FREIGHT_SUPERVISOR("compensation.freight.limit.supervisor", "20000", Kind.NUMBER),
    COMPENSATION_FREIGHT_MANAGER("compensation.freight.limit.manager", "200000", Kind.NUMBER),
    COMPENSATION_COUPON_AGENT("compensation.coupon.limit.agent", "0", Kind.NUMBER),
    COMPENSATION_COUPON_SUPERVISOR("compensation.coupon.limit.supervisor", "20000", Kind.NUMBER),
    COMPENSATION_COUPON_MANAGER("compensation.coupon.limit.manager", "200000", Kind.NUMBER),
    COMPENSATION_GIFT_AGENT("compensation.gift.limit.agent", "0", Kind.NUMBER),
    COMPENSATION_GIFT_SUPERVISOR("compensation.gift.limit.supervisor", "20000", Kind.NUMBER),
    COMPENSATION_GIFT_MANAGER("compensation.gift.limit.manager", "200000", Kind.NUMBER),
    /** What a gift counts for, a piece, where its value is not named. */
    COMPENSATION_GIFT_VALUE("compensation.gift.value", "5000", Kind.NUMBER),
    /** R13: what an order may get in all, of each kind that is money. */
    COMPENSATION_CASH_PER_ORDER("compensation.cash.perOrder", "1000000", Kind.NUMBER),
    COMPENSATION_FREIGHT_PER_ORDER("compensation.freight.perOrder", "50000", Kind.NUMBER),
    /** When supervisors and managers get the list of what was given without consent the day before. */
    CONSENT_REPORT_AT("consent.reportAt", "09:00", Kind.TIME),
    REFUND_MANY_WITHIN_90_DAYS("refund.manyWithin90Days", "5", Kind.NUMBER),
    INTERCEPT_SILENT_AFTER("intercept.silentAfter", "P3D", Kind.DURATION),
    INTERCEPT_INSPECT_FIRST("intercept.inspectFirst", "true", Kind.FLAG),
    ASK_CUSTOMER_WAIT("askCustomer.wait", "PT24H", Kind.DURATION),
    PAYEE_REMIND_AFTER("payee.remindAfter", "P3D", Kind.DURATION),
    PAYEE_REMINDERS("payee.reminders", "3", Kind.NUMBER),
    /** Staffed time. */
    HELD_ORDER_RESOLVE_WITHIN("heldOrder.resolveWithin", "PT2H", Kind.DURATION),
    SHIPMENT_ALARM_AFTER("shipment.alarmAfter", "PT24H", Kind.DURATION),
    /** How the lists tell apart what is near, late, and much too late. */
    LIST_SOON_WITHIN("list.soonWithin", "PT2H", Kind.DURATION),
    LIST_CRITICAL_AFTER("list.criticalAfter", "PT4H", Kind.DURATION),
    BULK_MOST("bulk.most", "200", Kind.NUMBER),
    /** How long work that was moved in bulk can be given back as a whole. */
    MOVE_UNDO_WITHIN("move.undoWithin", "PT2H", Kind.DURATION),
    /** How long two cases that were merged can be parted again. */
    MERGE_UNDO_WITHIN("merge.undoWithin", "PT24H", Kind.DURATION),
    TASK_DEFAULT_WITHIN("task.defaultWithin", "PT24H", Kind.DURATION),
    INSPECTION_WITHIN("inspection.within", "PT48H", Kind.DURATION),
    /** Days after the day of receipt on which goods may come back without a reason (R14). */
    RETURN_WINDOW_DAYS("return.windowDays", "7", Kind.NUMBER),
    /** SKUs seven days do not hold for: made to order, perishable, opened. */
    RETURN_EXCLUDED_SKUS("return.excludedSkus", "", Kind.LIST),
    /** The shop promises to pay the return freight whatever the reason. */
    RETURN_FREE("return.free", "false", Kind.FLAG),
    /** What is paid back for the freight of a return that the shop pays, in minor units. */
    RETURN_FREIGHT_BACK("return.freightBack", "1200", Kind.NUMBER),
    /** How long the customer may think about the two options (R15). */
    RETURN_OPTIONS_WAIT("return.optionsWait", "P3D", Kind.DURATION),
    /** How long the warehouse may take to note an announced return before the case goes on without its word. */
    RETURN_ANNOUNCE_WAIT("return.announceWait", "PT24H", Kind.DURATION),
    RETURN_WAYBILL_WITHIN("return.waybillWithin", "P7D", Kind.DURATION),
    RETURN_WAYBILL_REMIND_AFTER("return.waybillRemindAfter", "P5D", Kind.DURATION),
    RETURN_ARRIVAL_WITHIN("return.arrivalWithin", "P10D", Kind.DURATION),
    RETURN_DISPUTE_WITHIN("return.disputeWithin", "PT48H", Kind.DURATION),
    RETURN_RIGHT_ITEM_WITHIN("return.rightItemWithin", "P7D", Kind.DURATION),
    /** From the courier's signature to the money (R14). */
    RETURN_REFUND_WITHIN("return.refundWithin", "P7D", Kind.DURATION),
    /** Whether customers get a link to a page of their case. */
    RETURN_LINK("return.link", "true", Kind.FLAG),
    RETURN_LINK_VALID_FOR("return.linkValidFor", "P30D", Kind.DURATION),
    /** When the platform confirms the receipt of returned goods by itself. */
    RETURN_PLATFORM_CONFIRMS("return.platformConfirms", "P10D", Kind.DURATION),
    /** In order of preference. */
    CUSTOMER_CHANNELS("customer.channels", "CHAT,MAIL,SMS", Kind.LIST, "CHAT", "MAIL", "SMS"),
    CUSTOMER_LANGUAGE("customer.language", "zh-CN", Kind.CHOICE, "zh-CN", "en"),
    PAYMENT_UNKNOWN_GRACE("payment.unknownGrace", "PT60S", Kind.DURATION),
    PAYMENT_UNKNOWN_ALARM("payment.unknownAlarm", "PT30M", Kind.DURATION),
    /** Bytes. */
    ATTACHMENT_LARGEST("attachment.largest", "26214400", Kind.NUMBER),
    ATTACHMENT_MOST("attachment.mostOfCase", "200", Kind.NUMBER),
    /** Where the shop's own chat takes alerts (signed POST); empty for nowhere. */
    ALERT_WEBHOOK("alert.webhook", "", Kind.ADDRESS),
    /** An alert nobody acknowledged is told again. */
    ALERT_REPEAT_AFTER("alert.repeatAfter", "PT10M", Kind.DURATION),
    /** How soon a complaint is answered, by what the rule complaintDeadline says. */
    COMPLAINT_WITHIN_SHORT("complaint.within.short", "PT24H", Kind.DURATION),
    COMPLAINT_WITHIN_MEDIUM("complaint.within.medium", "PT48H", Kind.DURATION),
    COMPLAINT_WITHIN_LONG("complaint.within.long", "PT72H", Kind.DURATION),
    /** Silence for so long accepts the answer to a complaint. */
    COMPLAINT_CONFIRM_WITHIN("complaint.confirmWithin", "P3D", Kind.DURATION),
    /** A platform that stepped in and says nothing for so long leaves the decision to the shop. */
    PLATFORM_SILENT_AFTER("platform.silentAfter", "P30D", Kind.DURATION),
    /** How often the courier is asked about a parcel that went wrong (R17). */
    PARCEL_TRACE_EVERY("parcel.traceEvery", "PT24H", Kind.DURATION),
    /** A parcel without an event for so long counts as lost. */
    PARCEL_LOST_AFTER("parcel.lostAfter", "P7D", Kind.DURATION),
    /** How long before it is due whoever keeps a promise is warned. */
    PROMISE_WARN_BEFORE("promise.warnBefore", "PT2H", Kind.DURATION),
    /** How long a promise that is past due may be renewed before it counts as broken. */
    PROMISE_RENEW_WITHIN("promise.renewWithin", "PT4H", Kind.DURATION),
    /** Whether nothing about shipping may be promised while no shipping notice is in force. */
    PROMISE_NOTICE_REQUIRED("promise.noticeRequired", "false", Kind.FLAG),
    /** R26: articles whose stock is looked at on a schedule, as a promotion's dates say. */
    STOCK_WATCHED("stock.watched", "", Kind.LIST),
    STOCK_LOOK_EVERY("stock.lookEvery", "PT30M", Kind.DURATION),
    /** What is proposed to a customer besides the remedy when an article of a promotion was oversold; 0 for nothing. */
    OVERSOLD_COMPENSATION("oversold.promotionCompensation", "0", Kind.NUMBER),
    CALL_BACK_WITHIN("callBack.within", "PT48H", Kind.DURATION),
    /** When a customer nobody called is asked in writing. */
    CALL_BACK_WRITE_AFTER("callBack.writeAfter", "P5D", Kind.DURATION),
    /** How many cases are drawn for quality control when nothing else is said. */
    AUDIT_SAMPLE_SIZE("audit.sampleSize", "20", Kind.NUMBER),
    /** What quality control scores, each from 0 to 5. */
    AUDIT_CRITERIA("audit.criteria", "POLITENESS,RIGHT_DECISION,PROMISE_KEPT,SPEED,RECORDS_COMPLETE", Kind.LIST,
            "POLITENESS", "RIGHT_DECISION", "PROMISE_KEPT", "SPEED", "RECORDS_COMPLETE"),
    CALL_BACK_LARGE_AMOUNT("callBack.largeAmount", "100000", Kind.NUMBER),
    /** Nothing moved for so long: a person is called (R17). */
    PARCEL_SILENT_AFTER("parcel.silentAfter", "PT48H", Kind.DURATION),
    PACKING_CHECK_WITHIN("packing.checkWithin", "PT24H", Kind.DURATION),
    /** Until when a courier takes claims, and how soon each step of one is due (R18). */
    COURIER_CLAIM_WITHIN("courier.claimWithin", "P30D", Kind.DURATION),
    COURIER_CLAIM_STEP_WITHIN("courier.claimStepWithin", "P3D", Kind.DURATION),
    /** Marks in an address that nobody can deliver to. */
    ADDRESS_UNDELIVERABLE("address.undeliverable", "地址不详", Kind.LIST),
    /** How long an incident may wait for its decision, and when a decision that holds is looked at again (R37). */
    INCIDENT_DECIDE_WITHIN("incident.decideWithin", "PT2H", Kind.DURATION),
    INCIDENT_REVIEW_AFTER("incident.reviewAfter", "P7D", Kind.DURATION),
    /** When a case of an incident whose money or parcel is on its way, or that failed, is tried again. */
    INCIDENT_RETRY_AFTER("incident.retryAfter", "PT5M", Kind.DURATION),
    /** Events out: how long one try may take, the pause after the first failed try, doubled up to the longest, and when trying ends. */
    WEBHOOK_TIMEOUT("webhook.timeout", "PT15S", Kind.DURATION),
    WEBHOOK_FIRST_PAUSE("webhook.firstPause", "PT5S", Kind.DURATION),
    WEBHOOK_LONGEST_PAUSE("webhook.longestPause", "PT12H", Kind.DURATION),
    WEBHOOK_TRY_FOR("webhook.tryFor", "P3D", Kind.DURATION),
    /** A webhook that took nothing for so long is paused. */
    WEBHOOK_PAUSE_AFTER("webhook.pauseAfter", "P2D", Kind.DURATION),
    /** How long a replaced secret signs along. */
    WEBHOOK_SECRET_OVERLAP("webhook.secretOverlap", "PT24H", Kind.DURATION),
    WEBHOOK_KEPT("webhook.kept", "P30D", Kind.DURATION),
    WEBHOOK_REDELIVER_MOST("webhook.redeliverMost", "10000", Kind.NUMBER),
    /** Calls a program's token may make a minute, on each node. */
    TOKEN_CALLS_PER_MINUTE("token.callsPerMinute", "600", Kind.NUMBER),
    /** R33: so many cases of one reason within the window are a cluster: of one article, of one courier, of both together. */
    CLUSTER_WINDOW("cluster.window", "PT24H", Kind.DURATION),
    CLUSTER_PRODUCT("cluster.product", "30", Kind.NUMBER),
    CLUSTER_COURIER("cluster.courier", "50", Kind.NUMBER),
    CLUSTER_BOTH("cluster.both", "20", Kind.NUMBER),
    /** How far ahead the tasks that become due are set against the people on duty (R34, R45). */
    FIGURES_DUE_AHEAD("figures.dueAhead", "PT72H", Kind.DURATION),
    /** R33: the coded reasons a kind of case may be opened with, in the order people see them. */
    REASONS_REFUND("reasons.refund", "NO_LONGER_WANTED,WRONG_ORDER,LATE_SHIPMENT,OUT_OF_STOCK,QUALITY,NOT_AS_DESCRIBED,"
            + "PRICE_DIFFERENCE,SEVEN_DAYS,NOT_RECEIVED,PARCEL_LOST,PARCEL_DAMAGED,MISSING_ITEM,WRONG_ITEM,OTHER", Kind.LIST, Codes.REASONS),
    REASONS_SLOW_REVIEW("reasons.slowReview", "ADDRESS_UNCLEAR,STOCK_UNCLEAR,SUSPECTED_MISTAKE,BUYER_NOTE,OUT_OF_STOCK,OTHER", Kind.LIST,
            Codes.REASONS),
    REASONS_RETURN("reasons.return", "SEVEN_DAYS,RECOMMENDED_SIZE,QUALITY,NOT_AS_DESCRIBED,WRONG_ITEM,MISSING_ITEM,PARCEL_DAMAGED,"
            + "WRONG_ORDER,NO_LONGER_WANTED,PRICE_DIFFERENCE,OTHER", Kind.LIST, Codes.REASONS),
    REASONS_RESHIP("reasons.reship", "NO_TRACKING,PARCEL_STUCK,PARCEL_LOST,PARCEL_DAMAGED,DELIVERED_NOT_RECEIVED,MISSING_ITEM,"
            + "WRONG_ITEM,NOT_RECEIVED,QUALITY,OTHER", Kind.LIST, Codes.REASONS),
    REASONS_COMPLAINT("reasons.complaint", "FALSE_SHIPMENT,LATE_SHIPMENT,BROKEN_PROMISE,NOT_RECEIVED,CONSUMER_PROTECTION,"
            + "SEVEN_DAYS_REFUSED,AGENT_CONDUCT,QUALITY,NOT_AS_DESCRIBED,DELIVERED_NOT_RECEIVED,OTHER", Kind.LIST, Codes.REASONS),
    REASONS_OVERSOLD("reasons.oversold", "OUT_OF_STOCK,STOCK_UNCLEAR,LATE_SHIPMENT,OTHER", Kind.LIST, Codes.REASONS),
    REASONS_INQUIRY("reasons.inquiry", "WHY_NOT_SHIPPED,PRICE_PROTECTION,INVOICE,REVIEW,NO_TRACKING,OTHER", Kind.LIST, Codes.REASONS);

    private final String code;
    private final String usual;
    private final Kind kind;
    private final List<String> codes;

    Figure(String code, String usual, Kind kind, String... codes) {
        this.code = code;
        this.usual = usual;
        this.kind = kind;
        this.codes = List.of(codes);
    }

    /** The name in the settings, such as {@code slot.morning}. */
    public String code() {
        return code;
    }

    /** The default. */
    public String usual() {
        return usual;
    }

    public Kind kind() {
        return kind;
    }

    /** The only values allowed (of each element of a list); empty when any is. */
    public List<String> codes() {
        return codes;
    }

    public static Optional<Figure> named(String name) {
        return Arrays.stream(values()).filter(figure -> figure.code.equals(name)).findFirst();
    }

    /** @throws IllegalArgumentException saying in plain words what is wrong with the value */
    void check(String text) {
        kind.check(text);
        if (this == SHOP_DEFAULT && !Settings.isShopCode(text)) {
            throw new IllegalArgumentException(Settings.SHOP_CODE_RULE);
        }
        List<String> parts = kind == Kind.LIST ? Kind.list(text) : List.of(text);
        if (!codes.isEmpty() && (parts.isEmpty() || !codes.containsAll(parts))) {
            throw new IllegalArgumentException("Allowed: " + String.join(", ", codes) + ".");
        }
        if (new HashSet<>(parts).size() < parts.size()) {
            throw new IllegalArgumentException("A value stands there twice.");
        }
    }

    /** Codes kept elsewhere, which settings must not depend on; a test compares them. */
    private static final class Codes {

        private static final String[] REASONS = ("NO_LONGER_WANTED,WRONG_ORDER,LATE_SHIPMENT,OUT_OF_STOCK,QUALITY,NOT_AS_DESCRIBED,"
                + "PRICE_DIFFERENCE,OTHER,IMPORTED,ADDRESS_UNCLEAR,STOCK_UNCLEAR,SUSPECTED_MISTAKE,BUYER_NOTE,NO_TRACKING,PARCEL_STUCK,"
                + "PARCEL_LOST,PARCEL_DAMAGED,DELIVERED_NOT_RECEIVED,MISSING_ITEM,WRONG_ITEM,SEVEN_DAYS,RECOMMENDED_SIZE,FALSE_SHIPMENT,"
                + "BROKEN_PROMISE,NOT_RECEIVED,CONSUMER_PROTECTION,SEVEN_DAYS_REFUSED,AGENT_CONDUCT,WHY_NOT_SHIPPED,PRICE_PROTECTION,"
                + "INVOICE,REVIEW").split(",");
    }
}

package org.shouhou.casefile;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The messages a case understands, with the fields each may carry. Names are the models' and the API's. */
public enum MessageName {
    CUSTOMER_RESPONDED("customerResponded", false, Set.of("channel", "text"), Set.of("at")),
    CUSTOMER_WITHDREW("customerWithdrew", true, Set.of("reason"), Set.of()),
    CUSTOMER_CHANGED_REQUEST("customerChangedRequest", true, Set.of(),
            Set.of("type", "amount", "lines", "reason", "platformDeadline")),
    PLATFORM_DECIDED("platformDecided", true, Set.of("decision"), Set.of("amount", "paidByPlatform", "reference")),
    ESCALATION_REQUESTED("escalationRequested", true, Set.of("reason"), Set.of()),
    CONVERSION_REQUESTED("conversionRequested", true, Set.of("toType", "reason"), Set.of()),
    ORDER_SHIPPED("orderShipped", false, Set.of("waybill"), Set.of("courier", "at")),
    PARCEL_INTERCEPTED("parcelIntercepted", false, Set.of("waybill"), Set.of()),
    INTERCEPT_FAILED("interceptFailed", false, Set.of("waybill"), Set.of("reason")),
    PARCEL_REFUSED("parcelRefused", false, Set.of("waybill"), Set.of()),
    PARCEL_TRACED("parcelTraced", false, Set.of("waybill", "tracking"), Set.of("at", "text")),
    PARCEL_REAPPEARED("parcelReappeared", false, Set.of("waybill"), Set.of()),
    RESHIP_DELIVERED("reshipDelivered", false, Set.of("waybill"), Set.of()),
    RETURN_PARCEL_SENT("returnParcelSent", false, Set.of("waybill"), Set.of("courier", "at")),
    RETURN_PARCEL_ARRIVED("returnParcelArrived", false, Set.of("waybill"), Set.of("courier", "at")),
    INSPECTION_DISPUTED("inspectionDisputed", false, Set.of("reason"), Set.of()),
    /** The customer chose one of the two options they were offered (R15). */
    OPTION_CHOSEN("optionChosen", false, Set.of("option"), Set.of()),
    PAYEE_PROVIDED("payeeProvided", false, Set.of("payee"), Set.of()),
    /** The marketplace's own staff took the dispute (小二介入); what they decide comes as {@link #PLATFORM_DECIDED}. */
    PLATFORM_INTERVENED("platformIntervened", true, Set.of("reference"), Set.of("at")),
    /** A closed complaint goes on, one level higher. */
    COMPLAINT_REOPENED("complaintReopened", false, Set.of("reason"), Set.of());

    private final String id;
    private final boolean common;
    private final Set<String> required;
    private final Set<String> optional;

    MessageName(String id, boolean common, Set<String> required, Set<String> optional) {
        this.id = id;
        this.common = common;
        this.required = required;
        this.optional = optional;
    }

    public static Optional<MessageName> find(String id) {
        return Arrays.stream(values()).filter(name -> name.id.equals(id)).findFirst();
    }

    /** The name in models and API. */
    public String id() {
        return id;
    }

    /** Whether it is for the case's main instance rather than for the one place that waits for it. */
    boolean common() {
        return common;
    }

    /** Whether it must not cross money on its way: stored until the answer is known. */
    boolean waitsForMoney() {
        return this == CUSTOMER_WITHDREW || this == PLATFORM_DECIDED || this == CUSTOMER_CHANGED_REQUEST
                || this == PLATFORM_INTERVENED;
    }

    Set<String> required() {
        return required;
    }

    Set<String> optional() {
        return optional;
    }
}

package org.shouhou.casefile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.gateway.HookMessages;
import org.shouhou.order.Orders;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the outside tells reaches the cases it concerns: by case number, by order, or by waybill. */
@Component
class HookDelivery implements HookMessages {

    private final CaseFiles cases;
    private final CaseMessages messages;
    private final Orders orders;
    private final ObjectProvider<WaybillCases> parcels;
    private final JdbcClient jdbc;

    HookDelivery(CaseFiles cases, CaseMessages messages, Orders orders, ObjectProvider<WaybillCases> parcels, JdbcClient jdbc) {
        this.cases = cases;
        this.messages = messages;
        this.orders = orders;
        this.parcels = parcels;
        this.jdbc = jdbc;
    }

    @Override
    public String deliver(Told told) {
        List<CaseFile> concerned = concerned(told);
        if (concerned.isEmpty()) {
            throw Problem.unprocessable("no-case", "No case is about order " + told.orderNo() + ", waybill "
                    + told.waybill() + " or number " + told.caseNumber() + ".");
        }
        boolean aboutOne = MessageName.find(told.name()).filter(MessageName::waitsForMoney).isPresent();
        if (aboutOne && concerned.size() > 1) {
            throw Problem.unprocessable("several-cases", "Several open cases are about order " + told.orderNo()
                    + "; a decision, a withdrawal or a change is about one of them. Name it by its case number.");
        }
        String effect = "STORED";
        for (CaseFile file : concerned) {
            CaseMessages.Effect reached = messages.send(file.id(), messageId(told), told.name(), data(told), told.source());
            if (reached != CaseMessages.Effect.STORED) {
                effect = reached.name();
            }
        }
        return effect;
    }

    /** A courier names the parcel once. */
    private static Map<String, Object> data(Told told) {
        Map<String, Object> data = new LinkedHashMap<>(told.data());
        if (told.waybill() != null && MessageName.find(told.name()).filter(name -> name.required().contains("waybill")).isPresent()) {
            data.putIfAbsent("waybill", told.waybill());
        }
        return data;
    }

    /** The parcel's own open case where it is a return or a second parcel, else also the cases of the order it was sent for. */
    private List<CaseFile> withWaybill(String waybill) {
        List<CaseFile> own = parcels.orderedStream().flatMap(kind -> kind.withWaybill(waybill).stream()).distinct().map(cases::get).toList();
        if (own.stream().anyMatch(file -> !file.closed())) {
            return own;
        }
        List<CaseFile> all = new ArrayList<>(own);
        jdbc.sql("SELECT id FROM shop_order WHERE waybill = ?").param(waybill).query(Long.class).list()
                .forEach(order -> all.addAll(cases.ofOrder(order)));
        return all;
    }

    private static String messageId(Told told) {
        String id = told.source() + "-" + told.eventId();
        return id.length() <= 100 ? id : told.source() + "-" + Json.hash(told.eventId());
    }

    /** Open cases; where none is open, the newest closed one, so that nothing said is lost. */
    private List<CaseFile> concerned(Told told) {
        List<CaseFile> all;
        if (told.caseNumber() != null) {
            return List.of(cases.byNumberOrId(told.caseNumber()));
        }
        if (told.orderNo() != null) {
            all = orders.find(told.shop(), told.orderNo()).map(order -> cases.ofOrder(order.id())).orElse(List.of());
        } else {
            all = withWaybill(told.waybill());
        }
        List<CaseFile> open = all.stream().filter(file -> !file.closed()).toList();
        return open.isEmpty() && !all.isEmpty() ? List.of(all.get(0)) : open;
    }
}

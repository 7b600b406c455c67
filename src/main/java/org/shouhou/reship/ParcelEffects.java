package org.shouhou.reship;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.EffectTask;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.reship.SecondParcels.Parcel;
import org.shouhou.reship.SecondParcels.PlannedLine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What a second parcel asks outside for: stock, a reservation, the parcel itself, its trace, and to let go of the goods. */
@Component
class ParcelEffects {

    private final SecondParcels parcels;
    private final ParcelSending sending;
    private final CaseFiles cases;
    private final Orders orders;

    ParcelEffects(SecondParcels parcels, ParcelSending sending, CaseFiles cases, Orders orders) {
        this.parcels = parcels;
        this.sending = sending;
        this.cases = cases;
        this.orders = orders;
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        EffectHandler parcelStock(ParcelEffects all) {
            return all.new Stock();
        }

        @Bean
        EffectHandler parcelReserve(ParcelEffects all) {
            return all.new Reserve();
        }

        @Bean
        EffectHandler parcelShip(ParcelEffects all) {
            return all.new Ship();
        }

        @Bean
        EffectHandler parcelUnreserve(ParcelEffects all) {
            return all.new Unreserve();
        }

        @Bean
        EffectHandler secondParcelTrace(ParcelEffects all) {
            return all.new Trace();
        }
    }

    private abstract class OfParcel implements EffectHandler {

        private final String topic;
        private final String operation;

        OfParcel(String topic, String operation) {
            this.topic = topic;
            this.operation = operation;
        }

        @Override
        public String topic() {
            return topic;
        }

        /** A question may be asked again; a change is the same one for the same attempt of the same parcel. */
        @Override
        public EffectRequest prepare(EffectTask task) {
            Parcel parcel = parcels.ofInstance(task.processInstanceId());
            boolean question = operation.equals("stock") || operation.equals("trace");
            String key = operation + "-" + (question ? task.externalTaskId() : "parcel-" + parcel.id() + "-" + parcel.attempt());
            return new EffectRequest(operation.equals("trace") ? "COURIER" : "WAREHOUSE", operation, key, payload(parcel));
        }

        abstract Map<String, Object> payload(Parcel parcel);
    }

    private final class Stock extends OfParcel {

        Stock() {
            super("parcel-stock", "stock");
        }

        @Override
        Map<String, Object> payload(Parcel parcel) {
            return goods(parcel);
        }

        /** A warehouse that will not say counts as having nothing: the customer chooses. */
        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            Map<String, Object> pieces = answer instanceof Answer.Succeeded there ? there.data() : Map.of();
            return new EffectResult.Complete(Map.of("inStock", sending.noteStock(parcels.ofInstance(task.processInstanceId()), pieces)));
        }
    }

    private final class Reserve extends OfParcel {

        Reserve() {
            super("parcel-reserve", "reserve");
        }

        @Override
        Map<String, Object> payload(Parcel parcel) {
            return goods(parcel);
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            Parcel parcel = parcels.ofInstance(task.processInstanceId());
            if (answer instanceof Answer.Declined declined) {
                sending.refused(parcel, declined.code() + " " + declined.text());
                return new EffectResult.BusinessError("goodsRefused", Map.of());
            }
            sending.reserved(parcel);
            return new EffectResult.Complete(Map.of());
        }
    }

    private final class Ship extends OfParcel {

        Ship() {
            super("parcel-ship", "ship");
        }

        @Override
        Map<String, Object> payload(Parcel parcel) {
            Order order = orders.byId(cases.get(parcel.caseId()).orderId()).orElseThrow();
            Map<String, Object> payload = goods(parcel);
            payload.put("recipient", order.recipient());
            payload.put("phone", order.phone());
            payload.put("address", order.address());
            return payload;
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            Parcel parcel = parcels.ofInstance(task.processInstanceId());
            if (answer instanceof Answer.Declined declined) {
                sending.refused(parcel, declined.code() + " " + declined.text());
                return new EffectResult.BusinessError("parcelRefused", Map.of());
            }
            Answer.Succeeded done = (Answer.Succeeded) answer;
            Object waybill = done.data().getOrDefault("waybill", done.reference());
            sending.ordered(parcel, text(done.data().get("courier"), 60), text(waybill, 64));
            return new EffectResult.Complete(Map.of());
        }
    }

    private final class Unreserve extends OfParcel {

        Unreserve() {
            super("parcel-unreserve", "unreserve");
        }

        @Override
        Map<String, Object> payload(Parcel parcel) {
            return goods(parcel);
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            return new EffectResult.Complete(Map.of());
        }
    }

    private final class Trace extends OfParcel {

        Trace() {
            super("second-parcel-trace", "trace");
        }

        @Override
        Map<String, Object> payload(Parcel parcel) {
            Map<String, Object> payload = base(parcel);
            payload.put("courier", parcel.courier());
            payload.put("waybill", parcel.waybill());
            return payload;
        }

        @Override
        public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
            TraceReport report = answer instanceof Answer.Succeeded told ? TraceReport.of(told.data()).orElse(null) : null;
            ParcelSending.Followed followed = sending.traced(parcels.ofInstance(task.processInstanceId()), report);
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("parcelIs", followed.is());
            variables.put("traceAt", followed.askAgain() == null ? null : Date.from(followed.askAgain()));
            return new EffectResult.Complete(variables);
        }
    }

    private Map<String, Object> base(Parcel parcel) {
        CaseFile file = cases.get(parcel.caseId());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("shop", file.shop());
        payload.put("orderNo", file.orderNo());
        payload.put("caseNumber", file.number());
        return payload;
    }

    private Map<String, Object> goods(Parcel parcel) {
        Map<String, Object> payload = base(parcel);
        List<PlannedLine> lines = parcels.lines(parcel.id());
        payload.put("parcel", parcel.claimKey() + "-" + parcel.attempt());
        payload.put("items", SecondParcels.items(lines));
        List<Map<String, Object>> listed = new ArrayList<>();
        for (PlannedLine line : lines) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("lineNo", listed.size() + 1);
            one.put("sku", line.sku());
            one.put("quantity", line.quantity());
            listed.add(one);
        }
        payload.put("lines", listed);
        return payload;
    }

    private static String text(Object value, int most) {
        String text = value == null ? null : value.toString().strip();
        return text == null || text.isEmpty() ? null : text.length() <= most ? text : text.substring(0, most);
    }
}

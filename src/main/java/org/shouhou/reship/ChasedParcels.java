package org.shouhou.reship;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.shouhou.common.Db;
import org.shouhou.identity.Shops;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Parcels a courier is asked about (R17): those cases look for, and those sent a second time until they arrive. */
@Repository
class ChasedParcels {

    /** @param secondId of a parcel sent a second time; null for the order's own */
    record Chased(String caseNumber, String orderNo, String waybill, String known, long lastEventMs, Long secondId) {
    }

    private static final String CHASED = """
            (SELECT c.id AS case_id, c.shop, c.number, c.order_no, o.courier, o.waybill, t.tracking AS known, t.last_event_ms, NULL AS second_id
             FROM parcel_trace t JOIN case_file c ON c.id = t.case_id JOIN shop_order o ON o.id = c.order_id
             WHERE t.followed = TRUE AND c.status <> 'CLOSED' AND c.type = 'reship' AND o.courier IS NOT NULL
             UNION ALL
             SELECT c.id, c.shop, c.number, c.order_no, s.courier, s.waybill, s.last_status, s.last_event_ms, s.id
             FROM second_parcel s JOIN case_file c ON c.id = s.case_id
             WHERE s.state = 'ORDERED' AND s.courier IS NOT NULL AND s.waybill IS NOT NULL) chased""";
    private final JdbcClient jdbc;

    ChasedParcels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Couriers with such parcels, by name. */
    List<CourierLists.Courier> couriers() {
        return jdbc.sql("SELECT courier, COUNT(*) AS parcels FROM " + CHASED + " WHERE 1 = 1" + Shops.ofCaller().and("shop") + " GROUP BY courier ORDER BY courier")
                .query((row, n) -> new CourierLists.Courier(row.getString("courier"), row.getLong("parcels"))).list();
    }

    /** A courier's, in the order of their cases. */
    List<Chased> of(String courier, int most) {
        return jdbc.sql("SELECT * FROM " + CHASED + " WHERE courier = ?" + Shops.ofCaller().and("shop") + " ORDER BY case_id, second_id LIMIT " + most).param(courier)
                .query(ChasedParcels::map).list();
    }

    private static Chased map(ResultSet row, int n) throws SQLException {
        return new Chased(row.getString("number"), row.getString("order_no"), row.getString("waybill"), row.getString("known"),
                row.getLong("last_event_ms"), Db.nullableLong(row, "second_id"));
    }
}

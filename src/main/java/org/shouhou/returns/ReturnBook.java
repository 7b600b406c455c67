package org.shouhou.returns;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.casefile.CaseSearch;
import org.shouhou.casefile.WaybillCases;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is noted about the goods of a case that come back; the engine keeps only what its gateways and timers read. */
@Repository
class ReturnBook implements WaybillCases {

    /** Where the goods are. */
    enum Goods { AT_CUSTOMER, ON_WAY, ARRIVED, INSPECTED }

    /**
     * @param wants       REFUND or EXCHANGE; {@code exchangeSku} null for the same goods again
     * @param agreedBy    who agreed before the return began (a complaint was decided so); null when it is reviewed
     * @param freight     who pays: BUYER, SHOP, SPLIT; null while open
     * @param keepMinor   what is given back in minor units when the goods are kept, where that is one of the options
     * @param signedAt    when the courier's delivery was signed for; the clocks of R14 and of the inspection start there
     * @param finding     of the inspection: IN_ORDER, DEDUCT, NOT_OURS, EMPTY
     * @param deductMinor what is taken off the refund, in minor units
     */
    record Entry(long caseId, String wants, String exchangeSku, Goods goods, String agreedBy, String eligibility,
            String eligibilityWhy, String freightProposed, String freightWhy, String freight, String reviewedBy,
            String reasonCode, String question, String firstOption, String secondOption, Long keepMinor,
            String chosenOption, String authorisation, Instant waybillUntil, String courier, String waybill,
            Instant signedAt, String finding, long deductMinor, String photos, String findingNote, String inspectedBy,
            Instant disputeUntil, String judgement, String judgedBy, String backWaybill, String backPayer) {
    }

    private final JdbcClient jdbc;
    private final CaseSearch search;

    ReturnBook(JdbcClient jdbc, CaseSearch search) {
        this.jdbc = jdbc;
        this.search = search;
    }

    Optional<Entry> find(long caseId) {
        return jdbc.sql("SELECT * FROM return_case WHERE case_id = ?").param(caseId).query(ReturnBook::map).optional();
    }

    /** What is noted for a case; begins empty. */
    Entry of(long caseId) {
        return find(caseId).orElseGet(() -> {
            jdbc.sql("INSERT INTO return_case (case_id) VALUES (?)").param(caseId).update();
            return find(caseId).orElseThrow();
        });
    }

    /** Cases whose goods come, or came, with this waybill; newest first. */
    @Override
    public List<Long> withWaybill(String waybill) {
        return jdbc.sql("SELECT case_id FROM return_case WHERE waybill = ? ORDER BY case_id DESC").param(waybill)
                .query(Long.class).list();
    }

    /** Cases of a code on a parcel or in it: its waybill, or the number of the return; the newest first. */
    List<Long> withCode(String code) {
        return jdbc.sql("SELECT case_id FROM return_case WHERE waybill = ? OR authorisation = ? ORDER BY case_id DESC").params(code, code)
                .query(Long.class).list();
    }

    /** What was decided is decided again; where the goods are and what the customer wants stays. */
    void startOver(long caseId) {
        set(caseId, """
                agreed_by = NULL, eligibility = NULL, eligibility_why = NULL, freight_proposed = NULL, freight_why = NULL,
                freight = NULL, reason_code = NULL, evidence = NULL, question = NULL, first_option = NULL,
                second_option = NULL, keep_minor = NULL, chosen_option = NULL, judgement = NULL""");
    }

    /** The goods are sent anew: nothing of an earlier parcel holds. */
    void forgetParcel(long caseId) {
        set(caseId, """
                goods = 'AT_CUSTOMER', authorisation = NULL, waybill_until = NULL, courier = NULL, waybill = NULL,
                signed_at = NULL, finding = NULL, deduct_minor = 0, photos = NULL, finding_note = NULL,
                inspected_by = NULL, dispute_until = NULL, judged_by = NULL, back_waybill = NULL, back_payer = NULL""");
    }

    void wants(long caseId, String wants, String sku) {
        set(caseId, "wants = ?, exchange_sku = ?", wants, sku);
    }

    void agreed(long caseId, String by) {
        set(caseId, "agreed_by = ?", by);
    }

    void eligibility(long caseId, String eligibility, String why) {
        set(caseId, "eligibility = ?, eligibility_why = ?", eligibility, why);
    }

    void freightProposed(long caseId, String freight, String why) {
        set(caseId, "freight_proposed = ?, freight_why = ?", freight, why);
    }

    void reviewed(long caseId, String by) {
        set(caseId, "reviewed_by = ?", by);
    }

    void freight(long caseId, String freight) {
        set(caseId, "freight = ?", freight);
    }

    void refused(long caseId, String reasonCode, String evidence) {
        set(caseId, "reason_code = ?, evidence = ?", reasonCode, evidence);
    }

    void asked(long caseId, String question) {
        set(caseId, "question = ?", question);
    }

    void offered(long caseId, String first, String second, Long keepMinor) {
        set(caseId, "first_option = ?, second_option = ?, keep_minor = ?, chosen_option = NULL", first, second, keepMinor);
    }

    void chosen(long caseId, String option) {
        set(caseId, "chosen_option = ?", option);
    }

    void authorised(long caseId, String authorisation, Instant waybillUntil) {
        set(caseId, "authorisation = ?, waybill_until = ?", authorisation, Db.utc(waybillUntil));
    }

    void goods(long caseId, Goods goods) {
        set(caseId, "goods = ?", goods.name());
    }

    /** Null leaves what is known. */
    void parcel(long caseId, String courier, String waybill) {
        set(caseId, "courier = COALESCE(?, courier), waybill = COALESCE(?, waybill)", courier, waybill);
        search.waybill(caseId, waybill);
    }

    void arrived(long caseId, Instant signedAt) {
        set(caseId, "goods = 'ARRIVED', signed_at = ?", Db.utc(signedAt));
    }

    void inspected(long caseId, String finding, long deductMinor, String photos, String note, String by) {
        set(caseId, """
                goods = 'INSPECTED', finding = ?, deduct_minor = ?, photos = ?, finding_note = ?, inspected_by = ?,
                judgement = NULL, judged_by = NULL, dispute_until = NULL""", finding, deductMinor, photos, note, by);
    }

    void disputeUntil(long caseId, Instant until) {
        set(caseId, "dispute_until = ?", Db.utc(until));
    }

    void judged(long caseId, String judgement, long deductMinor, String by) {
        set(caseId, "judgement = ?, deduct_minor = ?, judged_by = ?", judgement, deductMinor, by);
    }

    void sentBack(long caseId, String waybill, String payer) {
        set(caseId, "back_waybill = ?, back_payer = ?", waybill, payer);
        search.waybill(caseId, waybill);
    }

    private void set(long caseId, String assignments, Object... values) {
        of(caseId);
        var statement = jdbc.sql("UPDATE return_case SET " + assignments + " WHERE case_id = ?");
        for (Object value : values) {
            statement = statement.param(value);
        }
        statement.param(caseId).update();
    }

    private static Entry map(ResultSet row, int n) throws SQLException {
        return new Entry(row.getLong("case_id"), row.getString("wants"), row.getString("exchange_sku"),
                Goods.valueOf(row.getString("goods")), row.getString("agreed_by"), row.getString("eligibility"),
                row.getString("eligibility_why"), row.getString("freight_proposed"), row.getString("freight_why"),
                row.getString("freight"), row.getString("reviewed_by"), row.getString("reason_code"),
                row.getString("question"), row.getString("first_option"), row.getString("second_option"),
                Db.nullableLong(row, "keep_minor"), row.getString("chosen_option"), row.getString("authorisation"),
                Db.instant(row, "waybill_until"), row.getString("courier"), row.getString("waybill"),
                Db.instant(row, "signed_at"), row.getString("finding"), row.getLong("deduct_minor"),
                row.getString("photos"), row.getString("finding_note"), row.getString("inspected_by"),
                Db.instant(row, "dispute_until"), row.getString("judgement"), row.getString("judged_by"),
                row.getString("back_waybill"), row.getString("back_payer"));
    }
}

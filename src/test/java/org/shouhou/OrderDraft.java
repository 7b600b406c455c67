package org.shouhou;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order a test imports by the standard format. Amounts in yuan as the file has them. */
public final class OrderDraft {

    private final StackTest test;
    private final String orderNo;
    private final List<String[]> lines = new ArrayList<>();
    private String buyer = "买家" + System.nanoTime();
    private String flag = "";
    private String phone = "13800000000";
    private String email = "";
    private String address = "上海市浦东新区世纪大道100号";
    private String waybill = "";
    private String shippedAt = "";
    private String shipBy = "";
    private String shop = "main";
    private String paidAt = "2026-11-01T10:00:00+08:00";

    OrderDraft(StackTest test, String orderNo) {
        this.test = test;
        this.orderNo = orderNo;
    }

    public OrderDraft line(String sku, int quantity, String paid) {
        lines.add(new String[] {sku, Integer.toString(quantity), paid});
        return this;
    }

    public OrderDraft buyer(String name, String buyerFlag) {
        buyer = name;
        flag = buyerFlag;
        return this;
    }

    public OrderDraft phone(String number) {
        phone = number;
        return this;
    }

    public OrderDraft mail(String to) {
        email = to;
        return this;
    }

    public OrderDraft address(String to) {
        address = to;
        return this;
    }

    public OrderDraft shipped(String by) {
        waybill = by;
        shippedAt = "2026-11-02T10:00:00+08:00";
        return this;
    }

    public OrderDraft shipBy(Instant time) {
        shipBy = time.toString();
        return this;
    }

    public OrderDraft shop(String code) {
        shop = code;
        return this;
    }

    public OrderDraft unpaid() {
        paidAt = "";
        return this;
    }

    /** Imports it. @return the order number */
    public String imported() {
        StringBuilder csv = new StringBuilder("orderNo,createdAt,paidAt,buyer,buyerFlag,recipient,phone,email,region,address,"
                + "courier,waybill,shippedAt,receivedAt,shipBy,lineNo,sku,title,quantity,"
                + (paidAt.isEmpty() ? "total\n" : "linePaid\n"));
        int no = 1;
        for (String[] line : lines) {
            csv.append(String.join(",", orderNo, "2026-11-01T09:59:00+08:00", paidAt, buyer, flag, "王小明", phone, email,
                    "上海", address, waybill.isEmpty() ? "" : "SF", waybill, shippedAt, "", shipBy, Integer.toString(no++),
                    line[0], "货品", line[1], line[2])).append('\n');
        }
        Desk.Answer answer = test.as("supervisor1").upload("/api/orders/import?format=standard&shop=" + shop,
                csv.toString().getBytes(StandardCharsets.UTF_8)).is(200);
        if (!List.of().equals(answer.json().get("rejected"))) {
            throw new AssertionError(answer.body());
        }
        return orderNo;
    }
}

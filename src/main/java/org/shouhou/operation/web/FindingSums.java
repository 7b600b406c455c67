package org.shouhou.operation.web;

import java.util.ArrayList;
import java.util.List;
import org.shouhou.desk.Shown;
import org.springframework.stereotype.Component;

/** The amounts of a balance that is not the sum of its refunds, as people read them. */
@Component("findingSums")
public class FindingSums {

    private final Shown shown;

    FindingSums(Shown shown) {
        this.shown = shown;
    }

    /** Paid by the balance and by the ledger, reserved by the balance and by the ledger. @param detail of such a finding */
    public List<String> of(String detail) {
        String[] parts = detail.split(" ");
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sums.add(shown.money(Long.valueOf(parts[i]), parts[4]));
        }
        return sums;
    }
}

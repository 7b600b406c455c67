package org.shouhou.desk;

import java.math.BigDecimal;
import java.util.Optional;

/** Amounts as people type them, {@code 12.5} or {@code 12.50}, in minor units. */
public final class Yuan {

    private Yuan() {
    }

    /** Minor units (fen); empty for what is no amount or has fractions of a fen. */
    public static Optional<Long> minor(String typed) {
        String plain = typed == null ? "" : typed.strip().replace(",", "").replaceFirst("^[¥￥]", "");
        if (!plain.matches("\\d{1,12}(\\.\\d{1,2})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(plain).movePointRight(2).longValueExact());
    }
}

package org.shouhou.reporting;

import java.time.LocalDate;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;

/** What the query of a call says about the figures it wants; see {@link Ask}. */
public record Wanted(@DateTimeFormat(iso = ISO.DATE) LocalDate from, @DateTimeFormat(iso = ISO.DATE) LocalDate to, String shop, Dimension by, String value,
        Dimension rows, Dimension columns, String currency) {

    /** @throws org.shouhou.common.Problem 400, see {@link Ask#of} */
    public Ask ask(LocalDate today) {
        return Ask.of(from, to, shop, by, value, rows, columns, currency, today);
    }
}

package org.shouhou.common;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount of money.
 *
 * @param minor    minor units (fen for CNY), may be negative only where a caller says so
 * @param currency ISO 4217 code
 */
public record Money(long minor, String currency) {

    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    /** The amount as people write it, with the currency's own decimals: {@code 12.50}. */
    public String plain() {
        return BigDecimal.valueOf(minor, Currency.getInstance(currency).getDefaultFractionDigits()).toPlainString();
    }

    @Override
    public String toString() {
        return plain() + " " + currency;
    }
}

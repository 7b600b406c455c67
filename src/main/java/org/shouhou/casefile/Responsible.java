package org.shouhou.casefile;

import java.util.Arrays;
import java.util.Optional;

/** Who or what a matter is put down to at its end (R41). Figures about agents leave out what others caused. */
public enum Responsible {
    COURIER, WAREHOUSE, PRODUCT, AGENT, CUSTOMER, PLATFORM;

    public static Optional<Responsible> find(String code) {
        return Arrays.stream(values()).filter(one -> one.name().equals(code)).findFirst();
    }
}

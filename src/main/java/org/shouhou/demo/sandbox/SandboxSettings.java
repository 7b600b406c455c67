package org.shouhou.demo.sandbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code shouhou.sandbox}.
 *
 * @param shipsAfter       from release to the parcel's leaving
 * @param interceptsAfter  from the courier's yes to what came of it
 * @param parcelArrivesAfter from the order of a second parcel to its delivery
 * @param pieces           in stock of every article that was not set otherwise
 */
@ConfigurationProperties("shouhou.sandbox")
record SandboxSettings(@DefaultValue("PT2H") Duration shipsAfter, @DefaultValue("PT24H") Duration interceptsAfter,
        @DefaultValue("P2D") Duration parcelArrivesAfter,
        @DefaultValue("999") int pieces) {
}

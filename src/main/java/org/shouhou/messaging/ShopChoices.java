package org.shouhou.messaging;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** What a shop chose for its messages. */
@Component
class ShopChoices {

    private final Settings settings;

    ShopChoices(Settings settings) {
        this.settings = settings;
    }

    /** The channels to customers, best first. @param shop null: what holds for all shops */
    List<Channel> channels(String shop) {
        return settings.list(Figure.CUSTOMER_CHANNELS, shop).stream().map(Channel::valueOf).toList();
    }

    /** The language customers are written in. */
    Words customerWords(String shop) {
        return Words.in(settings.text(Figure.CUSTOMER_LANGUAGE, shop));
    }

    /** Where the shop's own chat takes messages; empty when it has none. */
    Optional<String> webhook(String shop) {
        return Optional.of(settings.text(Figure.ALERT_WEBHOOK, shop)).filter(address -> !address.isBlank());
    }

    ZoneId zone(String shop) {
        return settings.zone(shop);
    }
}

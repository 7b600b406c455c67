package org.shouhou.messaging;

import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a shop chose for its messages. */
@Component
class ShopChoices {

    /** The channels to customers, best first. */
    List<Channel> channels(String shop) {
        return List.of(Channel.CHAT, Channel.MAIL, Channel.SMS);
    }

    /** The language customers are written in. */
    Words customerWords(String shop) {
        return Words.in("zh-CN");
    }

    ZoneId zone(String shop) {
        return ZoneId.of("Asia/Shanghai");
    }
}

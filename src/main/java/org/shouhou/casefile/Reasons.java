package org.shouhou.casefile;

import java.util.Arrays;
import java.util.List;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** R33: which coded reasons each kind of case may be opened with, per shop: lists in the settings, {@code reasons.<type>}. */
@Component
public class Reasons {

    private final Settings settings;

    Reasons(Settings settings) {
        this.settings = settings;
    }

    /** In the order people see them; every reason for a kind without a list of its own. */
    public List<String> of(String type, String shop) {
        return Figure.named("reasons." + type).map(figure -> settings.list(figure, shop))
                .orElseGet(() -> Arrays.stream(Reason.values()).filter(reason -> reason != Reason.IMPORTED).map(Enum::name).toList());
    }

    /** Whether a case of this kind may be opened for the reason; what a report brings along names none. */
    boolean allowed(String type, String shop, String reason) {
        return Reason.IMPORTED.name().equals(reason) || of(type, shop).contains(reason);
    }
}

package org.shouhou.settings;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.shouhou.common.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures a shop can change. */
@RestController
@RequestMapping("/api/settings")
class SettingsApi {

    /** @param settings every figure, in a fixed order */
    record All(String shop, List<Setting> settings) {
    }

    /**
     * One figure.
     *
     * @param usual  the default
     * @param value  what holds now for the shop asked about
     * @param codes  the only values allowed; empty when any is
     * @param values what was set, past and coming; {@code shop} empty means all shops, {@code to} null until another follows
     */
    record Setting(String name, String kind, String usual, String value, List<String> codes, List<Value> values) {
    }

    record Value(String shop, String value, Instant from, Instant to, String setBy) {
    }

    /** @param shop absent: for all shops @param from absent: now @param to absent: until another follows */
    record SettingChange(String shop, String value, Instant from, Instant to) {
    }

    private final Settings settings;
    private final Clock clock;
    private final ObjectProvider<SettingChanges> changes;

    SettingsApi(Settings settings, Clock clock, ObjectProvider<SettingChanges> changes) {
        this.settings = settings;
        this.clock = clock;
        this.changes = changes;
    }

    @GetMapping
    All all(@RequestParam(defaultValue = "") String shop) {
        return new All(shop, Arrays.stream(Figure.values()).map(figure -> setting(figure, shop)).toList());
    }

    /**
     * Sets a value no open deadline hangs on; else 409 {@code preview-needed}. A text kept under a feature's prefix is
     * answered with kind TEXT and no default.
     */
    @PutMapping("/{name}")
    Setting set(@PathVariable String name, @RequestBody SettingChange change, Principal who) {
        if (change.value() == null) {
            throw Problem.fields(List.of(new Problem.FieldProblem("value", "is needed")));
        }
        if (change.from() != null && change.from().isBefore(clock.instant())) {
            throw Problem.fields(List.of(new Problem.FieldProblem("from", "has passed; leave it out for now")));
        }
        SettingRow row = settings.checked(name, change.shop(), change.value(), change.from(), change.to(), who.getName());
        changes.ifAvailable(all -> all.set(row));
        if (changes.getIfAvailable() == null) {
            settings.put(row);
        }
        String shop = change.shop() == null ? Settings.ALL_SHOPS : change.shop();
        return Figure.named(name).map(figure -> setting(figure, shop))
                .orElseGet(() -> new Setting(name, Kind.TEXT.name(), null, settings.named(name, shop).orElse(null), List.of(), values(name)));
    }

    private Setting setting(Figure figure, String shop) {
        return new Setting(figure.code(), figure.kind().name(), figure.usual(), settings.text(figure, shop), figure.codes(),
                values(figure.code()));
    }

    private List<Value> values(String name) {
        return settings.valuesOf(name).stream()
                .map(row -> new Value(row.shop(), row.value(), row.from(), row.to(), row.setBy())).toList();
    }
}

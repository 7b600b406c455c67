package org.shouhou.preference;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Everyone's own choices, kept on the server so that they hold at every desk somebody signs in at. */
@Service("preferences")
public class Preferences {

    private final JdbcClient jdbc;
    private final Clock clock;

    Preferences(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** For templates: what whoever is signed in chose. @throws Problem 404 for a name there is not */
    public String mine(String name) {
        return of(Actor.current(), preference(name));
    }

    /** What a person chose, else the usual. */
    public String of(Actor person, Preference preference) {
        return all(person).get(preference.code());
    }

    /** Every choice by its name. */
    public Map<String, String> all(Actor person) {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (Preference one : Preference.values()) {
            chosen.put(one.code(), one.choices().get(0));
        }
        jdbc.sql("SELECT name, chosen FROM user_preference WHERE username = ?").param(person.name())
                .query((row, n) -> chosen.replace(row.getString("name"), row.getString("chosen"))).list();
        return chosen;
    }

    /** @throws Problem 404 for a name there is not, 400 for a value that cannot be chosen */
    public void choose(Actor person, String name, String value) {
        Preference preference = preference(name);
        if (value == null || !preference.choices().contains(value)) {
            throw Problem.fields(List.of(new Problem.FieldProblem("value", "Allowed: " + String.join(", ", preference.choices()) + ".")));
        }
        if (!changed(person, preference, value)) {
            try {
                jdbc.sql("INSERT INTO user_preference (username, name, chosen, changed_ms) VALUES (?, ?, ?, ?)")
                        .params(person.name(), preference.code(), value, clock.millis()).update();
            } catch (DuplicateKeyException chosenInAnotherTabJustNow) {
                changed(person, preference, value);
            }
        }
    }

    private boolean changed(Actor person, Preference preference, String value) {
        return jdbc.sql("UPDATE user_preference SET chosen = ?, changed_ms = ? WHERE username = ? AND name = ?")
                .params(value, clock.millis(), person.name(), preference.code()).update() > 0;
    }

    private static Preference preference(String name) {
        return Preference.named(name).orElseThrow(() -> Problem.notFound("preference", name));
    }
}

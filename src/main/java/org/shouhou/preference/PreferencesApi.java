package org.shouhou.preference;

import java.util.Map;
import org.shouhou.identity.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everyone's own choices over HTTP. */
@RestController
@RequestMapping("/api/me/preferences")
class PreferencesApi {

    record Choice(String value) {
    }

    private final Preferences preferences;

    PreferencesApi(Preferences preferences) {
        this.preferences = preferences;
    }

    @GetMapping
    Map<String, String> all() {
        return preferences.all(Actor.current());
    }

    /** @return every choice as it is now */
    @PutMapping("/{name}")
    Map<String, String> choose(@PathVariable String name, @RequestBody Choice choice) {
        preferences.choose(Actor.current(), name, choice.value());
        return preferences.all(Actor.current());
    }
}

package org.shouhou.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shouhou.StackTest;

class PreferencesStackTest extends StackTest {

    private static final String PATH = "/api/me/preferences";

    @Test
    void what_somebody_chose_about_their_desk_holds_for_them_alone() {
        assertThat(as("finance1").put(PATH + "/timeline", Map.of("value", "all")).is(200).json()).containsEntry("timeline", "all");

        assertThat(as("finance1").get(PATH).json()).containsEntry("timeline", "all").containsEntry("single-keys", "on");
        assertThat(as("auditor1").get(PATH).json()).containsEntry("timeline", "summary");
        as("finance1").put(PATH + "/timeline", Map.of("value", "summary")).is(200);
        as("finance1").put(PATH + "/timeline", Map.of("value", "summary")).is(200);
        assertThat(as("finance1").get(PATH).json()).containsEntry("timeline", "summary");
    }

    @ParameterizedTest
    @CsvSource({"timeline,some,400,invalid-fields", "timeline,,400,invalid-fields", "colour,red,404,not-found"})
    void what_cannot_be_chosen_is_refused(String name, String value, int status, String slug) {
        as("finance1").put(PATH + "/" + name, value == null ? Map.of() : Map.of("value", value)).isProblem(status, slug);
    }

    @Test
    void an_unreadable_choice_is_refused() {
        as("finance1").put(PATH + "/timeline", java.util.List.of()).is(400);
    }
}

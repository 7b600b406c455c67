package org.shouhou.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shouhou.Desk;
import org.shouhou.StackTest;

class DraftsStackTest extends StackTest {

    private String caseId;

    @BeforeEach
    void openCase() {
        caseId = as("presale1").opens(Map.of("type", "refund", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF1").imported(), "reason", "QUALITY"));
    }

    @Test
    void what_was_typed_comes_back_to_who_typed_it_and_to_nobody_else() {
        long first = saves("agent1", "note", 0, "杯盖裂了").is(200).json().get("revision") instanceof Number n ? n.longValue() : -1;
        saves("agent1", "note", first, "杯盖裂了，已拍照").is(200);

        assertThat(as("agent1").list(path(""))).singleElement().satisfies(one -> {
            assertThat(((Map<?, ?>) one).get("form")).isEqualTo("note");
            assertThat(((Map<?, ?>) one).get("fields")).isEqualTo(Map.of("text", "杯盖裂了，已拍照"));
        });
        for (String other : List.of("agent2", "supervisor1", "auditor1")) {
            assertThat(as(other).list(path(""))).isEmpty();
        }
    }

    @Test
    void another_window_never_writes_over_what_this_one_kept() {
        saves("agent1", "note", 0, "in one window").is(200);

        saves("agent1", "note", 0, "in the other").isProblem(409, "changed-meanwhile");
        saves("agent1", "note.other", 0, "in the other").is(200);
        assertThat(as("agent1").list(path(""))).hasSize(2);
    }

    @Test
    void what_was_sent_is_forgotten_and_what_nobody_came_back_to_too() {
        saves("agent1", "note", 0, "sent").is(200);
        saves("agent1", "said", 0, "left").is(200);
        deletes("note");
        deletes("note");
        assertThat(as("agent1").list(path(""))).hasSize(1);

        pass(Duration.ofDays(31));
        assertThat(as("agent1").list(path(""))).isEmpty();
    }

    @Test
    void nobody_keeps_more_than_there_is_room_for() {
        saves("agent1", "note", 0, "x".repeat(20_001)).isProblem(400, "invalid-fields");
        assertThat(as("agent1").list(path(""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "x%3By", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void a_form_that_cannot_be_is_refused(String form) {
        assertThat(saves("agent1", form, 0, "words").status()).isIn(400, 404);
    }

    @Test
    void who_may_not_add_to_a_case_keeps_nothing_on_it_and_unknown_cases_keep_nothing() {
        saves("auditor1", "note", 0, "words").isProblem(403, "not-allowed");
        saves("presale1", "note", 0, "words").isProblem(403, "not-allowed");
        as("agent1").put("/api/cases/999999999/drafts/note", Map.of("fields", Map.of("text", "x"))).isProblem(404, "not-found");
        as("agent1").put(path("/note"), Map.of("revision", -1, "fields", Map.of())).isProblem(400, "invalid-fields");
        as("agent1").put(path("/note"), List.of("no object")).is(400);
    }

    private void deletes(String form) {
        as("agent1").delete(path("/" + form)).is(204);
    }

    private Desk.Answer saves(String user, String form, long revision, String words) {
        return as(user).put(path("/" + form), Map.of("revision", revision, "fields", Map.of("text", words)));
    }

    private String path(String rest) {
        return "/api/cases/" + caseId + "/drafts" + rest;
    }
}

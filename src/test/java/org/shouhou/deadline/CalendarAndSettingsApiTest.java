package org.shouhou.deadline;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shouhou.common.AdjustableClock;
import org.shouhou.common.Problem;
import org.shouhou.settings.Settings;
import org.shouhou.settings.SettingsFixture;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@Tag("stack")
class CalendarAndSettingsApiTest {

    private static DataSource database;
    private MockMvc http;

    @BeforeAll
    static void open() {
        database = SettingsFixture.database();
    }

    @BeforeEach
    void empty() {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("DELETE FROM setting").update();
        jdbc.sql("DELETE FROM calendar_day").update();
        AdjustableClock clock = new AdjustableClock();
        clock.standAt(Instant.parse("2026-09-30T16:30:00Z"));
        Settings settings = SettingsFixture.settings(database, clock);
        http = MockMvcBuilders.standaloneSetup(
                new CalendarApi(new CalendarBook(new CalendarDays(jdbc), settings, clock), SettingsFixture.nobody(CalendarChanges.class)),
                SettingsFixture.api(settings, clock))
                .setControllerAdvice(new Refusals()).build();
    }

    @Test
    void single_dates_are_set_shown_and_taken_back() throws Exception {
        change("{'days': [{'date': '2026-10-01', 'intervals': 'closed', 'name': '国庆节'},"
                + "{'date': '2026-10-10', 'intervals': '14:00-24:00, 09:00-12:00', 'name': '调休上班'}]}")
                .andExpect(status().isOk()).andExpect(jsonPath("$.days.length()", is(2)));
        change("{'shop': 'main', 'days': [{'date': '2026-10-01', 'intervals': '10:00-12:00', 'name': '值班'}]}").andExpect(status().isOk());
        // today is the first of October already, in the shop's zone
        http.perform(get("/api/calendar").param("shop", "main")).andExpect(status().isOk())
                .andExpect(jsonPath("$.zone", is("Asia/Shanghai"))).andExpect(jsonPath("$.hours", is("09:00-24:00")))
                .andExpect(jsonPath("$.from", is("2026-10-01"))).andExpect(jsonPath("$.to", is("2027-10-01")))
                .andExpect(jsonPath("$.days[*].intervals", contains("10:00-12:00", "09:00-12:00,14:00-24:00")))
                .andExpect(jsonPath("$.days[*].shop", contains("main", "")));
        change("{'shop': 'main', 'days': [{'date': '2026-10-01', 'intervals': 'usual'}]}").andExpect(status().isOk())
                .andExpect(jsonPath("$.days[*].intervals", contains("closed")));
    }

    @Test
    void dates_that_make_no_sense_are_refused_each_with_its_field_and_none_is_set() throws Exception {
        change("{'days': [{'date': '2026-10-01', 'intervals': 'closed', 'name': '国庆节'},"
                + "{'date': '2026-10-01', 'intervals': '12:00-09:00', 'name': ' '}, {'intervals': '09:00-25:00', 'name': 'x'},"
                + "{'date': '1066-10-14', 'name': 'x'}, null]}")
                .andExpect(status().isBadRequest()).andExpect(jsonPath("$.fields[*].field", contains("days[1].date", "days[1].intervals",
                        "days[1].name", "days[2].date", "days[2].intervals", "days[3].date", "days[3].intervals", "days[4]")));
        change("{}").andExpect(status().isBadRequest());
        change("{'shop': 'no shop', 'days': []}").andExpect(status().isBadRequest());
        http.perform(get("/api/calendar")).andExpect(jsonPath("$.days.length()", is(0)));
        for (String[] range : new String[][] {{"2026-10-02", "2026-10-01"}, {"2026-01-01", "2036-01-01"}, {"+999999999-12-31", "2026-01-01"}}) {
            http.perform(get("/api/calendar").param("from", range[0]).param("to", range[1])).andExpect(status().isBadRequest());
        }
    }

    @Test
    void figures_are_shown_with_what_was_set_by_whom_and_until_when() throws Exception {
        set("refund.limit.agent", "{'value': '60000', 'from': '2026-11-01T00:00:00Z', 'to': '2026-11-12T00:00:00Z'}")
                .andExpect(status().isOk()).andExpect(jsonPath("$.value", is("50000"))).andExpect(jsonPath("$.usual", is("50000")))
                .andExpect(jsonPath("$.values[0].setBy", is("manager1"))).andExpect(jsonPath("$.values[0].value", is("60000")));
        set("refund.limit.agent", "{'shop': 'main', 'value': '70000'}").andExpect(jsonPath("$.value", is("70000")));
        http.perform(get("/api/settings").param("shop", "main")).andExpect(status().isOk())
                .andExpect(jsonPath("$.settings[?(@.name == 'refund.limit.agent')].value", hasItem("70000")))
                .andExpect(jsonPath("$.settings[?(@.name == 'shop.zone')].kind", hasItem("ZONE")));
    }

    @Test
    void settings_that_make_no_sense_are_refused() throws Exception {
        set("refund.limit.agent", "{'value': '12.50'}").andExpect(status().isBadRequest());
        set("refund.limit.agent", "{}").andExpect(status().isBadRequest()).andExpect(jsonPath("$.fields[0].field", is("value")));
        set("refund.limit.agent", "{'value': '1', 'from': '2026-09-01T00:00:00Z'}").andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.fields[0].field", is("from")));
        set("no.such", "{'value': '1'}").andExpect(status().isNotFound());
    }

    private ResultActions change(String body) throws Exception {
        return http.perform(put("/api/calendar").contentType(MediaType.APPLICATION_JSON).content(body.replace('\'', '"')));
    }

    private ResultActions set(String name, String body) throws Exception {
        return http.perform(put("/api/settings/" + name).principal(() -> "manager1")
                .contentType(MediaType.APPLICATION_JSON).content(body.replace('\'', '"')));
    }

    @RestControllerAdvice
    static class Refusals {
        @ExceptionHandler
        ResponseEntity<ProblemDetail> refused(Problem problem) {
            ProblemDetail detail = ProblemDetail.forStatusAndDetail(problem.status(), problem.getMessage());
            problem.properties().forEach(detail::setProperty);
            return ResponseEntity.status(problem.status()).body(detail);
        }
    }
}

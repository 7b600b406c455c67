package org.shouhou.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;

/** What a supervisor releases beforehand, and the daily list of what nobody was asked about. */
class StandingRemedyStackTest extends AuthorityFixture {

    @Autowired
    Menu menu;

    private Map<String, Object> remedy(Object... more) {
        Map<String, Object> remedy = map("requestId", id(), "name", "瑕疵小额补偿", "kind", "CASH", "maxMinor", 2000, "reasonCode", "QUALITY",
                "validTo", clock.instant().plus(2, ChronoUnit.DAYS).toString());
        remedy.putAll(map(more));
        return remedy;
    }

    private String released(Object... more) {
        return (String) as("supervisor1").post("/api/standing-remedies", remedy(more)).is(201).json().get("id");
    }

    /** No test finds another's. */
    @AfterEach
    void withdrawAll() {
        jdbc.sql("UPDATE standing_remedy SET withdrawn_ms = 1, withdrawn_by = 'test' WHERE withdrawn_ms IS NULL").update();
    }

    @Test
    void r10_a_standing_remedy_needs_no_consent_and_the_compensation_says_which_it_was() {
        released();
        String caseId = opened();
        proposes("agent1", caseId, cash(2000)).is(201);
        settle();
        state(caseId, "COMPENSATED", "STANDING");
        assertThat(given(caseId)).containsEntry("standingRemedy", "瑕疵小额补偿");
        assertThat(paidOutside()).isEqualTo(2000);
        assertThat(consents(caseId)).containsExactly("STANDING agent1");
    }

    @Test
    void r10_more_another_reason_another_kind_or_a_second_time_asks_the_supervisor() {
        released();
        String caseId = opened();
        Map<String, Object> otherReason = cash(2000);
        otherReason.put("reasonCode", "GOODWILL");
        for (Map<String, Object> beyond : List.of(cash(2001), otherReason, freight(100))) {
            proposes("agent1", caseId, beyond).is(201);
            assertThat(given(caseId)).containsEntry("state", "PROPOSED");
        }
        proposes("agent1", caseId, cash(1000)).is(201);
        settle();
        state(caseId, "COMPENSATED", "STANDING");
        proposes("agent1", caseId, cash(1000)).is(201);
        assertThat(given(caseId)).containsEntry("state", "PROPOSED").containsEntry("standingRemedy", null);
    }

    @Test
    void r10_it_holds_until_its_time_is_over_or_it_is_withdrawn() {
        String remedy = released();
        String early = opened();
        as("supervisor2").post("/api/standing-remedies/" + remedy + "/withdraw", null).is(200);
        as("supervisor2").post("/api/standing-remedies/" + remedy + "/withdraw", null).is(200);
        proposes("agent1", early, cash(1000)).is(201);
        assertThat(given(early)).containsEntry("state", "PROPOSED");

        released();
        pass(Duration.ofDays(3));
        String late = opened();
        proposes("agent1", late, cash(1000)).is(201);
        assertThat(given(late)).containsEntry("state", "PROPOSED");

        released("validFrom", clock.instant().plus(1, ChronoUnit.DAYS).toString());
        String before = opened();
        proposes("agent1", before, cash(1000)).is(201);
        assertThat(given(before)).containsEntry("state", "PROPOSED");
        assertThat(as("agent1").get("/api/standing-remedies").is(200).body()).contains("COMING", "OVER", "WITHDRAWN");
        assertThat(as("agent1").list("/api/standing-remedies?holding=true")).isEmpty();
    }

    @Test
    void r44_standing_remedies_do_not_count_for_a_buyer_who_extorts() {
        released();
        String caseId = opened("EXTORTION");
        proposes("agent1", caseId, cash(1000)).is(201);
        settle();
        assertThat(given(caseId)).containsEntry("state", "PROPOSED");
        assertThat(as("agent1").tasks(caseId)).contains("approveCompensation");
    }

    @Test
    void a_gift_is_released_by_article_and_pieces() {
        as("supervisor1").post("/api/standing-remedies", map("requestId", id(), "name", "小礼物", "kind", "GIFT", "sku", "MUG", "quantity", 1,
                "reasonCode", "GOODWILL", "validTo", clock.instant().plus(2, ChronoUnit.DAYS).toString())).is(201);
        String caseId = opened();
        proposes("agent1", caseId, map("requestId", id(), "kind", "GIFT", "sku", "MUG", "quantity", 2, "reasonCode", "GOODWILL")).is(201);
        assertThat(given(caseId)).containsEntry("state", "PROPOSED");
        proposes("agent1", caseId, map("requestId", id(), "kind", "GIFT", "sku", "MUG", "quantity", 1, "reasonCode", "GOODWILL")).is(201);
        settle();
        state(caseId, "COMPENSATED", "STANDING");
    }

    @Test
    void r10_what_is_beyond_a_supervisors_limit_covers_nothing_until_a_manager_agreed_and_the_one_it_replaces_goes_on() {
        String old = released();
        String wide = (String) as("supervisor1").post("/api/standing-remedies", remedy("maxMinor", 20001)).is(201).json().get("id");
        assertThat(as("agent1").get("/api/standing-remedies").is(200).body()).contains("\"state\":\"WAITING\"");
        String early = opened();
        proposes("agent1", early, cash(20000)).is(201);
        assertThat(given(early)).containsEntry("state", "PROPOSED");
        assertThat(as("manager1").get("/api/inbox").is(200).body()).contains("\"standing\"", "瑕疵小额补偿");
        as("supervisor1").post("/api/standing-remedies/" + wide + "/approve", null).is(403);
        as("manager1").post("/api/standing-remedies/77777777/approve", null).is(404);
        assertThat(as("manager1").post("/api/standing-remedies/" + wide + "/approve", null).is(200).json()).containsEntry("state", "HOLDS").containsEntry("approvedBy", "manager1");
        as("manager1").post("/api/standing-remedies/" + wide + "/approve", null).is(200);
        String late = opened();
        proposes("agent1", late, cash(20000)).is(201);
        settle();
        state(late, "COMPENSATED", "STANDING");
        assertThat(as("agent1").get("/api/standing-remedies?holding=true").body()).contains("\"id\":\"" + old + "\"");
        as("supervisor1").post("/api/standing-remedies/" + old + "/withdraw", null).is(200);
        as("manager1").post("/api/standing-remedies/" + old + "/approve", null).isProblem(409, "remedy-withdrawn");
    }

    @Test
    void r10_a_remedy_that_takes_the_place_of_another_does_so_when_it_holds() {
        String old = released();
        Menu.Release wide = new Menu.Release(id(), null, "加宽", "CASH", 20001L, null, null, "QUALITY", null, clock.instant().plus(2, ChronoUnit.DAYS));
        String next = menu.replace(wide, old, Actor.of("supervisor1", Role.SUPERVISOR)).remedy().id();
        assertThat(menu.all(true)).extracting(Menu.View::id).contains(old).doesNotContain(next);
        menu.approve(Long.parseLong(next), Actor.of("manager1", Role.MANAGER));
        assertThat(menu.all(true)).extracting(Menu.View::id).contains(next).doesNotContain(old);
    }

    @Test
    void bad_releases_get_an_answer_at_the_field_and_nobody_releases_more_than_their_own_limit() {
        for (Map<String, Object> wrong : List.of(map(), remedy("kind", "GOLD"), remedy("maxMinor", 0), remedy("maxMinor", null),
                remedy("reasonCode", "GOOD_REVIEW"), remedy("name", "x".repeat(201)), remedy("validTo", "2020-01-01T00:00:00Z"),
                remedy("validTo", null), remedy("validTo", "9999-01-01T00:00:00Z"), remedy("validFrom", "2020-01-01T00:00:00Z"),
                remedy("kind", "GIFT"), remedy("sku", "MUG"), remedy("shop", "no shop/code"))) {
            as("supervisor1").post("/api/standing-remedies", wrong).isProblem(400, "invalid-fields");
        }
        as("supervisor1").post("/api/standing-remedies", remedy("maxMinor", 999_999_999_999L)).isProblem(403, "beyond-own-limit");
        assertThat(as("manager1").post("/api/standing-remedies", remedy("maxMinor", 20001)).is(201).json()).containsEntry("state", "HOLDS");
        as("agent1").post("/api/standing-remedies", remedy()).is(403);
        as("auditor1").post("/api/standing-remedies", remedy()).is(403);
        as("supervisor1").post("/api/standing-remedies/77777777/withdraw", null).is(404);
        as("supervisor1").post("/api/standing-remedies/abc/withdraw", null).is(404);
        Map<String, Object> once = remedy();
        Object first = as("supervisor1").post("/api/standing-remedies", once).is(201).json().get("id");
        assertThat(as("supervisor1").post("/api/standing-remedies", once).is(200).json()).containsEntry("id", first);
        once.put("maxMinor", 1);
        as("supervisor1").post("/api/standing-remedies", once).isProblem(409, "request-id-used");
    }

    @Test
    void r10_supervisors_and_managers_read_every_morning_what_was_given_without_consent_the_day_before_once() {
        released();
        String standing = opened();
        proposes("agent1", standing, cash(1000)).is(201);
        String own = opened();
        proposes("supervisor1", own, cash(1500)).is(201);
        String asked = opened();
        proposes("agent1", asked, cash(1600)).is(201);
        proposes("agent1", asked, freight(1600)).is(201);
        as("supervisor1").decides(asked, "approveCompensation", Map.of("decision", "APPROVE"));
        String automatic = as("presale1").opens(Map.of("type", "refund", "orderNo", order().line("SKU-1", 1, "99.00").imported(), "reason", "QUALITY"));
        settle();
        String day = now().toLocalDate().toString();
        assertThat(reports(day)).isEmpty();
        passTo(now().toLocalDate().plusDays(1).atTime(9, 1));
        List<String> told = reports(day);
        assertThat(told).isNotEmpty().allSatisfy(text -> assertThat(text)
                .contains(number(standing), "10.00 CNY", number(own), "15.00 CNY", number(automatic), "99.00 CNY"));
        assertThat(told.stream().distinct().toList()).noneMatch(text -> text.contains("16.00 CNY · supervisor1"));
        pass(Duration.ofHours(12));
        assertThat(reports(day)).hasSameSizeAs(told);
    }

    private String number(String caseId) {
        return (String) as("auditor1").sees(caseId).get("number");
    }

    private List<String> reports(String day) {
        return jdbc.sql("SELECT body_text FROM outgoing_message WHERE template = 'given-without-consent' AND message_key LIKE ?")
                .param("given-without-consent-%-" + day + "%").query(String.class).list();
    }
}

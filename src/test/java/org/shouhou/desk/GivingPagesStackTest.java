package org.shouhou.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shouhou.StackTest;

/** Giving something from the case's page, and the page of standing remedies. */
class GivingPagesStackTest extends StackTest {

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void r10_a_supervisor_releases_a_remedy_an_agent_gives_it_from_the_case_and_it_is_withdrawn_again(String language) {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        Browser supervisor = new Browser(port, language).signIn("supervisor1");
        supervisor.get("/standing-remedies");
        supervisor.post("/standing-remedies", Map.of("requestId", id(), "name", "小额补偿" + orderNo, "kind", "CASH", "amount", "12.50",
                "reasonCode", "GOODWILL", "until", LocalDate.ofInstant(clock.instant(), SHANGHAI).plusDays(3).toString()));
        assertThat(supervisor.get("/standing-remedies").body()).contains("小额补偿" + orderNo, "12.50").doesNotContain("??");

        Browser agent = new Browser(port, language).signIn("agent1");
        assertThat(agent.get("/standing-remedies").body()).contains("小额补偿" + orderNo).doesNotContain("/withdraw");
        assertThat(agent.get("/cases/" + caseId).body()).contains("/compensations");
        assertThat(agent.post("/cases/" + caseId + "/compensations", Map.of("requestId", id(), "kind", "CASH", "amount", "viel",
                "reasonCode", "GOODWILL")).statusCode()).isEqualTo(302);
        agent.post("/cases/" + caseId + "/compensations", Map.of("requestId", id(), "kind", "CASH", "amount", "12.50", "reasonCode", "GOODWILL"));
        settle();
        assertThat(agent.get("/cases/" + caseId).body()).contains("小额补偿" + orderNo, "12.50").doesNotContain("??");
        assertThat(jdbc.sql("SELECT state FROM compensation WHERE case_id = ?").param(caseId).query(String.class).list())
                .containsExactly("COMPENSATED");

        String id = jdbc.sql("SELECT id FROM standing_remedy WHERE name = ?").param("小额补偿" + orderNo).query(String.class).single();
        supervisor.post("/standing-remedies/" + id + "/withdraw", Map.of());
        assertThat(jdbc.sql("SELECT withdrawn_by FROM standing_remedy WHERE id = ?").param(id).query(String.class).single()).isEqualTo("supervisor1");
        assertThat(agent.post("/standing-remedies", Map.of("name", "x")).statusCode()).isEqualTo(403);
    }
}

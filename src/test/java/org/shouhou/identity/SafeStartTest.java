package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class SafeStartTest {

    @Test
    void on_the_shared_database_nothing_starts_without_its_password() {
        assertThatThrownBy(() -> Secrets.check(mysql())).isInstanceOf(UnsafeStart.class).hasMessageContaining("missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "changeme", "shouhou", "ChangeMe", " "})
    void a_well_known_database_password_is_refused(String password) {
        assertThatThrownBy(() -> Secrets.check(mysql().withProperty("SHOUHOU_DB_PASSWORD", password))).isInstanceOf(UnsafeStart.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "changeme", "short", "password1234", "aaaaaaaaaaaaaa"})
    void a_weak_operator_password_is_refused(String password) {
        assertThatThrownBy(() -> Secrets.check(safe().withProperty("SHOUHOU_OPERATOR_PASSWORD", password))).isInstanceOf(UnsafeStart.class);
    }

    @Test
    void a_gateway_over_http_needs_a_secret_of_its_own() {
        assertThatThrownBy(() -> Secrets.check(safe().withProperty("shouhou.gateways.payment", "http")))
                .isInstanceOf(UnsafeStart.class);
        assertThatThrownBy(() -> Secrets.check(safe().withProperty("shouhou.channels.chat", "http")
                .withProperty("shouhou.channels.chat-secret", "secret"))).isInstanceOf(UnsafeStart.class);
        assertThatCode(() -> Secrets.check(safe().withProperty("shouhou.gateways.payment", "http")
                .withProperty("shouhou.gateways.http.payment.secret", "kY8-3kd0aPq2_lm"))).doesNotThrowAnyException();
    }

    @Test
    void demonstration_accounts_are_refused_on_the_shared_database() {
        assertThatThrownBy(() -> Secrets.check(safe().withProperty("shouhou.demo.accounts", "true")))
                .isInstanceOf(UnsafeStart.class).hasMessageContaining("demonstration");
    }

    @Test
    void the_demonstration_starts_without_any_secret() {
        MockEnvironment demo = new MockEnvironment();
        demo.setActiveProfiles("demo");
        assertThatCode(() -> Secrets.check(demo)).doesNotThrowAnyException();
    }

    @Test
    void a_refused_start_says_what_to_do() {
        UnsafeStart refused = new UnsafeStart("The database's password is missing.", "Set SHOUHOU_DB_PASSWORD.");
        assertThat(new UnsafeStartAnalyzer().analyze(refused, refused).getAction()).isEqualTo("Set SHOUHOU_DB_PASSWORD.");
    }

    private static MockEnvironment safe() {
        return mysql().withProperty("SHOUHOU_DB_PASSWORD", "kY8-3kd0aPq2_lm");
    }

    private static MockEnvironment mysql() {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles("mysql");
        return environment;
    }
}

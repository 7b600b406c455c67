package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignInTriesTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SignInTries tries = new SignInTries(nanos::get);

    @Test
    void after_ten_wrong_passwords_from_one_address_a_name_waits_five_minutes() {
        wrong(SignInTries.FROM_ONE_ADDRESS, "10.0.0.1");

        assertThatThrownBy(() -> tries.check("agent1", "10.0.0.1")).isInstanceOf(SignInTries.TooMany.class);
        assertThatCode(() -> tries.check("agent1", "10.0.0.2")).doesNotThrowAnyException();
        assertThatCode(() -> tries.check("agent2", "10.0.0.1")).doesNotThrowAnyException();

        nanos.addAndGet(Duration.ofMinutes(6).toNanos());

        assertThatCode(() -> tries.check("agent1", "10.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void guessing_from_many_addresses_is_stopped_too() {
        for (int i = 0; i < SignInTries.FROM_EVERYWHERE; i++) {
            tries.wrong("agent1", "10.0.0." + i);
        }

        assertThatThrownBy(() -> tries.check("agent1", "10.0.1.1")).isInstanceOf(SignInTries.TooMany.class);
    }

    @Test
    void a_right_password_forgets_the_wrong_ones_of_its_address() {
        wrong(SignInTries.FROM_ONE_ADDRESS - 1, "10.0.0.1");
        tries.right("agent1", "10.0.0.1");
        wrong(SignInTries.FROM_ONE_ADDRESS - 1, "10.0.0.1");

        assertThatCode(() -> tries.check("agent1", "10.0.0.1")).doesNotThrowAnyException();
    }

    private void wrong(int times, String address) {
        for (int i = 0; i < times; i++) {
            tries.wrong("agent1", address);
        }
    }
}

package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class CheckedPasswordsTest {

    private final AtomicInteger slowChecks = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final CheckedPasswords passwords = new CheckedPasswords(new Slow(), nanos::get);

    @Test
    void a_right_password_is_checked_slowly_once_a_minute() {
        assertThat(passwords.matches("right", "hash:right")).isTrue();
        assertThat(passwords.matches("right", "hash:right")).isTrue();
        assertThat(slowChecks).hasValue(1);

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(passwords.matches("right", "hash:right")).isTrue();
        assertThat(slowChecks).hasValue(2);
    }

    @Test
    void a_wrong_password_is_never_answered_from_memory() {
        assertThat(passwords.matches("right", "hash:right")).isTrue();

        assertThat(passwords.matches("wrong", "hash:right")).isFalse();
        assertThat(passwords.matches("wrong", "hash:right")).isFalse();
        assertThat(slowChecks).hasValue(3);
    }

    @Test
    void after_a_change_the_old_password_is_refused_at_once() {
        assertThat(passwords.matches("old", "hash:old")).isTrue();

        assertThat(passwords.matches("old", "hash:new")).isFalse();
        assertThat(passwords.matches("new", "hash:new")).isTrue();
    }

    @Test
    void two_people_with_the_same_password_are_checked_apart() {
        assertThat(passwords.matches("same", "hash:same")).isTrue();

        assertThat(passwords.matches("same", "hash:other")).isFalse();
        assertThat(slowChecks).hasValue(2);
    }

    private final class Slow implements PasswordEncoder {

        @Override
        public String encode(CharSequence password) {
            return "hash:" + password;
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            slowChecks.incrementAndGet();
            return encode(password).equals(hash);
        }
    }
}

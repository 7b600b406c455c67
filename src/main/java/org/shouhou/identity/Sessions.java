package org.shouhou.identity;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.MySqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Sessions live in the database, so that any node can serve anybody and a restart signs nobody out. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession
class Sessions {

    @Bean
    static SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionLength(
            @Value("${spring.session.timeout:12h}") Duration timeout) {
        return repository -> repository.setDefaultMaxInactiveInterval(timeout);
    }

    /** Two requests of one session at once may write the same attribute; H2 understands this form as well. */
    @Bean
    static SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionAttributes() {
        return new MySqlJdbcIndexedSessionRepositoryCustomizer();
    }

    @Bean
    static DefaultCookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("SHOUHOU");
        cookie.setSameSite("Lax");
        cookie.setUseHttpOnlyCookie(true);
        return cookie;
    }

    /** Ends the sessions of a person whose password changed or whose account was switched off. */
    @Bean
    static SessionEnding sessionEnding(JdbcIndexedSessionRepository sessions) {
        return new SessionEnding(sessions);
    }

    static final class SessionEnding {

        private final JdbcIndexedSessionRepository sessions;

        SessionEnding(JdbcIndexedSessionRepository sessions) {
            this.sessions = sessions;
        }

        @EventListener
        void end(Users.SessionsEnd of) {
            sessions.findByPrincipalName(of.userName()).keySet().forEach(sessions::deleteById);
        }
    }
}

package org.shouhou.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.MySqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;

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
    static HttpSessionIdResolver sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("SHOUHOU");
        cookie.setSameSite("Lax");
        cookie.setUseHttpOnlyCookie(true);
        return new SessionCookie(cookie);
    }

    /**
     * A cookie that came with a request is not sent back: a late answer to a request of before the sign-in would put the
     * session that ended with it in the place of the new one.
     */
    static final class SessionCookie implements HttpSessionIdResolver {

        private final CookieHttpSessionIdResolver cookies = new CookieHttpSessionIdResolver();

        SessionCookie(CookieSerializer cookie) {
            cookies.setCookieSerializer(cookie);
        }

        @Override
        public List<String> resolveSessionIds(HttpServletRequest request) {
            return cookies.resolveSessionIds(request);
        }

        @Override
        public void setSessionId(HttpServletRequest request, HttpServletResponse response, String sessionId) {
            if (!resolveSessionIds(request).contains(sessionId)) {
                cookies.setSessionId(request, response, sessionId);
            }
        }

        @Override
        public void expireSession(HttpServletRequest request, HttpServletResponse response) {
            cookies.expireSession(request, response);
        }
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

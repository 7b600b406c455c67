package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.HttpSessionIdResolver;

class SessionCookieTest {

    private final HttpSessionIdResolver cookie = Sessions.sessionCookie();

    @Test
    void a_late_answer_does_not_put_the_session_of_before_the_sign_in_in_the_place_of_the_new_one() {
        MockHttpServletRequest late = new MockHttpServletRequest();
        late.setCookies(sent("before").getCookies());
        MockHttpServletResponse answer = new MockHttpServletResponse();

        cookie.setSessionId(late, answer, "before");
        assertThat(answer.getCookies()).isEmpty();
        cookie.setSessionId(late, answer, "after");
        assertThat(cookie.resolveSessionIds(with(answer))).containsExactly("after");
    }

    private MockHttpServletResponse sent(String sessionId) {
        MockHttpServletResponse answer = new MockHttpServletResponse();
        cookie.setSessionId(new MockHttpServletRequest(), answer, sessionId);
        return answer;
    }

    private static MockHttpServletRequest with(MockHttpServletResponse answer) {
        MockHttpServletRequest next = new MockHttpServletRequest();
        next.setCookies(answer.getCookies());
        return next;
    }
}

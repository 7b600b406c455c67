package org.shouhou.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;

/**
 * Two ways in, one table of rules: HTTP Basic or a token, without a session (programs), and a session with CSRF protection (people).
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Nothing from elsewhere, nothing inline. */
    static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; font-src 'self' data:; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    AuthenticationManager authenticationManager(SignIn signIn) {
        ProviderManager manager = new ProviderManager(signIn);
        manager.setEraseCredentialsAfterAuthentication(true);
        return manager;
    }

    /** Programs: a call with an Authorization header never touches a session and needs no CSRF token. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, Access access, AuthenticationManager manager, Refusals refusals,
            ObjectProvider<BearerTokens> tokens) {
        http.securityMatcher(SecurityConfiguration::isProgram)
                .authenticationManager(manager)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new BearerFilter(tokens, refusals), BasicAuthenticationFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .exceptionHandling(answer -> answer.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(SecurityConfiguration::headers)
                .authorizeHttpRequests(rules -> rules
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC).permitAll()
                        .anyRequest().access(access));
        return http.build();
    }

    /** People: sign-in page, session in the database, CSRF token with every change. */
    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, Access access, AuthenticationManager manager, Users users,
            Refusals refusals) {
        CookieRequestCache wanted = new CookieRequestCache();
        wanted.setRequestMatcher(SecurityConfiguration::isPage);
        http.authenticationManager(manager)
                .securityContext(context -> context.securityContextRepository(new SessionUser(users)))
                // a new one instead of another id for the old: what still runs for the old one would write its id back
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED).sessionFixation(fixation -> fixation.newSession()))
                .csrf(csrf -> csrf.ignoringRequestMatchers(SecurityConfiguration::isSigned))
                .requestCache(cache -> cache.requestCache(wanted))
                .formLogin(form -> form.loginPage("/sign-in").loginProcessingUrl("/sign-in")
                        .failureHandler(refusals::signInFailed))
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?out").deleteCookies("SHOUHOU"))
                .httpBasic(AbstractHttpConfigurer::disable)
                .exceptionHandling(answer -> answer.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(SecurityConfiguration::headers)
                .authorizeHttpRequests(rules -> rules
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC).permitAll()
                        .anyRequest().access(access));
        return http.build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy("camera=(), microphone=(), geolocation=()"));
    }

    /**
     * A browser may have remembered Basic credentials and would send them with another site's form; such a call goes
     * the way of people and fails for want of a CSRF token.
     */
    private static boolean isProgram(HttpServletRequest request) {
        String from = request.getHeader("Sec-Fetch-Site");
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null && (from == null || from.equals("none") || from.equals("same-origin"));
    }

    /** Calls of the outside, and the links customers get, carry a signature instead of a session. */
    private static boolean isSigned(HttpServletRequest request) {
        return Requests.path(request).startsWith("/hooks/") || Requests.path(request).startsWith("/r/");
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = Requests.path(request);
        return request.getMethod().equals("GET") && !Requests.isApi(request) && !Requests.isPartOfPage(request)
                && !path.startsWith("/assets/") && !path.equals("/favicon.ico") && !path.equals("/error");
    }
}

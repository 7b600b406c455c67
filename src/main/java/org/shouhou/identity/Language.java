package org.shouhou.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * The language of a call: what the person chose (a cookie), else what the browser asks for if we speak it, else that of
 * the account, else Chinese; for a program what it asks for, else English.
 */
@Component("localeResolver")
class Language implements LocaleResolver {

    static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    static final Locale ENGLISH = Locale.ENGLISH;
    private static final String COOKIE = "language";
    private static final int REMEMBERED_SECONDS = 365 * 24 * 3600;

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie != null) {
            Optional<Locale> chosen = of(cookie.getValue());
            if (chosen.isPresent()) {
                return chosen.get();
            }
        }
        return asked(request).or(() -> request.getHeader(HttpHeaders.AUTHORIZATION) != null
                ? Optional.of(ENGLISH) : ofAccount()).orElse(CHINESE);
    }

    @Override
    public void setLocale(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, locale == null ? "" : locale.toLanguageTag())
                .path(request.getContextPath() + "/").maxAge(REMEMBERED_SECONDS).httpOnly(true).sameSite("Lax")
                .secure(request.isSecure()).build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** The language we speak for a tag such as {@code zh-CN} or {@code en-GB}. */
    static Optional<Locale> of(String tag) {
        String language = tag == null ? "" : Locale.forLanguageTag(tag).getLanguage();
        return switch (language) {
            case "zh" -> Optional.of(CHINESE);
            case "en" -> Optional.of(ENGLISH);
            default -> Optional.empty();
        };
    }

    private static Optional<Locale> asked(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (header == null) {
            return Optional.empty();
        }
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(header);
            return ranges.stream().map(range -> of(range.getRange())).flatMap(Optional::stream).findFirst();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Locale> ofAccount() {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn != null && signedIn.getPrincipal() instanceof Account account
                ? of(account.user().language()) : Optional.empty();
    }
}

package org.shouhou.identity;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** What kind of call a request is. */
final class Requests {

    private Requests() {
    }

    /** The path without the context path, as the client sent it; of a failed request the one that failed. */
    static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String uri = failed instanceof String text ? text : request.getRequestURI();
        return uri.startsWith(request.getContextPath()) ? uri.substring(request.getContextPath().length()) : uri;
    }

    /** Whether the caller wants a Problem Detail rather than a page. */
    static boolean isApi(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/api/") || path.equals("/api") || path.startsWith("/hooks/") || path.startsWith("/v3/")
                || path.startsWith("/actuator/");
    }

    /** Whether a page's script asks, for a part of the page. */
    static boolean isPartOfPage(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }

    /** Whether a browser asks by script: it must not pop up its own question for a password. */
    static boolean isBrowser(HttpServletRequest request) {
        return request.getHeader("Sec-Fetch-Site") != null;
    }
}

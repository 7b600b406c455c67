package org.shouhou.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.shouhou.audit.Whence;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Tells the history where a call came from. The address is kept of colleagues only, who are answerable for what they do
 * here; of a customer's link and of what comes from outside it is nobody's business.
 */
@Component
class CallingNow implements Whence.Caller {

    private static final String HOOKS = "/hooks/";
    private static final int LONGEST = 100;

    @Override
    public Whence.Call now() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet)) {
            return null;
        }
        HttpServletRequest request = servlet.getRequest();
        String path = Requests.path(request);
        if (path.startsWith(HOOKS)) {
            return new Whence.Call("HOOK", shortened(path.substring(HOOKS.length())));
        }
        if (path.startsWith("/r/")) {
            return new Whence.Call("LINK", null);
        }
        if (path.startsWith("/demo/") || path.startsWith("/api/demo/")) {
            return null; // whoever moves the demonstration's clock only lets our own work go on
        }
        return new Whence.Call(Requests.isApi(request) && !Requests.isBrowser(request) ? "API" : "PAGE", shortened(request.getRemoteAddr()));
    }

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}

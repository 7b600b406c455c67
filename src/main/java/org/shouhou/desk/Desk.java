package org.shouhou.desk;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shouhou.common.AdjustableClock;
import org.shouhou.identity.Access;
import org.shouhou.identity.Actor;
import org.shouhou.identity.DemoAccounts;
import org.shouhou.preference.Preferences;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The frame of every page, as templates ask for it: who is here, where they may go, which language. */
@Component("desk")
public class Desk {

    /**
     * A link of the navigation.
     *
     * @param key     its text is {@code nav.<key>}
     * @param current whether it leads to the page being shown
     */
    public record Link(String key, String path, boolean current) {
    }

    /** Links that belong together. @param key its heading is {@code nav.group.<key>} */
    public record Group(String key, List<Link> links) {

        /** Whether one of them leads to the page being shown. */
        public boolean current() {
            return links.stream().anyMatch(Link::current);
        }
    }

    private record Place(String group, String key, String path) {
    }

    private static final List<Place> PLACES = Stream.of(
            group("work", "mine /tasks", "team /tasks/team", "phoneRound /phone-round", "todo /todo-outside", "byHand /send-by-hand",
                    "payments /payments", "warehouse /warehouse", "courierLists /courier-lists", "handover /handover"),
            group("cases", "cases /cases", "intake /cases/new", "alerts /alerts", "complaints /complaints", "incidents /incidents",
                    "clusters /clusters"),
            group("steer", "inbox /inbox", "workload /workload", "duty /duty", "calendar /calendar", "bulletins /bulletins",
                    "replies /reply-templates", "standing /standing-remedies", "notice /shipping-notice", "rules /rules",
                    "settings /settings"),
            group("check", "figures /figures", "audit /audit"),
            group("run", "import /orders/import", "outgoing /outgoing", "failed /failed-work", "gateways /gateways",
                    "watchdog /watchdog", "nodes /nodes", "integrations /integrations", "users /users", "demo /demo"))
            .flatMap(List::stream).toList();

    private static List<Place> group(String key, String... places) {
        return Stream.of(places).map(place -> place.split(" ")).map(place -> new Place(key, place[0], place[1])).toList();
    }

    private final Access access;
    private final DemoAccounts accounts;
    private final Preferences preferences;
    private final boolean demo;

    Desk(Access access, DemoAccounts accounts, Preferences preferences, Clock clock) {
        this.access = access;
        this.accounts = accounts;
        this.preferences = preferences;
        this.demo = clock instanceof AdjustableClock;
    }

    /** Whether somebody is signed in. */
    public boolean signedIn() {
        return authentication().isPresent();
    }

    /** The user name of whoever is signed in; empty text for nobody. */
    public String userName() {
        return authentication().map(Authentication::getName).orElse("");
    }

    /** The role shown beside the name; empty text for nobody. */
    public String role() {
        return signedIn() && !Actor.current().roles().isEmpty() ? Actor.current().highest().id() : "";
    }

    /** Whether whoever is signed in may call a path. */
    public boolean may(String method, String path) {
        return signedIn() && access.may(Actor.current(), method, path);
    }

    /** Whether whoever is signed in may do a role's work. */
    public boolean mayDo(String roleId) {
        return signedIn() && Actor.current().mayDo(roleId);
    }

    /** Whether whoever is signed in may take work for one of these roles. @param notFor who must not, or null */
    public boolean mayTake(List<String> roles, String notFor) {
        return signedIn() && !userName().equals(notFor) && roles.stream().anyMatch(this::mayDo);
    }

    /** What whoever is signed in chose about their desk; null for nobody. */
    public String chose(String preference) {
        return signedIn() ? preferences.mine(preference) : null;
    }

    /** Whether the demonstration's clock and mailbox are there. */
    public boolean demo() {
        return demo;
    }

    /** The accounts anybody may try in the demonstration; none otherwise. */
    public List<String> demoAccounts() {
        return accounts.names();
    }

    /** Where whoever is signed in may go. */
    public List<Link> nav() {
        String here = path();
        Optional<Place> current = PLACES.stream().filter(place -> here.equals(place.path()) || here.startsWith(place.path() + "/"))
                .reduce((one, other) -> other.path().length() > one.path().length() ? other : one);
        return PLACES.stream().filter(place -> may("GET", place.path())).filter(place -> demo || !place.key().equals("demo"))
                .map(place -> new Link(place.key(), place.path(), current.filter(place::equals).isPresent())).toList();
    }

    /** The same in groups that have a link at all. */
    public List<Group> navGroups() {
        Map<String, List<Link>> groups = nav().stream().collect(Collectors.groupingBy(
                link -> PLACES.stream().filter(place -> place.key().equals(link.key())).findFirst().orElseThrow().group(), LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream().map(group -> new Group(group.getKey(), group.getValue())).toList();
    }

    /** The first place of whoever is signed in. */
    public String home() {
        return nav().stream().findFirst().map(Link::path).orElse("/cases");
    }

    /** The language as forms know it: {@code zh} or {@code en}. */
    public String lang() {
        return LocaleContextHolder.getLocale().getLanguage().equals("en") ? "en" : "zh";
    }

    /** For the page's lang attribute. */
    public String langTag() {
        return lang().equals("en") ? "en" : Locale.SIMPLIFIED_CHINESE.toLanguageTag();
    }

    /** Path and query of the page being shown, to come back to. */
    public String here() {
        HttpServletRequest request = request();
        if (request == null || !request.getMethod().equals("GET")) {
            return "/";
        }
        return path() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }

    private static String path() {
        HttpServletRequest request = request();
        return request == null ? "/" : request.getRequestURI().substring(request.getContextPath().length());
    }

    private static HttpServletRequest request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet ? servlet.getRequest() : null;
    }

    private static Optional<Authentication> authentication() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .filter(Authentication::isAuthenticated).filter(one -> !(one instanceof AnonymousAuthenticationToken));
    }
}

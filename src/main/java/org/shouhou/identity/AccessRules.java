package org.shouhou.identity;

import static org.shouhou.identity.Role.AGENT;
import static org.shouhou.identity.Role.AUDITOR;
import static org.shouhou.identity.Role.FINANCE;
import static org.shouhou.identity.Role.MANAGER;
import static org.shouhou.identity.Role.OPERATOR;
import static org.shouhou.identity.Role.PRESALE;
import static org.shouhou.identity.Role.SUPERVISOR;
import static org.shouhou.identity.Role.WAREHOUSE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The one table of who may call what, for pages and API alike. The first row that fits decides; what no row names is
 * nobody's. A role that stands in for another (see {@link Role#alsoMayDo()}) is allowed what that one is.
 * The auditor reads everything and is in no row that changes something but samples of quality control, which hold no case
 * data, money or settings: what is scored stays as it was.
 */
final class AccessRules {

    /** Which calls of a path a row is about. */
    enum Verb {
        /** GET and HEAD. */
        READ,
        /** Every other method. */
        CHANGE;

        static Verb of(String method) {
            return method.equals("GET") || method.equals("HEAD") ? READ : CHANGE;
        }
    }

    /** Who may. */
    enum Audience { ANYONE, SIGNED_IN, ROLES }

    /**
     * A row.
     *
     * @param own only if the person opened the case in {@code {caseId}}, unless another role of theirs is in roles
     */
    record Rule(Verb verb, PathPattern path, Audience audience, Set<Role> roles, Set<Role> own) {

        boolean fits(Verb asked, PathContainer called) {
            return verb == asked && path.matches(called);
        }

        /** Whether the person may whatever the case is. */
        boolean allows(Actor actor) {
            return switch (audience) {
                case ANYONE, SIGNED_IN -> true;
                case ROLES -> roles.stream().anyMatch(actor::mayDo);
            };
        }

        /** Whether the person may if the case is their own. */
        boolean allowsOwn(Actor actor) {
            return own.stream().anyMatch(actor::mayDo);
        }

        Optional<String> caseId(PathContainer called) {
            PathPattern.PathMatchInfo match = path.matchAndExtract(called);
            return match == null ? Optional.empty() : Optional.ofNullable(match.getUriVariables().get("caseId"));
        }
    }

    private static final PathPatternParser PARSER = new PathPatternParser();

    /** Who works on cases at all. */
    private static final Role[] WORKERS = {AGENT, WAREHOUSE, FINANCE};
    private static final Role[] EVERY_READER = {AGENT, WAREHOUSE, FINANCE, OPERATOR};

    static final List<Rule> TABLE = List.of(
            // open: what must work before signing in, and calls that carry a signature of their own
            open(Verb.READ, "/sign-in"), open(Verb.CHANGE, "/sign-in"), open(Verb.CHANGE, "/language"),
            open(Verb.READ, "/assets/**"), open(Verb.READ, "/favicon.ico"), open(Verb.READ, "/error"),
            open(Verb.READ, "/actuator/health/**"), open(Verb.CHANGE, "/hooks/{source}"),
            // whoever has the signed link of a case may use it
            open(Verb.READ, "/r/{token}"), open(Verb.CHANGE, "/r/{token}"),
            // every one's own things
            signedIn(Verb.READ, "/"), signedIn(Verb.CHANGE, "/sign-out"), signedIn(Verb.READ, "/api/me/**"),
            signedIn(Verb.CHANGE, "/api/me/preferences/*"),
            signedIn(Verb.READ, "/api/reasons"),
            signedIn(Verb.READ, "/v3/api-docs/**"), signedIn(Verb.READ, "/v3/api-docs.yaml"),

            // operation
            read("/actuator/prometheus", OPERATOR),
            read("/api/users/**", OPERATOR), change("/api/users/**", OPERATOR),
            read("/users/**", OPERATOR), change("/users/**", OPERATOR),
            read("/api/webhooks/**", OPERATOR), change("/api/webhooks/**", OPERATOR),
            read("/api/tokens/**", OPERATOR), change("/api/tokens/**", OPERATOR),
            read("/integrations/**", OPERATOR), change("/integrations/**", OPERATOR),
            read("/api/hook-events/**", OPERATOR), change("/api/hook-events/**", OPERATOR),
            read("/api/gateways", OPERATOR, SUPERVISOR), change("/api/gateways/**", OPERATOR),
            read("/gateways", OPERATOR, SUPERVISOR), change("/gateways/**", OPERATOR),
            read("/api/failed-work/**", OPERATOR), change("/api/failed-work/**", OPERATOR),
            // whoever plans the team's days keeps the calendar; a figure is looked at by those who steer, and set one level up
            read("/api/calendar/**", EVERY_READER), change("/api/calendar/**", SUPERVISOR, OPERATOR),
            read("/calendar/previews/**", SUPERVISOR, OPERATOR), read("/calendar/**", AGENT, OPERATOR), change("/calendar/**", SUPERVISOR, OPERATOR),
            change("/api/settings/{name}/preview", SUPERVISOR, OPERATOR), change("/settings/{name}/preview", SUPERVISOR, OPERATOR),
            read("/api/effects/**", OPERATOR, SUPERVISOR), change("/api/effects/**", OPERATOR),
            read("/api/processes/**", OPERATOR), change("/api/processes/**", OPERATOR),
            read("/rules/**", AGENT), read("/api/rules/**", AGENT),
            read("/failed-work/**", OPERATOR), change("/failed-work/**", OPERATOR),
            read("/watchdog", OPERATOR), change("/watchdog/look", OPERATOR), read("/nodes", OPERATOR),
            read("/api/watchdog", OPERATOR), change("/api/watchdog/look", OPERATOR), read("/api/nodes", OPERATOR),
            read("/api/settings/**", EVERY_READER), change("/api/settings/**", MANAGER, OPERATOR),
            read("/settings/**", SUPERVISOR, OPERATOR), change("/settings/**", MANAGER, OPERATOR),

            // orders
            read("/api/orders/{orderNo}", EVERY_READER),
            change("/api/orders/import", SUPERVISOR, OPERATOR), read("/api/imports/**", SUPERVISOR, OPERATOR),
            read("/orders/import/**", SUPERVISOR, OPERATOR), change("/orders/import/**", SUPERVISOR, OPERATOR),

            // cases: pre-sale agents hand in, and see what they handed in
            read("/api/cases/{caseId}/evidence", AGENT), read("/api/cases/{caseId}/alerts", AGENT),
            change("/api/cases", PRESALE), readOwn("/api/cases", EVERY_READER),
            readOwn("/api/cases/{caseId}", EVERY_READER), readOwn("/api/cases/{caseId}/**", EVERY_READER),
            change("/api/cases/{caseId}/notes", WORKERS), change("/api/cases/{caseId}/attachments", WORKERS),
            change("/api/cases/{caseId}/drafts/*", WORKERS), change("/api/cases/{caseId}/presence", WORKERS),
            change("/api/cases/{caseId}/messages", WORKERS), change("/api/cases/{caseId}/responsible", SUPERVISOR),
            read("/api/alerts", SUPERVISOR), read("/alerts", SUPERVISOR),
            change("/api/cases/{caseId}/alerts/**", SUPERVISOR), change("/cases/{caseId}/alerts/**", SUPERVISOR),
            change("/api/cases/{caseId}/**", AGENT),
            page("/cases/new", PRESALE), change("/cases/new", PRESALE), readOwn("/cases", EVERY_READER),
            readOwn("/search", EVERY_READER), readOwn("/api/search", EVERY_READER),
            readOwn("/cases/{caseId}", EVERY_READER), readOwn("/cases/{caseId}/**", EVERY_READER),
            change("/cases/{caseId}/notes", WORKERS), change("/cases/{caseId}/attachments", WORKERS),
            change("/cases/{caseId}/escalate", WORKERS),
            change("/cases/{caseId}/**", AGENT),

            // what is known of a buyer; extortion is for a supervisor, which the service knows
            read("/api/buyers/{buyer}/flags", EVERY_READER), change("/api/buyers/{buyer}/flags/**", AGENT),
            // promises and the notice that bounds them
            read("/api/promises/**", WORKERS), change("/api/promises/**", AGENT),
            change("/api/shipping-notice", MANAGER), change("/shipping-notice", MANAGER),
            read("/api/shipping-notice/**", EVERY_READER), change("/api/shipping-notice/**", EVERY_READER),
            read("/shipping-notice/**", EVERY_READER), change("/shipping-notice/**", EVERY_READER),
            // quick replies: agents write them, a supervisor approves
            change("/api/reply-templates/*/versions/*/approve", SUPERVISOR), change("/api/reply-templates/*/withdraw", SUPERVISOR),
            change("/reply-templates/*/versions/*/approve", SUPERVISOR), change("/reply-templates/*/withdraw", SUPERVISOR),
            read("/api/reply-templates/**", WORKERS), change("/api/reply-templates/**", AGENT),
            read("/reply-templates/**", WORKERS), change("/reply-templates/**", AGENT),
            change("/api/tasks/*/first-reply", AGENT), change("/tasks/*/first-reply", AGENT),

            // before and during a promotion; figures about people are for those who lead
            read("/api/promotions", EVERY_READER), change("/api/promotions/{id}/items/{itemId}/done", WORKERS), change("/api/promotions/**", SUPERVISOR),
            read("/api/bulletins", EVERY_READER), change("/api/bulletins/{id}/read", WORKERS), change("/api/bulletins", SUPERVISOR), change("/api/bulletins/{id}/remind", SUPERVISOR),
            read("/bulletins", EVERY_READER), change("/bulletins/{id}/read", WORKERS),
            change("/bulletins/promotions/{id}/items/{itemId}/done", WORKERS), change("/bulletins/**", SUPERVISOR),
            read("/api/figures/**", SUPERVISOR), change("/api/figures/build", MANAGER, OPERATOR), read("/figures/**", SUPERVISOR),
            read("/complaints/**", SUPERVISOR), read("/api/complaints", SUPERVISOR),

            // who is on duty: one's own state is everybody's who works, the roster the supervisors'
            read("/api/duty/**", EVERY_READER), change("/api/duty/me", WORKERS), change("/api/duty/**", SUPERVISOR),
            read("/duty", EVERY_READER), change("/duty/me", WORKERS), change("/duty/**", SUPERVISOR),

            // tasks: which of them is decided by the task's own role
            read("/api/tasks/**", WORKERS), change("/api/tasks/**", WORKERS),
            read("/tasks/**", WORKERS), change("/tasks/**", WORKERS),

            // many at once: the end of a shift, the phone round
            read("/api/handover", WORKERS), change("/api/handover/**", WORKERS), read("/handover", WORKERS), change("/handover/**", WORKERS),
            read("/api/phone-round/**", AGENT), change("/api/phone-round/**", AGENT),
            read("/phone-round", AGENT), change("/phone-round/**", AGENT),

            // those who steer: what waits for their word, who has how much, and moving it
            read("/inbox", SUPERVISOR), read("/api/inbox", SUPERVISOR),
            read("/workload/**", SUPERVISOR), change("/workload/**", SUPERVISOR),
            read("/api/workload/**", SUPERVISOR), change("/api/workload/**", SUPERVISOR),
            // the auditors' desk, which those who lead may read
            read("/audit/**", SUPERVISOR), read("/api/audit/**", SUPERVISOR),
            // all an auditor writes: samples and the sheets cases are scored on, which are part of no case
            change("/audit/samples/**", AUDITOR), change("/api/audit/samples/**", AUDITOR),

            // incidents and clusters: many cases at once
            read("/api/incidents/**", AGENT), change("/api/incidents/**", SUPERVISOR),
            read("/incidents/**", AGENT), change("/incidents/**", SUPERVISOR),
            read("/api/clusters/**", SUPERVISOR), change("/api/clusters/**", SUPERVISOR),
            read("/clusters/**", SUPERVISOR), change("/clusters/**", SUPERVISOR),

            // money and effects outside
            read("/api/payments/**", FINANCE, SUPERVISOR), change("/api/payments/**", FINANCE, SUPERVISOR),
            read("/payments", FINANCE, SUPERVISOR), change("/payments/**", FINANCE, SUPERVISOR),
            read("/api/ledger/**", FINANCE, SUPERVISOR), read("/api/consents", SUPERVISOR),
            change("/api/standing-remedies/{id}/approve", MANAGER), change("/standing-remedies/{id}/approve", MANAGER),
            read("/api/standing-remedies/**", AGENT), change("/api/standing-remedies/**", SUPERVISOR),
            read("/standing-remedies", AGENT), change("/standing-remedies/**", SUPERVISOR),
            read("/api/todo-outside/**", WORKERS), change("/api/todo-outside/**", WORKERS),
            read("/todo-outside/**", WORKERS), change("/todo-outside/**", WORKERS),

            // parcels that come back
            read("/api/warehouse/**", WAREHOUSE, AGENT), change("/api/warehouse/**", WAREHOUSE, AGENT),
            read("/warehouse/**", WAREHOUSE, AGENT), change("/warehouse/**", WAREHOUSE, AGENT),
            // parcels to chase, one list a courier
            read("/api/courier-lists/**", AGENT), change("/api/courier-lists/**", AGENT),
            read("/courier-lists/**", AGENT), change("/courier-lists/**", AGENT),

            // messages
            read("/api/messages/by-hand/**", AGENT), change("/api/messages/by-hand/**", AGENT),
            read("/send-by-hand/**", AGENT), change("/send-by-hand/**", AGENT),
            read("/api/messages/**", OPERATOR, SUPERVISOR), change("/api/messages/**", OPERATOR),
            read("/outgoing/**", OPERATOR, SUPERVISOR), change("/outgoing/**", OPERATOR),

            // the demonstration's clock, mailbox and sandbox shop (they exist in that profile only)
            read("/api/demo/**", EVERY_READER), change("/api/demo/**", EVERY_READER),
            read("/demo/**", EVERY_READER), change("/demo/**", EVERY_READER));

    private AccessRules() {
    }

    /** The row that decides about a call; empty when there is none, so that nobody may. */
    static Optional<Rule> of(String method, PathContainer path) {
        Verb verb = Verb.of(method);
        return TABLE.stream().filter(rule -> rule.fits(verb, path)).findFirst();
    }

    static Optional<Rule> of(String method, String path) {
        return of(method, PathContainer.parsePath(path));
    }

    private static Rule open(Verb verb, String path) {
        return new Rule(verb, PARSER.parse(path), Audience.ANYONE, Set.of(), Set.of());
    }

    private static Rule signedIn(Verb verb, String path) {
        return new Rule(verb, PARSER.parse(path), Audience.SIGNED_IN, Set.of(), Set.of());
    }

    private static Rule read(String path, Role... roles) {
        return new Rule(Verb.READ, PARSER.parse(path), Audience.ROLES, andAuditor(roles), Set.of());
    }

    private static Rule readOwn(String path, Role... roles) {
        return new Rule(Verb.READ, PARSER.parse(path), Audience.ROLES, andAuditor(roles), Set.of(PRESALE));
    }

    /** A page that only offers a change, so that the auditor has no use for it. */
    private static Rule page(String path, Role... roles) {
        return new Rule(Verb.READ, PARSER.parse(path), Audience.ROLES, Set.of(roles), Set.of());
    }

    private static Rule change(String path, Role... roles) {
        return new Rule(Verb.CHANGE, PARSER.parse(path), Audience.ROLES, Set.of(roles), Set.of());
    }

    private static Set<Role> andAuditor(Role... roles) {
        Set<Role> all = EnumSet.of(AUDITOR);
        all.addAll(Arrays.asList(roles));
        return Set.copyOf(all);
    }
}

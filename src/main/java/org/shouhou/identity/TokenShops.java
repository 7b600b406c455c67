package org.shouhou.identity;

import java.util.Map;
import java.util.Set;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A token bound to shops reaches what is theirs, one by one: a case, an order, a task. A list would have to be cut, which
 * nobody who reads it could see; so lists are for tokens of all shops.
 */
@Component
public class TokenShops {

    private static final String OF_CASE = "SELECT shop FROM case_file WHERE id = ? OR number = ?";

    private final JdbcClient jdbc;

    TokenShops(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether who calls may deal with a shop's orders; everybody but a program bound to other shops. */
    public static boolean allow(String shop) {
        return !(SecurityContextHolder.getContext().getAuthentication() instanceof BearerAuthentication program)
                || program.bearer().shops().isEmpty() || program.bearer().shops().contains(shop);
    }

    /** Whether what the path names is of these shops. */
    boolean reach(Set<String> shops, AccessRules.Rule rule, PathContainer path) {
        if (shops.isEmpty()) {
            return true;
        }
        PathPattern.PathMatchInfo match = rule.path().matchAndExtract(path);
        Map<String, String> named = match == null ? Map.of() : match.getUriVariables();
        if (named.containsKey("caseId")) {
            String id = named.get("caseId");
            return of(OF_CASE, shops, id.matches("\\d{1,18}") ? Long.parseLong(id) : 0, id);
        }
        if (named.containsKey("orderNo")) {
            return of("SELECT shop FROM shop_order WHERE order_no = ?", shops, named.get("orderNo"));
        }
        String text = path.value();
        if (text.matches("/api/tasks/(?!counts$)[^/]+")) {
            return of("SELECT shop FROM queue_entry WHERE task_id = ?", shops, text.substring(text.lastIndexOf('/') + 1));
        }
        // whose order a new case is about stands in its body, which the intake looks at
        boolean opens = rule.verb() == AccessRules.Verb.CHANGE && text.equals("/api/cases");
        return opens || text.equals("/api/reasons") || text.startsWith("/v3/");
    }

    /** An order's number can be there in two shops: all of them are looked at. */
    private boolean of(String sql, Set<String> shops, Object... values) {
        return shops.containsAll(jdbc.sql(sql).params(values).query(String.class).list());
    }
}

package org.shouhou.steering.web;

import org.shouhou.desk.Shown;
import org.shouhou.steering.Inbox;
import org.springframework.stereotype.Component;

/** What was proposed and why, in words. */
@Component("steerWords")
public class SteerWords {

    private final Shown shown;

    SteerWords(Shown shown) {
        this.shown = shown;
    }

    /** What would be given or done, with the article and how many where it is one. */
    public String what(Inbox.Row row) {
        String name = named(row.what(), "compensation", "incidentDecision", "promiseKind");
        return row.sku() == null ? name : name + " " + row.sku() + (row.quantity() == null ? "" : " × " + row.quantity());
    }

    /** Why it came to who leads; empty text when nothing says so. */
    public String why(Inbox.Row row) {
        return row.why() == null ? "" : named(row.why(), "routeWhy", "reason", "decisionWhy");
    }

    private String named(String code, String... kinds) {
        for (String kind : kinds) {
            if (shown.has(kind + "." + code)) {
                return shown.code(kind, code);
            }
        }
        return "";
    }
}

package org.shouhou.identity;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Where shops are separated, what a path names is there only for who works for its shop. Lists of people kept to shops are
 * cut to these by the services that make them; a program's are not, since nobody who reads them could see it: lists are for
 * programs of all shops.
 */
@Component
class ShopWall {

    /** Words of paths that name nothing, such as {@code export}. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");
    /** Other spellings of a number ({@code 0x2A}, {@code +42}) are understood further in, but are none of ours. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** What paths name and where its shop stands. @param shops a query with {@code :name}, and {@code :id} where it is a number */
    private record Thing(PathPattern path, String shops) {

        Thing(String path, String shops) {
            this(PathPatternParser.defaultInstance.parse(path), shops);
        }
    }

    private static final String CASE = "SELECT shop FROM case_file WHERE id = :id OR number = :name";
    private static final String ORDER = "SELECT shop FROM shop_order WHERE order_no = :name";
    /** A task's clock stays when the task has gone. */
    private static final String TASK = "SELECT shop FROM queue_entry WHERE task_id = :name"
            + " UNION SELECT c.shop FROM deadline d JOIN case_file c ON c.id = d.case_id WHERE d.task_id = :name";
    private static final String PROMISE = "SELECT c.shop FROM promise p JOIN case_file c ON c.id = p.case_id WHERE p.id = :id";
    private static final String MESSAGE = "SELECT c.shop FROM outgoing_message m JOIN case_file c ON c.id = m.case_id WHERE m.id = :id";
    private static final String EFFECT = "SELECT shop FROM outside_effect WHERE id = :id";
    /** One of all shops is there for everybody; which of its cases are listed is the service's. */
    private static final String INCIDENT = "SELECT CASE shop WHEN '' THEN '" + ShopWall.EVERYBODYS + "' ELSE shop END FROM incident WHERE id = :id OR number = :name";

    private static final List<Thing> THINGS = List.of(
            new Thing("/api/cases/{name}/**", CASE), new Thing("/cases/{name}/**", CASE), new Thing("/api/orders/{name}", ORDER),
            new Thing("/api/tasks/{name}/**", TASK), new Thing("/tasks/{name}/**", TASK), new Thing("/api/promises/{name}/**", PROMISE),
            new Thing("/api/messages/by-hand/{name}", MESSAGE), new Thing("/send-by-hand/{name}", MESSAGE),
            new Thing("/api/todo-outside/{name}", EFFECT), new Thing("/todo-outside/{name}", EFFECT),
            new Thing("/api/incidents/{name}/**", INCIDENT), new Thing("/incidents/{name}/**", INCIDENT));

    /** Work for all shops in one place: one warehouse takes what comes back, one demonstration plays the outside. */
    private static final List<PathPattern> OF_ALL_SHOPS = List.of("/warehouse/**", "/api/warehouse/**", "/demo/**", "/api/demo/**").stream()
            .map(PathPatternParser.defaultInstance::parse).toList();

    /** Stands for all shops; none has this code. */
    private static final String EVERYBODYS = "*";

    private final JdbcClient jdbc;

    ShopWall(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether this is work only for who works for all shops. */
    static boolean ofAllShops(PathContainer path) {
        return OF_ALL_SHOPS.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /** Whether what the path names, if it names something, is of these shops. What is nowhere is refused here too: nobody learns what others have. */
    boolean lets(Shops shops, PathContainer path) {
        return shops.all() || named(path).map(found -> found.stream().anyMatch(shop -> shop.equals(EVERYBODYS) || shops.include(shop))).orElse(true);
    }

    /** As {@link #lets} for a program, which reaches nothing else but opening cases and what says how to call. */
    boolean letsProgram(Shops shops, AccessRules.Verb verb, PathContainer path) {
        String text = path.value();
        // whose order a new case is about stands in its body, which the intake looks at
        boolean opens = verb == AccessRules.Verb.CHANGE && text.equals("/api/cases");
        return shops.all() || opens || text.equals("/api/reasons") || text.startsWith("/v3/")
                || named(path).filter(found -> found.stream().anyMatch(shops::include)).isPresent();
    }

    /** The shops of what a path names; of an order, there can be one with its number in several. Nothing where a path names no thing. */
    private Optional<List<String>> named(PathContainer path) {
        return THINGS.stream().map(thing -> {
            PathPattern.PathMatchInfo match = thing.path().matchAndExtract(path);
            String name = match == null ? null : match.getUriVariables().get("name");
            return name == null ? null : shops(thing, name);
        }).filter(Objects::nonNull).findFirst();
    }

    /** @return null for a word that is no thing's name */
    private List<String> shops(Thing thing, String name) {
        boolean number = NUMBER.matcher(name).matches();
        List<String> found = !number && !thing.shops().contains(":name") ? List.of() : jdbc.sql(thing.shops()).param("name", name).param("id", number ? Long.parseLong(name) : 0).query(String.class).list();
        return found.isEmpty() && WORD.matcher(name).matches() ? null : found;
    }
}

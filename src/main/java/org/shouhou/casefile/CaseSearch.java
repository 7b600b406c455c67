package org.shouhou.casefile;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.Shops;
import org.shouhou.order.Order;
import org.shouhou.order.OrderChanged;
import org.shouhou.order.Orders;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finding a case by what people have at hand: its number, the order's, the buyer, a waybill (the order's, a second
 * parcel's, a return's), or how the phone number ends. Each of these is written to an index of words in the transaction
 * that writes it itself; a search looks there and nowhere else.
 */
@Service
public class CaseSearch {

    /** What a case was found by. */
    public enum By { NUMBER, ORDER, BUYER, WAYBILL, PHONE }

    /** A case that was found. @param by in the order of {@link By} */
    public record Hit(CaseFile file, Set<By> by) {
    }

    /** @param more whether there are more than are shown: another sign or two would help */
    public record Hits(List<Hit> hits, boolean more) {

        /** Whether there is no doubt which case is meant. */
        public boolean one() {
            return hits.size() == 1;
        }
    }

    private static final int SHOWN = 50;
    private static final int LONGEST = 100;
    /** Fewer signs than this are looked for as they are, not as a beginning. */
    private static final int BEGINNING = 4;
    private static final int PHONE_END = 4;
    /** How many cases are looked through for those that fit in another way too. */
    private static final int COMPARED = 2000;
    private static final Pattern DIGITS = Pattern.compile("\\d{4,}");

    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final Orders orders;

    CaseSearch(JdbcClient jdbc, CaseFiles cases, Orders orders) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.orders = orders;
    }

    // the words of a case

    @EventListener
    void opened(CaseOpened opened) {
        CaseFile file = opened.opened();
        add(file.id(), By.NUMBER, file.number());
        add(file.id(), By.NUMBER, Long.toString(file.id()));
        add(file.id(), By.ORDER, file.orderNo());
        add(file.id(), By.BUYER, file.buyer());
        orders.byId(file.orderId()).ifPresent(order -> ofOrder(file.id(), order));
    }

    @EventListener
    void changed(OrderChanged order) {
        orders.byId(order.orderId()).ifPresent(now -> cases.ofOrder(now.id()).forEach(file -> {
            jdbc.sql("DELETE FROM case_search WHERE case_id = ? AND kind = 'PHONE'").param(file.id()).update();
            add(file.id(), By.BUYER, now.buyer());
            ofOrder(file.id(), now);
        }));
    }

    private void ofOrder(long caseId, Order order) {
        add(caseId, By.WAYBILL, order.waybill());
        phoneEnds(order.phone()).forEach(end -> add(caseId, By.PHONE, end));
    }

    /** A parcel of this case has a waybill: a second one's, or that of goods coming back. Null says nothing. */
    public void waybill(long caseId, String waybill) {
        add(caseId, By.WAYBILL, waybill);
    }

    private void add(long caseId, By kind, String text) {
        String word = word(text);
        if (word.isEmpty()) {
            return;
        }
        boolean known = jdbc.sql("SELECT COUNT(*) FROM case_search WHERE token = ? AND kind = ? AND case_id = ?")
                .params(word, kind.name(), caseId).query(Long.class).single() > 0;
        if (!known) {
            jdbc.sql("INSERT INTO case_search (token, kind, case_id) VALUES (?, ?, ?)").params(word, kind.name(), caseId).update();
        }
    }

    /** A word as the index has it, for who looks there by other facts too. */
    public static String asWritten(String text) {
        return word(text);
    }

    /** As it is written in the index: full-width signs and capitals make no difference. */
    private static String word(String text) {
        String plain = text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }

    /** A number of the platform's own may have an extension; people know either by its end. */
    private static Set<String> phoneEnds(String phone) {
        Set<String> ends = new java.util.TreeSet<>();
        if (phone != null) {
            Stream.of(phone.replaceAll("[\\s-]", ""), phone.replaceAll("-.*", "").replaceAll("\\s", "")).forEach(number -> {
                Matcher digits = DIGITS.matcher(number);
                String last = null;
                while (digits.find()) {
                    last = digits.group();
                }
                if (last != null) {
                    ends.add(last.substring(last.length() - PHONE_END));
                }
            });
        }
        return ends;
    }

    // looking for one

    /** What fits a text, newest first. @throws Problem 400 without one, or with one too long */
    @Transactional(readOnly = true)
    public Hits find(String text, Actor actor) {
        boolean onlyOwn = actor.roles().stream().allMatch(role -> role == Role.PRESALE);
        Map<Long, Set<By>> found = ids(checked(text), actor.shops(), onlyOwn ? COMPARED : SHOWN + 1);
        List<Hit> hits = cases.some(found.keySet(), onlyOwn ? actor.name() : null, actor.shops(), SHOWN + 1).stream()
                .map(file -> new Hit(file, found.get(file.id()))).toList();
        return new Hits(hits.size() > SHOWN ? hits.subList(0, SHOWN) : hits, hits.size() > SHOWN);
    }

    /** Ids of what fits, the newest 2,000 at most. @throws Problem 400 as {@link #find} */
    Set<Long> idsOf(String text, Actor actor) {
        return ids(checked(text), actor.shops(), COMPARED).keySet();
    }

    private static String checked(String text) {
        if (text == null || text.isBlank() || text.strip().length() > LONGEST) {
            throw Problem.fields(List.of(new FieldProblem("text", text == null || text.isBlank() ? "Is required."
                    : "Is longer than " + LONGEST + " characters.")));
        }
        return text;
    }

    /** Ids of what fits, newest first, with what they were found by. */
    private Map<Long, Set<By>> ids(String text, Shops shops, int most) {
        String word = word(text);
        String within = shops.and("(SELECT f.shop FROM case_file f WHERE f.id = case_search.case_id)");
        Map<Long, Set<By>> found = new TreeMap<>(java.util.Comparator.reverseOrder());
        for (By by : EnumSet.complementOf(EnumSet.of(By.PHONE))) {
            jdbc.sql("SELECT case_id FROM case_search WHERE token = ? AND kind = ?" + within + " ORDER BY case_id DESC LIMIT " + most)
                    .params(word, by.name()).query(Long.class).list().forEach(id -> note(found, id, by));
        }
        byPhone(word, within, shops, found, most);
        if (found.isEmpty() && word.length() >= BEGINNING) {
            jdbc.sql("SELECT case_id, kind FROM case_search WHERE token >= ? AND token < ? AND kind <> 'PHONE'" + within + " ORDER BY token LIMIT " + most)
                    .params(word, word + '\uffff').query((row, n) -> Map.entry(row.getLong(1), By.valueOf(row.getString(2)))).list()
                    .forEach(hit -> note(found, hit.getKey(), hit.getValue()));
        }
        Map<Long, Set<By>> newest = new LinkedHashMap<>();
        found.entrySet().stream().limit(most).forEach(hit -> newest.put(hit.getKey(), hit.getValue()));
        return newest;
    }

    private void byPhone(String word, String within, Shops shops, Map<Long, Set<By>> found, int most) {
        String digits = word.replaceAll("[\\s-]", "");
        if (!digits.matches("\\d{4,20}")) {
            return;
        }
        String end = digits.substring(digits.length() - PHONE_END);
        if (digits.length() == PHONE_END) {
            jdbc.sql("SELECT case_id FROM case_search WHERE token = ? AND kind = 'PHONE'" + within + " ORDER BY case_id DESC LIMIT " + most)
                    .param(end).query(Long.class).list().forEach(id -> note(found, id, By.PHONE));
            return;
        }
        jdbc.sql("""
                SELECT s.case_id, o.phone FROM case_search s JOIN case_file c ON c.id = s.case_id JOIN shop_order o ON o.id = c.order_id
                WHERE s.token = ? AND s.kind = 'PHONE'""" + shops.and("c.shop") + " ORDER BY s.case_id DESC LIMIT " + COMPARED)
                .param(end).query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream()
                .filter(candidate -> endsWith(candidate.getValue(), digits)).forEach(candidate -> note(found, candidate.getKey(), By.PHONE));
    }

    /** Whether a phone number ends so; a digit the platform hid may be any. */
    private static boolean endsWith(String phone, String digits) {
        return Stream.of(phone.replaceAll("[\\s+-]", ""), phone.replaceAll("-.*", "").replaceAll("[\\s+]", "")).anyMatch(number -> {
            int from = number.length() - digits.length();
            for (int i = 0; from >= 0 && i < digits.length(); i++) {
                if (number.charAt(from + i) != digits.charAt(i) && number.charAt(from + i) != '*') {
                    return false;
                }
            }
            return from >= 0;
        });
    }

    private static void note(Map<Long, Set<By>> found, long id, By by) {
        found.computeIfAbsent(id, ignored -> EnumSet.noneOf(By.class)).add(by);
    }
}

package org.shouhou.integration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.common.Problem;
import org.shouhou.settings.Settings;

/**
 * A webhook as an operator wants it.
 *
 * @param kinds  codes such as {@code case.opened}; empty for all
 * @param shops  shop codes; empty for all
 * @param shares what its events may hold beyond ids and codes
 */
public record NewWebhook(String name, String url, List<String> kinds, List<String> shops, Set<Share> shares) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_URL = 500;
    private static final int MOST_SHOPS = 100;

    public NewWebhook {
        name = name == null ? "" : name.strip();
        url = url == null ? "" : url.strip();
        kinds = clean(kinds);
        shops = clean(shops);
        shares = shares == null ? Set.of() : new TreeSet<>(shares);
    }

    /** As a form sends it. @throws Problem 400 naming a share nobody knows */
    public static NewWebhook of(String name, String url, List<String> kinds, String shops, List<String> shares) {
        Set<Share> known = new TreeSet<>();
        for (String share : clean(shares)) {
            known.add(Arrays.stream(Share.values()).filter(one -> one.name().equals(share.toUpperCase(Locale.ROOT))).findFirst()
                    .orElseThrow(() -> Problem.fields(List.of(new FieldProblem("shares", "This is not the right kind of value.")))));
        }
        return new NewWebhook(name, url, kinds, shops == null ? List.of() : Arrays.asList(shops.split("[,，\\s]+")), known);
    }

    /** What is wrong with its name, kinds and shops. */
    void check(List<FieldProblem> wrong) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.matches("(?s).*\\p{Cntrl}.*")) {
            wrong.add(new FieldProblem("name", "Is required, at most " + LONGEST_NAME + " characters."));
        }
        if (url.isEmpty() || url.length() > LONGEST_URL) {
            wrong.add(new FieldProblem("url", "Is required, at most " + LONGEST_URL + " characters."));
        }
        if (!kinds.stream().allMatch(kind -> EventKind.ofCode(kind).filter(EventKind.subscribable()::contains).isPresent())) {
            wrong.add(new FieldProblem("kinds", "This is not the right kind of value."));
        }
        if (shops.size() > MOST_SHOPS || !shops.stream().allMatch(Settings::isShopCode)) {
            wrong.add(new FieldProblem("shops", "This is not the right kind of value."));
        }
    }

    private static List<String> clean(List<String> values) {
        return values == null ? List.of() : values.stream().map(value -> value == null ? "" : value.strip()).filter(value -> !value.isEmpty()).distinct().toList();
    }
}

package org.shouhou.identity;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The shops somebody works for. Where shops are separated, what is another shop's is not there: lists leave it out, and
 * what names it answers 404.
 *
 * @param codes their codes; empty for all shops
 */
public record Shops(Set<String> codes) {

    public static final Shops ALL = new Shops(Set.of());

    /** As settings have them; without quotes, so that one can stand in a condition as it is. */
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}._-]{1,40}");

    /** @throws IllegalArgumentException for what is no shop's code */
    public Shops {
        codes = Set.copyOf(codes);
        if (!codes.stream().allMatch(Shops::isCode)) {
            throw new IllegalArgumentException("No codes of shops: " + codes);
        }
    }

    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** From text with commas between codes, as accounts keep it; blank or null for all. */
    static Shops read(String text) {
        return text == null || text.isBlank() ? ALL : new Shops(Set.of(text.split(",")));
    }

    /** The codes that were given, without blanks and repetitions. */
    static Set<String> given(Collection<String> codes) {
        return codes.stream().filter(code -> code != null && !code.isBlank()).map(String::strip).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of who calls: a person or a program; all, where nobody does and the system works by itself. */
    public static Shops ofCaller() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller == null ? ALL : of(caller);
    }

    static Shops of(Authentication caller) {
        if (caller instanceof BearerAuthentication program) {
            return new Shops(program.bearer().shops());
        }
        return caller.getPrincipal() instanceof Account account ? account.user().shops() : ALL;
    }

    public boolean all() {
        return codes.isEmpty();
    }

    public boolean include(String shop) {
        return all() || codes.contains(shop);
    }

    /** In order. */
    public List<String> sorted() {
        return codes.stream().sorted().toList();
    }

    /** Narrows a query to them: begins with AND, or is empty for all. @param column that holds a shop's code */
    public String and(String column) {
        return all() ? "" : " AND " + column + sorted().stream().collect(Collectors.joining("', '", " IN ('", "')"));
    }

    @Override
    public String toString() {
        return String.join(",", sorted());
    }
}

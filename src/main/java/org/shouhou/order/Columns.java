package org.shouhou.order;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.shouhou.common.Problem;

/** Where in a file's rows the fields stand. */
final class Columns {

    static final int MOST = 500;

    /** Where people write several lines. */
    private static final Set<Field> FREE_TEXT = EnumSet.of(Field.BUYER, Field.RECIPIENT, Field.REGION, Field.ADDRESS, Field.TITLE);

    private final Map<Field, Integer> places;
    private final int width;

    private Columns(Map<Field, Integer> places, int width) {
        this.places = places;
        this.width = width;
    }

    /**
     * Reads a header. Blanks around names and their case do not matter.
     *
     * @throws Problem 422 {@code import-columns} naming what is missing, unknown, twice or too much
     */
    static Columns of(String[] header, Profile profile) {
        if (header.length > MOST) {
            throw Problem.unprocessable("import-columns",
                    "The file has " + header.length + " columns; an order file has at most " + MOST + ".");
        }
        List<String> names = Arrays.stream(header).map(Columns::plain).toList();
        EnumMap<Field, Integer> places = new EnumMap<>(Field.class);
        TreeSet<String> missing = new TreeSet<>();
        TreeSet<String> twice = new TreeSet<>();
        profile.columns().forEach((field, name) -> {
            int place = names.indexOf(plain(name));
            if (place >= 0) {
                places.put(field, place);
                if (names.lastIndexOf(plain(name)) > place) {
                    twice.add(name);
                }
            } else if (profile.needs(field)) {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            throw columns("The file has no column " + String.join(", ", missing) + ".", "missing", missing, header);
        }
        if (!twice.isEmpty()) {
            throw columns("The file has more than one column " + String.join(", ", twice) + ".", "twice", twice, header);
        }
        if (profile.onlyThese()) {
            TreeSet<String> unknown = Arrays.stream(header).filter(name -> !plain(name).isEmpty())
                    .filter(name -> profile.columns().values().stream().noneMatch(known -> plain(known).equals(plain(name))))
                    .map(name -> shortened(name.strip())).collect(Collectors.toCollection(TreeSet::new));
            if (!unknown.isEmpty()) {
                throw columns("The format has no column " + String.join(", ", unknown) + ".", "unknown", unknown, header)
                        .with("known", profile.columns().values());
            }
        }
        return new Columns(places, header.length);
    }

    private static Problem columns(String detail, String what, Object which, String[] header) {
        return Problem.unprocessable("import-columns", detail).with(what, which)
                .with("found", Arrays.stream(header).limit(50).map(name -> shortened(name.strip())).toList());
    }

    /** A header's name without what nobody sees. */
    static String plain(String name) {
        return name.replaceAll("[\\p{Z}\\s\\p{Cc}\\p{Cf}]+", "").toLowerCase(Locale.ROOT);
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** Why a row of this many cells cannot be read, or null if it can. Empty cells at the end do no harm. */
    String misfit(String[] cells) {
        boolean longer = cells.length > width
                && Arrays.stream(cells, width, cells.length).anyMatch(cell -> !cell.isBlank());
        return cells.length < width || longer
                ? "The row has " + cells.length + " columns, the header " + width + "." : null;
    }

    /** Whether a line break stands where none can: a stray quote has swallowed the end of a line. */
    boolean breaks(String[] cells) {
        return places.entrySet().stream().filter(place -> !FREE_TEXT.contains(place.getKey()))
                .anyMatch(place -> cells[place.getValue()].indexOf('\n') >= 0);
    }

    /** The cells of the fields by ordinal, as far as the row has them; null where there is none. */
    String[] pick(String[] cells) {
        String[] picked = new String[Field.values().length];
        places.forEach((field, place) -> picked[field.ordinal()] = place < cells.length ? cleaned(cells[place]) : null);
        return picked;
    }

    /** Without blanks around it and without the wrappings that keep a spreadsheet from changing a number: ="123", '123. */
    private static String cleaned(String cell) {
        String text = stripped(cell);
        if (text.length() >= 3 && text.startsWith("=\"") && text.endsWith("\"")) {
            return stripped(text.substring(2, text.length() - 1));
        }
        return text.matches("'[0-9].*") ? text.substring(1) : text;
    }

    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && invisible(text.charAt(from))) {
            from++;
        }
        while (to > from && invisible(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean invisible(char c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
}

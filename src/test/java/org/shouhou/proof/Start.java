package org.shouhou.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * How a case begins.
 *
 * @param reason   a code of the coded list
 * @param paid     of the first line, in yuan; the second line is always small
 * @param parcel   NONE, SHIPPED or RECEIVED
 * @param inStock  whether the first line's article is there
 * @param flag     the buyer's, or empty
 */
record Start(String type, String reason, String paid, String parcel, boolean inStock, String flag) {

    /** As a line of words. */
    String line() {
        return String.join(" ", type, reason, paid, parcel, inStock ? "IN_STOCK" : "SOLD_OUT", flag.isEmpty() ? "-" : flag);
    }

    /** Reads a {@link #line()}. */
    static Start of(String line) {
        String[] words = line.split(" ");
        return new Start(words[0], words[1], words[2], words[3], words[4].equals("IN_STOCK"), words[5].equals("-") ? "" : words[5]);
    }

    /** Beginnings that differ in what rules ask about. */
    static List<Start> of(String type, List<String> reasons) {
        List<Start> all = new ArrayList<>();
        String[] paid = {"99.00", "800.00", "9000.00"};
        String[] parcel = {"NONE", "SHIPPED", "RECEIVED"};
        int i = 0;
        for (String amount : paid) {
            for (String state : parcel) {
                for (String reason : reasons) {
                    all.add(new Start(type, reason, amount, state, i % 3 != 2, i % 7 == 6 ? "EXTORTION" : i % 7 == 3 ? "IMPORTANT" : ""));
                    i++;
                }
            }
        }
        return all;
    }
}

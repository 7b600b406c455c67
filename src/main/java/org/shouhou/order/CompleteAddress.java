package org.shouhou.order;

import java.util.Optional;
import java.util.regex.Pattern;

/** R7: an address a parcel can be brought to is complete down to the door number. */
public final class CompleteAddress {

    private static final int LONGEST = 500;
    private static final int SHORTEST = 6;
    private static final Pattern DOOR = Pattern.compile("\\p{Nd}|[一二三四五六七八九十百]+(?:号|室|栋|幢|楼|单元|弄|组|队)");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    /** From region to door: without one of these nobody knows where the number is. */
    private static final Pattern PLACE = Pattern.compile("[省市区县镇乡村街路巷弄道里苑园庄城厦楼州旗盟]");

    private CompleteAddress() {
    }

    /** @return what is wrong with it, as a sentence for its field; empty when it is complete */
    public static Optional<String> problem(String address) {
        String text = address == null ? "" : address.strip();
        if (text.isEmpty()) {
            return Optional.of("Is required.");
        }
        if (text.length() > LONGEST) {
            return Optional.of("Is longer than " + LONGEST + " characters.");
        }
        boolean placed = CHINESE.matcher(text).find() ? PLACE.matcher(text).find() : text.matches("(?s).*\\p{L}{2,}.*");
        return text.length() < SHORTEST || !DOOR.matcher(text).find() || !placed
                ? Optional.of("Needs the whole address, down to the door number.") : Optional.empty();
    }
}

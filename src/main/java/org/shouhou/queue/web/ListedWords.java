package org.shouhou.queue.web;

import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** How counts and amounts stand in the lists. */
@Component("listed")
public class ListedWords {

    private static final int COUNTED = 1000;

    /** A count as the lists give it: what is counted to the end only says that there are more. */
    public String count(int number) {
        return number < COUNTED ? Integer.toString(number) : (COUNTED - 1) + "+";
    }

    /** An amount as people type it. */
    public String yuan(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }
}

package org.shouhou.casefile;

import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.order.Order;

/** What a kind of case adds to intake; its name is the process that carries it. */
public interface CaseType {

    String name();

    /** Whether people may open such a case, or turn one into it; false for what only an incident's decision makes of it. */
    default boolean chosenByPeople() {
        return true;
    }

    /**
     * @param lines ids of the order's lines the case is about, empty for the whole order
     * @return the amount asked for in minor units, null where no amount belongs to this kind
     * @throws Problem 422 when such a case cannot be about this order; nothing is written then
     */
    Long check(NewCase wanted, Order order, List<Long> lines);

    /**
     * Whether a case about this order, opened as another kind, may go on as this one.
     *
     * @param lines as for {@link #check}
     * @throws Problem 422 when such a case cannot be about this order (any more); nothing is written then
     */
    default void checkBecoming(CaseFile file, Order order, List<Long> lines) {
        // most kinds can be about any order
    }

    /** What the request asked for beyond what every case has; before {@link #opened}, in the same transaction. */
    default void asked(CaseFile opened, NewCase wanted) {
    }

    /**
     * Before its process starts, at intake or when the case becomes this kind: clocks and facts of its own, in the same
     * transaction. Called again for a case that was this kind before.
     */
    void opened(CaseFile opened, Order order);
}

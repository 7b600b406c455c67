package org.shouhou.order;

/** An order that reads well but does not fit what is known. Its transaction is rolled back. */
final class RowRefused extends RuntimeException {

    private final transient Field field;

    /** @param field the column it is about, or null */
    RowRefused(Field field, String problem) {
        super(problem, null, false, false);
        this.field = field;
    }

    Field field() {
        return field;
    }
}

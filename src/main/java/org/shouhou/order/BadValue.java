package org.shouhou.order;

/** A cell that is not what its column should hold. */
final class BadValue extends Exception {

    private final Field field;

    BadValue(Field field, String problem) {
        super(problem, null, false, false);
        this.field = field;
    }

    Field field() {
        return field;
    }
}

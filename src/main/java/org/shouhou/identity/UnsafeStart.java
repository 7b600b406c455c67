package org.shouhou.identity;

/** The configuration would run with a missing or well-known secret, so nothing runs. */
class UnsafeStart extends RuntimeException {

    private final String action;

    UnsafeStart(String problem, String action) {
        super(problem);
        this.action = action;
    }

    String action() {
        return action;
    }
}

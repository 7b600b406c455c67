package org.shouhou.proof;

/**
 * Something that can be done to a case, the same way each time.
 *
 * @param kind    what it is about
 * @param name    task, message, or how the outside behaves
 * @param detail  decision, or what a behaviour leads to; empty if there is none
 * @param variant which of several values the fields get
 */
record Move(Kind kind, String name, String detail, int variant) {

    /** In the order a finisher prefers them. */
    enum Kind { TASK, OUTSIDE, TELL, TIME }

    /** The variant of a message about money that is about all that is left of it. */
    static final int ALL_THAT_IS_LEFT = 3;

    static Move outside(String behaviour, String outcome) {
        return new Move(Kind.OUTSIDE, behaviour, outcome, 0);
    }

    static Move time() {
        return new Move(Kind.TIME, "", "", 0);
    }

    static Move tell(String message, int variant) {
        return new Move(Kind.TELL, message, "", variant);
    }

    static Move task(String key, String decision, int variant) {
        return new Move(Kind.TASK, key, decision, variant);
    }

    /** Reads what {@link #toString()} writes. */
    static Move of(String text) {
        if (text.equals("time")) {
            return time();
        }
        if (text.startsWith("outside ")) {
            String[] parts = text.split(" ", 3);
            return outside(parts[1], parts.length == 3 ? parts[2] : "");
        }
        int variant = Integer.parseInt(text.substring(text.indexOf('#') + 1));
        String[] parts = text.substring(0, text.indexOf('#')).split(" ", 2);
        return parts[0].equals("tell") ? tell(parts[1], variant) : task(parts[0], parts.length == 2 ? parts[1] : "", variant);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case TIME -> "time";
            case OUTSIDE -> "outside " + name + (detail.isEmpty() ? "" : " " + detail);
            case TELL -> "tell " + name + "#" + variant;
            case TASK -> name + (detail.isEmpty() ? "" : " " + detail) + "#" + variant;
        };
    }
}

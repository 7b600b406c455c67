package org.shouhou.reporting;

/** What is counted of cases, a day at a time. */
public enum Measure {
    /** Cases taken in, on the day they were opened. One merged into another is the other (R38). */
    INTAKE(Unit.COUNT),
    /** Cases closed, on the day they were; the total is the seconds since intake. One that was reopened is not closed. */
    CLOSED(Unit.SECONDS),
    /** Cases first replied to, on the day of the reply; the total is the seconds since intake. */
    FIRST_REPLY(Unit.SECONDS),
    /** Clocks that ended in time, and those that did not, on the day they ended. */
    MET(Unit.COUNT), MISSED(Unit.COUNT),
    /** How often cases went on after they were closed. */
    REOPENED(Unit.COUNT),
    /** Money given back, by us or outside; freight and money beyond what is owed; gifts and coupons by their worth. */
    REFUND(Unit.MONEY), FREIGHT(Unit.MONEY), COMPENSATION(Unit.MONEY), GIFT(Unit.MONEY),
    /** What goods sent again are worth, on the day they were ordered, and what couriers paid back for them: less than nothing. */
    RESHIP(Unit.MONEY), RECOVERED(Unit.MONEY);

    /** Of what a total consists: nothing, seconds, minor units of a currency. */
    public enum Unit { COUNT, SECONDS, MONEY }

    private final Unit unit;

    Measure(Unit unit) {
        this.unit = unit;
    }

    public Unit unit() {
        return unit;
    }
}

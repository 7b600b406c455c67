package org.shouhou.complaint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.NewCase;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.Why;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Order;
import org.springframework.stereotype.Component;

/** The complaint as a kind of case (R27): what it may be about, and what happens the moment it is opened. */
@Component
class ComplaintCase implements CaseType {

    /** What a complaint can be about (R27); any other of the shop's reasons counts as OTHER. */
    private static final List<String> KINDS = List.of("FALSE_SHIPMENT", "LATE_SHIPMENT", "BROKEN_PROMISE", "NOT_RECEIVED",
            "CONSUMER_PROTECTION", "SEVEN_DAYS_REFUSED", "AGENT_CONDUCT", "OTHER");

    private final ComplaintBook book;
    private final ComplaintPeople people;
    private final Alerts alerts;
    private final Users users;
    private final Deadlines deadlines;
    private final Messages messages;
    private final CaseHistory history;

    ComplaintCase(ComplaintBook book, ComplaintPeople people, Alerts alerts, Users users, Deadlines deadlines,
            Messages messages, CaseHistory history) {
        this.book = book;
        this.people = people;
        this.alerts = alerts;
        this.users = users;
        this.deadlines = deadlines;
        this.messages = messages;
        this.history = history;
    }

    @Override
    public String name() {
        return "complaint";
    }

    static String kindOf(String reason) {
        return KINDS.contains(reason) ? reason : "OTHER";
    }

    /** R6: the colleague it is about is one of ours. A customer may ask for more than the order cost. */
    @Override
    public Long check(NewCase wanted, Order order, List<Long> lines) {
        if (wanted.agent() != null && users.find(wanted.agent()).isEmpty()) {
            throw Problem.fields(List.of(new FieldProblem("agent", "There is nobody called " + wanted.agent() + ".")));
        }
        return wanted.amount() == null ? null : wanted.amount().minor();
    }

    @Override
    public void asked(CaseFile opened, NewCase wanted) {
        book.begin(opened.id(), wanted.agent() == null ? null : users.find(wanted.agent()).map(User::name).orElseThrow());
    }

    /** R28: supervisors and managers hear before anything else is done; then the customer is told that somebody is sorry (R6). */
    @Override
    public void opened(CaseFile opened, Order order) {
        Optional<ComplaintBook.Work> before = book.find(opened.id());
        if (before.isEmpty()) {
            book.begin(opened.id(), null);
        }
        alerts.raise(opened);
        String about = before.map(ComplaintBook.Work::complainedOf).orElse(null);
        Level level = before.map(ComplaintBook.Work::nextLevel).orElseGet(() -> people.first(about));
        boolean again = before.map(ComplaintBook.Work::nextLevel).isPresent();
        book.startAt(opened.id(), level);
        history.record(opened.id(), CaseHistory.SYSTEM, "COMPLAINT_LEVEL", Map.of("level", level.role().id()));
        if (opened.platformDeadline() != null && deadlines.running(opened.id(), Deadlines.PLATFORM).isEmpty()) {
            deadlines.start(opened.id(), null, Deadlines.PLATFORM, opened.openedAt(), opened.platformDeadline(), null,
                    Why.given(opened.platformDeadline()));
        }
        if (!again) {
            messages.toCustomer(opened.id(), "complaint-received", Map.of(), "complaint-received-" + opened.id());
        }
    }
}

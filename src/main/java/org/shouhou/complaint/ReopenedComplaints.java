package org.shouhou.complaint;

import java.util.Optional;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.casefile.ReopeningMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A closed complaint that the customer comes back to goes on one level higher. */
@Component
class ReopenedComplaints implements ReopeningMessage {

    private final ComplaintBook book;
    private final ComplaintPeople people;
    private final JdbcClient jdbc;

    ReopenedComplaints(ComplaintBook book, ComplaintPeople people, JdbcClient jdbc) {
        this.book = book;
        this.people = people;
        this.jdbc = jdbc;
    }

    @Override
    public MessageName message() {
        return MessageName.COMPLAINT_REOPENED;
    }

    @Override
    public String reopensAs(CaseFile closed, MessageFacts.Fact fact) {
        Optional<ComplaintBook.Work> work = book.find(closed.id());
        if (!closed.type().equals("complaint") || work.isEmpty() || saidBefore(closed, fact)) {
            return null;
        }
        book.reopenAt(closed.id(), people.above(work.get().level(), work.get().complainedOf()));
        return "complaint";
    }

    /** What was said while the complaint was open was known to whoever answered it. */
    private boolean saidBefore(CaseFile closed, MessageFacts.Fact fact) {
        long received = jdbc.sql("SELECT received_ms FROM message_fact WHERE id = ?").param(fact.id()).query(Long.class).single();
        return received < closed.closedAt().toEpochMilli();
    }
}

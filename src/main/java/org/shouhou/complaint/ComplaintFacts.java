package org.shouhou.complaint;

import java.util.Optional;
import org.springframework.stereotype.Service;

/** What people see of a complaint beside its task. */
@Service
public class ComplaintFacts {

    /**
     * @param level        the group id of who answers it now, or answered it last
     * @param complainedOf the colleague it is about, or null
     * @param intervention the platform's number of the dispute; null while it has not stepped in
     * @param alert        the newest; null when there never was one
     */
    public record Shown(String level, String complainedOf, String intervention, Alerts.Alert alert) {
    }

    private final ComplaintBook book;
    private final Alerts alerts;

    ComplaintFacts(ComplaintBook book, Alerts alerts) {
        this.book = book;
        this.alerts = alerts;
    }

    /** Empty for a case that never was a complaint. */
    public Optional<Shown> of(long caseId) {
        return book.find(caseId).map(work -> new Shown(work.level().role().id(), work.complainedOf(), work.intervention(),
                alerts.newest(caseId).orElse(null)));
    }
}

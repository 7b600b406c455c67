package org.shouhou.duty;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.shouhou.identity.Role;
import org.shouhou.identity.User;
import org.springframework.stereotype.Service;

/** Everybody who works, with how they stand. */
@Service
public class DutyList {

    /**
     * One person.
     *
     * @param since   when that was said or a shift changed it; null when neither ever happened
     * @param shift   the present shift, else the next; null when there is none
     */
    public record Person(String user, String displayName, List<String> roles, String state, Instant since, Shifts.Shift shift) {
    }

    private final OnDuty duty;
    private final Shifts shifts;
    private final Clock clock;

    DutyList(OnDuty duty, Shifts shifts, Clock clock) {
        this.duty = duty;
        this.shifts = shifts;
        this.clock = clock;
    }

    public List<Person> all() {
        return duty.everybody().stream().map(this::person).toList();
    }

    private Person person(User user) {
        OnDuty.Stand stand = duty.of(user.name());
        Instant now = clock.instant();
        return new Person(user.name(), user.displayName(), user.roles().stream().sorted().map(Role::id).toList(), stand.state().name(),
                stand.since(), shifts.of(user.name()).stream().filter(shift -> shift.endsAt().isAfter(now)).findFirst().orElse(null));
    }
}

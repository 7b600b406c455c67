package org.shouhou.steering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.duty.DutyList;
import org.shouhou.duty.Shifts;
import org.shouhou.identity.Role;
import org.shouhou.queue.TeamLoad;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who has how much, who is there, and what nobody has taken. */
@Service
public class Workload {

    /**
     * One person of the team.
     *
     * @param state    ON, BREAK or OFF
     * @param shift    the present one, else the next; null when there is none
     * @param gone     off duty, with work nobody looks at
     * @param firstDue when the first of the tasks is, or was, due; null without any
     */
    public record Person(String user, String displayName, List<String> roles, String state, Shifts.Shift shift, boolean gone, int open,
            int overdue, int hour, int today, Instant firstDue) {
    }

    /** @param hourEnds up to when {@code hour} counts; {@code dayEnds} up to when {@code today} does */
    public record Load(List<Person> people, List<TeamLoad.Load> free, int open, int overdue, int hour, int today, Instant hourEnds, Instant dayEnds) {
    }

    /** Roles tasks are for. */
    private static final Set<String> TAKE_TASKS = Set.of(Role.AGENT.id(), Role.SUPERVISOR.id(), Role.MANAGER.id(), Role.WAREHOUSE.id(), Role.FINANCE.id());
    private static final String OFF = "OFF";

    private final TeamLoad load;
    private final DutyList duty;

    Workload(TeamLoad load, DutyList duty) {
        this.load = load;
        this.duty = duty;
    }

    /** Those who have most that is late first. */
    @Transactional(readOnly = true)
    public Load now() {
        Map<String, TeamLoad.Load> left = new HashMap<>();
        load.people().forEach(one -> left.put(one.name(), one));
        List<Person> people = new ArrayList<>();
        for (DutyList.Person person : duty.all()) {
            TeamLoad.Load theirs = left.remove(person.user());
            if (theirs != null || person.roles().stream().anyMatch(TAKE_TASKS::contains)) {
                people.add(person(person.user(), person.displayName(), person.roles(), person.state(), person.shift(), theirs));
            }
        }
        // an account that was switched off may still have work
        left.values().forEach(theirs -> people.add(person(theirs.name(), theirs.name(), List.of(), OFF, null, theirs)));
        people.sort(Comparator.comparing(Person::gone).thenComparing(Person::overdue).thenComparing(Person::open).reversed()
                .thenComparing(Person::user));
        List<TeamLoad.Load> free = load.free();
        return new Load(people, free, sum(people, Person::open) + sum(free, TeamLoad.Load::open),
                sum(people, Person::overdue) + sum(free, TeamLoad.Load::overdue), sum(people, Person::hour) + sum(free, TeamLoad.Load::hour),
                sum(people, Person::today) + sum(free, TeamLoad.Load::today), load.hourEnds(), load.dayEnds());
    }

    private static <T> int sum(List<T> all, java.util.function.ToIntFunction<T> of) {
        return all.stream().mapToInt(of).sum();
    }

    private static Person person(String user, String name, List<String> roles, String state, Shifts.Shift shift, TeamLoad.Load load) {
        return load == null ? new Person(user, name, roles, state, shift, false, 0, 0, 0, 0, null)
                : new Person(user, name, roles, state, shift, OFF.equals(state), load.open(), load.overdue(), load.hour(), load.today(), load.firstDue());
    }
}

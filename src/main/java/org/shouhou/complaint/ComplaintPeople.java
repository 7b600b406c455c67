package org.shouhou.complaint;

import java.util.List;
import java.util.Optional;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.queue.KeptAway;
import org.springframework.stereotype.Component;

/** Who may answer a complaint, and who must not: the colleague it is about (R6). */
@Component
class ComplaintPeople implements KeptAway {

    private final ComplaintBook book;
    private final CaseFiles cases;
    private final Users users;

    ComplaintPeople(ComplaintBook book, CaseFiles cases, Users users) {
        this.book = book;
        this.cases = cases;
        this.users = users;
    }

    /** Kept away from every task of the case, unless nobody else could do it. */
    @Override
    public String from(long caseId, List<String> groups) {
        String about = book.find(caseId).map(ComplaintBook.Work::complainedOf).orElse(null);
        return about != null && others(about).filter(user -> user.actor().sees(cases.get(caseId).shop())).anyMatch(user -> groups.stream().anyMatch(user.actor()::mayDo))
                ? about : null;
    }

    /** The level a complaint begins at: never below the colleague it is about, and one at which somebody else is. */
    Level first(String about) {
        Level lowest = about == null ? Level.AGENT : users.find(about).map(ComplaintPeople::levelOf).orElse(Level.AGENT);
        return somebodyFrom(lowest, about);
    }

    /** The next level up at which somebody else is; the manager's at last. */
    Level above(Level level, String about) {
        return level.above().map(next -> somebodyFrom(next, about)).orElse(Level.MANAGER);
    }

    /** How a person is called; null for nobody. */
    String displayName(String user) {
        return user == null ? null : users.find(user).map(User::displayName).orElse(user);
    }

    /** The person as they act, with the roles they hold now. */
    Actor actor(String user) {
        return users.find(user).map(User::actor).orElse(Actor.of(user));
    }

    private Level somebodyFrom(Level lowest, String about) {
        for (Optional<Level> level = Optional.of(lowest); level.isPresent(); level = level.get().above()) {
            Role role = level.get().role();
            if (others(about).anyMatch(user -> user.roles().contains(role))) {
                return level.get();
            }
        }
        return Level.MANAGER;
    }

    private java.util.stream.Stream<User> others(String about) {
        return users.all().stream().filter(User::active).filter(user -> !user.name().equals(about));
    }

    private static Level levelOf(User user) {
        Actor actor = user.actor();
        return actor.mayDo(Role.MANAGER) ? Level.MANAGER : actor.mayDo(Role.SUPERVISOR) ? Level.SUPERVISOR : Level.AGENT;
    }
}

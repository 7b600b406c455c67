package org.shouhou.identity;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts over the API; for operators, and {@code /api/me} for everybody. */
@RestController
@RequestMapping("/api")
class UsersApi {

    /** An account as the API shows it; roles by id. @param shops those the person is kept to; empty for all */
    record Shown(String name, String displayName, List<String> roles, String email, String language, boolean active, List<String> shops) {

        static Shown of(User user) {
            return new Shown(user.name(), user.displayName(), user.roles().stream().sorted().map(Role::id).toList(),
                    user.email(), user.language(), user.active(), user.shops().sorted());
        }
    }

    /** A new account. */
    record New(String name, String displayName, List<String> roles, String email, String language, List<String> shops, String password) {

        @Override
        public String toString() {
            return "New[" + name + "]";
        }
    }

    /** What to change of an account; what is null stays. */
    record Change(List<String> roles, List<String> shops, Boolean active, String password) {

        @Override
        public String toString() {
            return "Change[" + roles + ", " + shops + ", " + active + "]";
        }
    }

    /** Which session to end. @param id null for every one of the person */
    record End(String id) {
    }

    private static final int SIGN_INS = 100;

    private final Users users;
    private final OpenSessions sessions;
    private final SignIns signIns;

    UsersApi(Users users, OpenSessions sessions, SignIns signIns) {
        this.users = users;
        this.sessions = sessions;
        this.signIns = signIns;
    }

    @GetMapping("/me")
    Shown me() {
        return users.find(Actor.current().name()).map(Shown::of).orElseThrow();
    }

    @GetMapping("/users")
    List<Shown> all() {
        return users.all().stream().map(Shown::of).toList();
    }

    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    Shown create(@RequestBody New given) {
        return Shown.of(users.create(new NewUser(given.name(), given.displayName(), roles(given.roles()), given.email(),
                given.language(), shops(given.shops()), given.password())));
    }

    @PostMapping("/users/{name}")
    Shown change(@PathVariable String name, @RequestBody Change change) {
        users.change(Actor.current(), name, change.roles() == null ? null : roles(change.roles()), shops(change.shops()), change.active(), change.password());
        return users.find(name).map(Shown::of).orElseThrow();
    }

    @GetMapping("/users/{name}")
    Shown one(@PathVariable String name) {
        return users.find(name).map(Shown::of).orElseThrow(() -> Problem.notFound("user", name));
    }

    /** The open sessions of a person, the last used first. */
    @GetMapping("/users/{name}/sessions")
    List<OpenSessions.Open> sessions(@PathVariable String name) {
        return sessions.of(name);
    }

    /** Ends one session of a person or all: the next request with it has to sign in. */
    @PostMapping("/users/{name}/sessions/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String name, @RequestBody End which) {
        sessions.end(name, which.id());
    }

    /** The latest hundred sign-ins at the page and wrong passwords of a person, newest first. */
    @GetMapping("/users/{name}/sign-ins")
    List<SignIns.Entry> signIns(@PathVariable String name) {
        return signIns.of(users.find(name).orElseThrow(() -> Problem.notFound("user", name)).name(), SIGN_INS);
    }

    private static Set<String> shops(List<String> given) {
        return given == null ? null : Shops.given(given);
    }

    /** The roles of ids. @throws Problem 400 naming an unknown one */
    static Set<Role> roles(List<String> ids) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        List<FieldProblem> problems = new ArrayList<>();
        for (String id : ids == null ? List.<String>of() : ids) {
            Role.ofId(id).ifPresentOrElse(roles::add,
                    () -> problems.add(new FieldProblem("roles", "There is no role \"" + id + "\".")));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        return roles;
    }
}

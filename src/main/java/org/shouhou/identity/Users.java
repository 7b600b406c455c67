package org.shouhou.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The accounts. A change takes effect with the person's next request, on every node. */
@Service
public class Users {

    static final List<String> LANGUAGES = List.of("zh-CN", "en");
    private static final Set<Role> KEPT_TO_SHOPS = Set.of(Role.AGENT, Role.PRESALE);
    private static final int MOST_SHOPS = 20;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{1,63}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}<>,;\"]+@[^@\\s\\p{Cntrl}<>,;\"]+");
    private static final String COLUMNS = "username, display_name, roles, email, language, active, shops";

    /** Published when sessions of a person must end: password changed or account switched off. */
    record SessionsEnd(String userName) {
    }

    /** Published when somebody works for other shops from now on, in that transaction. @param by who decided so */
    public record ShopsChanged(String userName, Shops shops, String by) {
    }

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final ApplicationEventPublisher events;

    Users(JdbcClient jdbc, PasswordEncoder encoder, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.events = events;
    }

    /** The account of a name, active or not; capitals do not matter. */
    public Optional<User> find(String name) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM user_account WHERE username = ?").param(normal(name))
                .query((row, n) -> user(row)).optional();
    }

    /** Active accounts that hold this very role, by name; none for an unknown role. */
    public List<User> inRole(String roleId) {
        return Role.ofId(roleId).map(role -> all().stream().filter(User::active)
                .filter(user -> user.roles().contains(role)).toList()).orElse(List.of());
    }

    /** Every account, by name. */
    public List<User> all() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM user_account ORDER BY username").query((row, n) -> user(row)).list();
    }

    /** Opens an account. @throws Problem 400 naming each wrong field, 409 {@code user-exists} */
    @Transactional
    public User create(NewUser given) {
        List<FieldProblem> problems = problems(given);
        Passwords.problem(given.password(), normal(given.name()))
                .ifPresent(problem -> problems.add(new FieldProblem("password", problem)));
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        try {
            return insert(given);
        } catch (DuplicateKeyException e) {
            throw Problem.conflict("user-exists", "There is already an account " + normal(given.name()) + ".");
        }
    }

    /** Opens a demonstration account, whose password nobody could use elsewhere; does nothing when it is there. */
    @Transactional
    void createForDemo(NewUser given) {
        if (find(given.name()).isEmpty()) {
            insert(given);
        }
    }

    private User insert(NewUser given) {
        User user = new User(normal(given.name()),
                given.displayName() == null || given.displayName().isBlank() ? normal(given.name()) : given.displayName().strip(),
                given.roles(), blankToNull(given.email()), given.language() == null ? LANGUAGES.get(0) : given.language(), true, new Shops(given.shops()));
        jdbc.sql("INSERT INTO user_account (username, display_name, password_hash, roles, email, language, active, shops)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(user.name(), user.displayName(), encoder.encode(given.password()), text(user.roles()),
                        user.email(), user.language(), true, user.shops().toString())
                .update();
        return user;
    }

    /** Sets a new password; sessions of the person end. @throws Problem 404, 400 for a weak one */
    @Transactional
    public void changePassword(String name, String password) {
        Passwords.problem(password, normal(name)).ifPresent(problem -> {
            throw Problem.fields(List.of(new FieldProblem("password", problem)));
        });
        changed(name, jdbc.sql("UPDATE user_account SET password_hash = ? WHERE username = ?")
                .params(encoder.encode(password), normal(name)).update());
        events.publishEvent(new SessionsEnd(normal(name)));
    }

    /** Switches an account on or off; switched off, sessions of the person end. @throws Problem 404 */
    @Transactional
    public void setActive(String name, boolean active) {
        changed(name, jdbc.sql("UPDATE user_account SET active = ? WHERE username = ?").params(active, normal(name)).update());
        if (!active) {
            events.publishEvent(new SessionsEnd(normal(name)));
        }
    }

    /** Gives an account other roles; sessions of the person end. @throws Problem 404, 400 without a role or with another beside the auditor's */
    @Transactional
    public void changeRoles(String name, Set<Role> roles) {
        rolesProblem(roles).ifPresent(problem -> {
            throw Problem.fields(List.of(new FieldProblem("roles", problem)));
        });
        changed(name, jdbc.sql("UPDATE user_account SET roles = ? WHERE username = ?").params(text(roles), normal(name)).update());
        events.publishEvent(new SessionsEnd(normal(name)));
    }

    private void changeShops(User user, Shops shops, Actor by) {
        if (!user.shops().equals(shops)) {
            jdbc.sql("UPDATE user_account SET shops = ? WHERE username = ?").params(shops.toString(), user.name()).update();
            events.publishEvent(new ShopsChanged(user.name(), shops, by.name()));
        }
    }

    /**
     * Changes what is not null, all or nothing. Nobody switches off or demotes their own account, and two operators who
     * do it to each other at the same moment do not both succeed, so that an operator is always left.
     *
     * @param shops empty for all shops
     * @throws Problem 404, 400 for a weak password, impossible roles or shops, 409 {@code own-account} or {@code last-operator}
     */
    @Transactional
    public void change(Actor by, String name, Set<Role> roles, Set<String> shops, Boolean active, String password) {
        if (by.name().equals(normal(name)) && (roles != null && !roles.containsAll(by.roles()) || Boolean.FALSE.equals(active))) {
            throw Problem.conflict("own-account", "Another operator has to do this to your own account.");
        }
        if (Boolean.FALSE.equals(active) || roles != null && !roles.contains(Role.OPERATOR)) {
            leaveAnOperator(normal(name));
        }
        // roles and shops are for each other: who changes one waits for who changes the other
        User user = jdbc.sql("SELECT " + COLUMNS + " FROM user_account WHERE username = ? FOR UPDATE").param(normal(name))
                .query((row, n) -> user(row)).optional().orElseThrow(() -> Problem.notFound("user", name));
        Set<String> theirs = shops == null ? user.shops().codes() : Shops.given(shops);
        shopsProblem(theirs, roles == null ? user.roles() : roles).ifPresent(problem -> {
            throw Problem.fields(List.of(new FieldProblem("shops", problem)));
        });
        if (roles != null && !roles.equals(user.roles())) {
            changeRoles(name, roles);
        }
        changeShops(user, new Shops(theirs), by);
        if (active != null) {
            setActive(name, active);
        }
        if (password != null) {
            changePassword(name, password);
        }
    }

    /** The accounts are locked in one order, so that two such changes happen one after the other. */
    private void leaveAnOperator(String without) {
        List<User> operators = jdbc.sql("SELECT " + COLUMNS + " FROM user_account ORDER BY username FOR UPDATE").query((row, n) -> user(row)).list()
                .stream().filter(User::active).filter(user -> user.roles().contains(Role.OPERATOR)).toList();
        if (operators.size() == 1 && operators.get(0).name().equals(without)) {
            throw Problem.conflict("last-operator", "This is the last operator who can sign in; make somebody else one first.");
        }
    }

    /** Remembers the language a person chose; an unknown one is ignored. */
    @Transactional
    public void changeLanguage(String name, String language) {
        if (LANGUAGES.contains(language)) {
            jdbc.sql("UPDATE user_account SET language = ? WHERE username = ?").params(language, normal(name)).update();
        }
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT COUNT(*) FROM user_account").query(Long.class).single() == 0;
    }

    Optional<Account> account(String name) {
        return jdbc.sql("SELECT " + COLUMNS + ", password_hash FROM user_account WHERE username = ?").param(normal(name))
                .query((row, n) -> new Account(user(row), row.getString("password_hash"))).optional();
    }

    private static void changed(String name, int rows) {
        if (rows == 0) {
            throw Problem.notFound("user", name);
        }
    }

    private static List<FieldProblem> problems(NewUser given) {
        List<FieldProblem> problems = new ArrayList<>();
        String name = normal(given.name());
        if (!NAME.matcher(name).matches() || name.equals(Actor.SYSTEM.name())) {
            problems.add(new FieldProblem("name", "2 to 64 of a-z, 0-9, dot, underscore or hyphen, starting with a letter; not \"system\"."));
        }
        if (given.displayName() != null && (given.displayName().length() > 100
                || given.displayName().chars().anyMatch(Character::isISOControl))) {
            problems.add(new FieldProblem("displayName", "At most 100 characters, on one line."));
        }
        rolesProblem(given.roles()).ifPresent(problem -> problems.add(new FieldProblem("roles", problem)));
        shopsProblem(given.shops(), given.roles()).ifPresent(problem -> problems.add(new FieldProblem("shops", problem)));
        if (given.email() != null && !given.email().isBlank()
                && (given.email().length() > 200 || !EMAIL.matcher(given.email()).matches())) {
            problems.add(new FieldProblem("email", "This is no mail address."));
        }
        if (given.language() != null && !LANGUAGES.contains(given.language())) {
            problems.add(new FieldProblem("language", "One of " + String.join(", ", LANGUAGES) + "."));
        }
        return problems;
    }

    private static Optional<String> rolesProblem(Set<Role> roles) {
        if (roles == null || roles.isEmpty()) {
            return Optional.of("At least one role is needed.");
        }
        return roles.contains(Role.AUDITOR) && roles.size() > 1
                ? Optional.of("An auditor changes nothing and holds no other role.") : Optional.empty();
    }

    /** Only agents are kept to shops: who leads, checks, pays, receives parcels or operates does so for all of them. */
    private static Optional<String> shopsProblem(Set<String> shops, Set<Role> roles) {
        if (shops.size() > MOST_SHOPS || !shops.stream().allMatch(Shops::isCode)) {
            return Optional.of("This is not the right kind of value.");
        }
        return shops.isEmpty() || roles == null || KEPT_TO_SHOPS.containsAll(roles) ? Optional.empty()
                : Optional.of("Only agents are kept to shops; the other roles are for all shops.");
    }

    private static String normal(String name) {
        return name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String text(Set<Role> roles) {
        return roles.stream().sorted().map(Role::id).collect(Collectors.joining(","));
    }

    private static User user(ResultSet row) throws SQLException {
        Set<Role> roles = Arrays.stream(row.getString("roles").split(",")).map(Role::ofId).flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return new User(row.getString("username"), row.getString("display_name"), roles, row.getString("email"),
                row.getString("language"), row.getBoolean("active"), Shops.read(row.getString("shops")));
    }
}

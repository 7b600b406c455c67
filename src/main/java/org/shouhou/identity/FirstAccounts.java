package org.shouhou.identity;

import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The accounts of an empty database: for the demonstration one or two a role, all with the password {@code demo};
 * otherwise one operator, whose password comes from the environment and who opens the others.
 */
@Component
class FirstAccounts implements SmartInitializingSingleton {

    private static final String DEMO_PASSWORD = "demo";

    private final Users users;
    private final DemoAccounts demo;
    private final String operatorPassword;

    FirstAccounts(Users users, DemoAccounts demo,
            @Value("${" + Secrets.OPERATOR_PASSWORD + ":}") String operatorPassword) {
        this.users = users;
        this.demo = demo;
        this.operatorPassword = operatorPassword;
    }

    @Override
    public void afterSingletonsInstantiated() {
        demo.names().forEach(name -> users.createForDemo(demoUser(name)));
        if (demo.names().isEmpty() && users.isEmpty()) {
            Passwords.problem(operatorPassword, "operator").ifPresent(problem -> {
                throw new UnsafeStart("The first account, \"operator\", needs a password. " + problem,
                        "Set " + Secrets.OPERATOR_PASSWORD + " for the first start.");
            });
            users.create(new NewUser("operator", null, Set.of(Role.OPERATOR), null, null, null, operatorPassword));
        }
    }

    private static NewUser demoUser(String name) {
        Role role = Role.ofId(name.replaceAll("\\d", "")).orElseThrow();
        return new NewUser(name, name, Set.of(role), name + "@shop.example", null, null, DEMO_PASSWORD);
    }
}

package org.shouhou.identity;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Outside of the demonstration, refuses to start with a missing or well-known secret, before anything is connected. */
class Secrets implements EnvironmentPostProcessor, Ordered {

    /** True in the demonstration: accounts with a password that everybody knows. */
    static final String DEMO_ACCOUNTS = "shouhou.demo.accounts";
    static final String OPERATOR_PASSWORD = "SHOUHOU_OPERATOR_PASSWORD";

    /** Signs the links customers get; without one there are none. */
    static final String LINKS = "shouhou.links.secret";
    /** What secrets that must be read again are kept under; without one none can be kept. */
    static final String KEY = "shouhou.secrets.key";
    private static final int SHORTEST = 24;

    /** Who speaks HTTP to us signs with a secret: by the property that says so, the property of the secret. */
    private static final Map<String, String> SIGNING = Map.of(
            "shouhou.gateways.payment", "shouhou.gateways.http.payment.secret",
            "shouhou.gateways.order", "shouhou.gateways.http.order.secret",
            "shouhou.gateways.warehouse", "shouhou.gateways.http.warehouse.secret",
            "shouhou.gateways.courier", "shouhou.gateways.http.courier.secret",
            "shouhou.channels.chat", "shouhou.channels.chat-secret",
            "shouhou.channels.sms", "shouhou.channels.sms-secret");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        check(environment);
    }

    /** After the configuration files have been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** @throws UnsafeStart naming the first secret that is missing or well known */
    static void check(Environment environment) {
        boolean shop = environment.acceptsProfiles(Profiles.of("mysql"));
        if (environment.acceptsProfiles(Profiles.of("demo")) && !shop) {
            return;
        }
        if (shop) {
            if (environment.acceptsProfiles(Profiles.of("demo"))) {
                throw new UnsafeStart("The demonstration does not run on a shop's database.", "Leave out the profile demo.");
            }
            if (environment.getProperty("shouhou.clock.adjustable", Boolean.class, false)) {
                throw new UnsafeStart("A shop's clock cannot be moved.", "Remove shouhou.clock.adjustable.");
            }
            secret(environment, "SHOUHOU_DB_PASSWORD", "The database's password");
            if (environment.getProperty(DEMO_ACCOUNTS, Boolean.class, false)) {
                throw new UnsafeStart("Accounts with a password that everybody knows are for the demonstration only.",
                        "Remove " + DEMO_ACCOUNTS + ".");
            }
        }
        String operator = environment.getProperty(OPERATOR_PASSWORD);
        if (operator != null) {
            Passwords.problem(operator, "operator").ifPresent(problem -> {
                throw new UnsafeStart("The operator's password is not safe. " + problem, "Set another " + OPERATOR_PASSWORD + ".");
            });
        }
        String links = environment.getProperty(LINKS);
        if (links != null && !links.isBlank() && (links.length() < SHORTEST || Passwords.isWellKnown(links))) {
            throw new UnsafeStart("The secret that signs customers' links is too short, or one that everybody knows.",
                    "Set another " + LINKS + " of at least " + SHORTEST + " characters, or none to have no links.");
        }
        String key = environment.getProperty(KEY);
        if (key != null && !key.isBlank() && (key.length() < SHORTEST || Passwords.isWellKnown(key))) {
            throw new UnsafeStart("The key that secrets are kept under is too short, or one that everybody knows.",
                    "Set another " + KEY + " of at least " + SHORTEST + " characters, or none to have no webhooks.");
        }
        SIGNING.forEach((adapter, secret) -> {
            if ("http".equals(environment.getProperty(adapter))) {
                secret(environment, secret, "The secret that signs calls of " + adapter);
            }
        });
    }

    private static void secret(Environment environment, String property, String what) {
        String value = environment.getProperty(property);
        if (value == null || value.isBlank()) {
            throw new UnsafeStart(what + " is missing.", "Set " + property + ".");
        }
        if (Passwords.isWellKnown(value)) {
            throw new UnsafeStart(what + " is one that everybody knows.", "Set another " + property + ".");
        }
    }
}

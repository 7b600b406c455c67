package org.shouhou.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Ends the start log of a demonstration with where to click and who to sign in as. */
@Component
@ConditionalOnProperty("shouhou.demo.accounts")
class Welcome {

    private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);
    private final Environment environment;

    Welcome(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void ready() {
        LOG.info("Shouhou is ready: http://localhost:{}  Sign in as agent1, supervisor1, manager1, warehouse1, finance1, "
                + "auditor1, operator1 or presale1, each with the password demo.", environment.getProperty("local.server.port"));
    }
}

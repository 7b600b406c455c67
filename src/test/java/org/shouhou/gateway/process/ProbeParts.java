package org.shouhou.gateway.process;

import org.shouhou.gateway.Adapter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What tests of the gateways add to the application. */
@TestConfiguration(proxyBeanMethods = false)
class ProbeParts {

    @Bean
    Probe probe() {
        return new Probe();
    }

    @Bean
    TroubledSandbox troubledSandbox(@Qualifier("sandboxAdapter") Adapter sandbox) {
        return new TroubledSandbox(sandbox);
    }
}

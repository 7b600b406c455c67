package org.shouhou.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody has the installation call what only it can reach. */
class DestinationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
            "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "0.1.2.3", "::1", "::", "fe80::1",
            "fc00::1", "fd12:3456::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1", "ff02::1", "100::1"})
    void an_address_of_the_own_machine_or_network_is_not_public(String address) throws UnknownHostException {
        assertThat(Destinations.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2001:4860:4860::8888"})
    void an_address_of_the_internet_is(String address) throws UnknownHostException {
        assertThat(Destinations.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:PORT/", "https://localhost:PORT/", "https://[::1]:PORT/", "https://2130706433:PORT/", "https://0x7f.1:PORT/", "https://127.1:PORT/", "https://[::ffff:127.0.0.1]:PORT/"})
    void nothing_reaches_the_own_machine_however_it_is_written(String url) {
        try (Receiver receiver = new Receiver()) {
            String port = receiver.url().replaceAll(".*:(\\d+)/.*", "$1");
            SafePost post = new SafePost(new Destinations(false));
            assertThatThrownBy(() -> post.post(url.replace("PORT", port), Map.of(), new byte[0], Duration.ofSeconds(5)))
                    .isInstanceOf(Destinations.Refused.class);
            assertThat(receiver.calls).isEmpty();
        }
    }

    @Test
    void without_encryption_only_the_own_network_is_called_where_that_is_allowed() {
        assertThatThrownBy(() -> new Destinations(false).check("http://example.com/")).hasMessageContaining("https");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new Destinations(true).check("http://example.com/"))).isNull();
    }

    @Test
    void a_receiver_that_never_answers_costs_no_more_than_the_limit() throws Exception {
        try (var silent = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> new SafePost(new Destinations(true)).post("http://127.0.0.1:" + silent.getLocalPort() + "/", Map.of(), new byte[0], Duration.ofMillis(300)))
                    .isInstanceOf(java.io.IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }
}

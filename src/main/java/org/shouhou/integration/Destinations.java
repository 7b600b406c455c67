package org.shouhou.integration;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where events may be sent. Nobody may have the installation call what only it can reach: its own machine, its network,
 * a cloud's metadata. So the address a name stands for is looked at when the connection is made, and that very address
 * is connected to. An installation that wants to tell its own network says so ({@code shouhou.webhooks.private-addresses}).
 */
@Component
class Destinations {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Nothing is sent there. */
    static final class Refused extends Exception {
        Refused(String why) {
            super(why);
        }
    }

    /** @param address where to connect, looked at already */
    record Destination(String host, int port, boolean encrypted, InetAddress address) {
    }

    private final boolean ownNetwork;

    Destinations(@Value("${shouhou.webhooks.private-addresses:false}") boolean ownNetwork) {
        this.ownNetwork = ownNetwork;
    }

    /** What is wrong with a URL before anything is looked up. @throws Refused saying so in plain words */
    URI check(String url) throws Refused {
        URI uri;
        try {
            uri = URI.create(new URI(url).toASCIIString());
        } catch (URISyntaxException e) {
            throw new Refused("Write an address such as https://example.com/hook.");
        }
        boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null || !encrypted && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new Refused("Write an address such as https://example.com/hook.");
        }
        if (!encrypted && !ownNetwork) {
            throw new Refused("Only https addresses are called.");
        }
        return uri;
    }

    /** @throws Refused when the name leads nowhere, or where nothing may be sent */
    Destination resolve(URI uri) throws Refused {
        boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : encrypted ? HTTPS : HTTP;
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (ownNetwork || isPublic(address)) {
                    return new Destination(host, port, encrypted, address);
                }
            }
        } catch (UnknownHostException e) {
            throw new Refused("The name " + host + " leads nowhere.");
        }
        throw new Refused("The address is one of a private network; nothing is sent there.");
    }

    /** Whether anybody on the internet could reach it. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic(b[0] & 0xff, b[1] & 0xff, b[2] & 0xff);
        }
        int first = (b[0] & 0xff) << 8 | b[1] & 0xff;
        int second = (b[2] & 0xff) << 8 | b[3] & 0xff;
        boolean unique = (first & 0xfe00) == 0xfc00;
        // others' addresses can hide in those: mapped and compatible, NAT64, 6to4, Teredo, documentation
        boolean wrapped = first == 0 || first == 0x64 && second == 0xff9b || first == 0x2002 || first == 0x2001 && (second == 0 || second == 0xdb8) || first == 0x100;
        return address instanceof Inet6Address && !unique && !wrapped;
    }

    private static boolean isPublic(int a, int b, int c) {
        return a != 0 && a < 240 && !(a == 100 && b >= 64 && b < 128) && !(a == 192 && b == 0 && (c == 0 || c == 2))
                && !(a == 198 && (b == 18 || b == 19 || b == 51 && c == 100)) && !(a == 203 && b == 0 && c == 113);
    }
}

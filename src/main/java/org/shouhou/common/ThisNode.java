package org.shouhou.common;

import java.lang.management.ManagementFactory;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The name of this run of the application among all that share the database; another one after each start. */
@Component
public class ThisNode {

    private static final int LONGEST = 90;

    private final String host;
    private final String id;

    public ThisNode() {
        String name = ManagementFactory.getRuntimeMXBean().getName();
        String machine = name.substring(name.indexOf('@') + 1);
        host = machine.length() <= LONGEST ? machine : machine.substring(0, LONGEST);
        String short8 = UUID.randomUUID().toString().substring(0, 8);
        id = (name.length() <= LONGEST ? name : name.substring(0, LONGEST)) + "/" + short8;
    }

    /** At most 100 characters: process, machine and a random part. */
    public String id() {
        return id;
    }

    /** The machine's name. */
    public String host() {
        return host;
    }
}

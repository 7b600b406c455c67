package org.shouhou.messaging;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** One plain mail address, or none: nothing that could smuggle a second one or a header. */
final class MailAddress {

    private static final Pattern PLAIN = Pattern.compile("[!-~&&[^@,;:<>()\\[\\]\"\\\\]]{1,64}@[A-Za-z0-9.-]{1,190}");

    private MailAddress() {
    }

    /** The address when a mail can be sent to it. */
    static Optional<String> usable(String text) {
        String address = text == null ? "" : text.strip();
        if (address.length() > 200 || !PLAIN.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            new InternetAddress(address, true).validate();
            return Optional.of(address);
        } catch (AddressException e) {
            return Optional.empty();
        }
    }
}

package org.shouhou.messaging;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.shouhou.messaging.Delivery.Delivered;
import org.shouhou.messaging.Delivery.Later;
import org.shouhou.messaging.Delivery.Refused;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mail by SMTP: text and HTML, UTF-8, with the same Message-ID at every try. */
final class MailChannel implements MessageChannel {

    private final JavaMailSender sender;
    private final ChannelSettings settings;
    private final Clock clock;

    /** @param sender null when no mail server is configured */
    MailChannel(JavaMailSender sender, ChannelSettings settings, Clock clock) {
        this.sender = sender;
        this.settings = settings;
        this.clock = clock;
        if (sender instanceof JavaMailSenderImpl smtp) {
            limitWaiting(smtp.getJavaMailProperties());
        }
    }

    /** Without these a server that does not answer would hold us for ever. */
    private void limitWaiting(Properties properties) {
        for (String protocol : new String[] {"smtp", "smtps"}) {
            properties.putIfAbsent("mail." + protocol + ".connectiontimeout", String.valueOf(settings.connectTimeout().toMillis()));
            properties.putIfAbsent("mail." + protocol + ".timeout", String.valueOf(settings.readTimeout().toMillis()));
            properties.putIfAbsent("mail." + protocol + ".writetimeout", String.valueOf(settings.readTimeout().toMillis()));
        }
    }

    @Override
    public Optional<Hindrance> hindrance() {
        if (sender == null || sender instanceof JavaMailSenderImpl smtp && (smtp.getHost() == null || smtp.getHost().isBlank())) {
            return Optional.of(Hindrance.NO_MAIL_SERVER);
        }
        return from().isPresent() ? Optional.empty() : Optional.of(Hindrance.NO_SENDER_ADDRESS);
    }

    private Optional<String> from() {
        if (!settings.mailFrom().isBlank()) {
            return MailAddress.usable(settings.mailFrom());
        }
        return sender instanceof JavaMailSenderImpl smtp ? MailAddress.usable(smtp.getUsername()) : Optional.empty();
    }

    @Override
    public Delivery deliver(OutgoingMessage message, CaseFacts facts) {
        Optional<String> to = MailAddress.usable(message.toAddress());
        Optional<String> from = from();
        if (to.isEmpty()) {
            return new Refused("This is no mail address.");
        }
        if (from.isEmpty()) {
            return new Later("There is no sender address.", true);
        }
        try {
            sender.send(write(message, from.get(), to.get()));
            return new Delivered();
        } catch (MailException e) {
            return judge(e);
        } catch (MessagingException | IOException e) {
            return new Refused(CleanText.line(e.getMessage(), 400));
        }
    }

    private MimeMessage write(OutgoingMessage message, String from, String to) throws MessagingException, IOException {
        String utf8 = StandardCharsets.UTF_8.name();
        MimeMessage mail = sender.createMimeMessage();
        mail.setFrom(new InternetAddress(from, senderName(message), utf8));
        mail.setRecipient(Message.RecipientType.TO, message.toName() == null ? new InternetAddress(to)
                : new InternetAddress(to, CleanText.line(message.toName(), 100), utf8));
        mail.setSubject(CleanText.line(message.subject(), 240), utf8);
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader("Message-ID", MessageIds.header(message));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("Content-Language", message.language());
        MimeBodyPart text = new MimeBodyPart();
        text.setText(message.text(), utf8);
        if (message.html() == null) {
            mail.setText(message.text(), utf8);
            return mail;
        }
        MimeBodyPart html = new MimeBodyPart();
        html.setText(message.html(), utf8, "html");
        mail.setContent(new MimeMultipart("alternative", text, html));
        return mail;
    }

    private String senderName(OutgoingMessage message) {
        String given = CleanText.line(settings.mailFromName(), 100);
        return given.isEmpty() ? Words.in(message.language()).get("sender") : given;
    }

    private static Delivery judge(MailException failure) {
        boolean down = false;
        boolean noSuchAddress = false;
        String why = failure.getMessage();
        for (Throwable cause = first(failure); cause != null; cause = next(cause)) {
            noSuchAddress |= cause instanceof SendFailedException sending && sending.getInvalidAddresses() != null
                    && sending.getInvalidAddresses().length > 0;
            down |= cause instanceof IOException || cause instanceof AuthenticationFailedException;
            why = cause.getMessage() == null ? why : cause.getMessage();
        }
        return noSuchAddress ? new Refused("The mail server does not take the address: " + CleanText.line(why, 400))
                : new Later("The mail server did not take it: " + CleanText.line(why, 400), down);
    }

    private static Throwable first(MailException failure) {
        boolean unsent = failure instanceof MailSendException sending && sending.getMessageExceptions().length > 0;
        return unsent ? ((MailSendException) failure).getMessageExceptions()[0] : failure;
    }

    private static Throwable next(Throwable cause) {
        return cause instanceof MessagingException mail && mail.getNextException() != null ? mail.getNextException() : cause.getCause();
    }
}

package org.shouhou.messaging;

import java.time.Clock;
import org.shouhou.common.BackgroundWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** One poller a channel, so that a slow one never keeps the others waiting. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChannelSettings.class)
class MessagingConfiguration {

    @Bean
    Channels messageChannels(ChannelSettings settings, ObjectProvider<JavaMailSender> mailSender, SandboxMailbox mailbox, Clock clock) {
        return new Channels(settings, mailSender.getIfAvailable(), mailbox, clock);
    }

    @Bean
    BackgroundWork outgoingMail(Channels channels, Deliveries deliveries, CaseLookup cases, Clock clock) {
        return new OutgoingPoller(Channel.MAIL, channels, deliveries, cases, clock);
    }

    @Bean
    BackgroundWork outgoingChat(Channels channels, Deliveries deliveries, CaseLookup cases, Clock clock) {
        return new OutgoingPoller(Channel.CHAT, channels, deliveries, cases, clock);
    }

    @Bean
    BackgroundWork outgoingSms(Channels channels, Deliveries deliveries, CaseLookup cases, Clock clock) {
        return new OutgoingPoller(Channel.SMS, channels, deliveries, cases, clock);
    }

    @Bean
    BackgroundWork outgoingWebhook(Channels channels, Deliveries deliveries, CaseLookup cases, Clock clock) {
        return new OutgoingPoller(Channel.WEBHOOK, channels, deliveries, cases, clock);
    }
}

package org.shouhou.integration.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Scope;
import org.shouhou.integration.ApiToken;
import org.shouhou.integration.ApiTokens;
import org.shouhou.integration.EventKind;
import org.shouhou.integration.NewWebhook;
import org.shouhou.integration.Share;
import org.shouhou.integration.Webhook;
import org.shouhou.integration.WebhookDeliveries;
import org.shouhou.integration.WebhookDelivery;
import org.shouhou.integration.Webhooks;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Webhooks and tokens for operators: which there are, what was delivered, and delivering again. */
@Controller
@RequestMapping("/integrations")
class IntegrationPages {

    private static final int PAGE = 50;

    private final Webhooks webhooks;
    private final WebhookDeliveries deliveries;
    private final ApiTokens tokens;
    private final Settings settings;
    private final Asked asked;

    IntegrationPages(Webhooks webhooks, WebhookDeliveries deliveries, ApiTokens tokens, Settings settings, Asked asked) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.tokens = tokens;
        this.settings = settings;
        this.asked = asked;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("webhooks", webhooks.all());
        List<ApiToken> issued = tokens.all();
        model.addAttribute("tokens", issued);
        model.addAttribute("states", issued.stream().collect(Collectors.toMap(ApiToken::id, tokens::state)));
        model.addAttribute("scopes", Scope.values());
        choices(model);
        return "integration/integrations";
    }

    /** No redirect: the secret is on this page, once, and is kept nowhere on the way to it. */
    @PostMapping("/webhooks")
    String create(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String url,
            @RequestParam(required = false) List<String> kinds, @RequestParam(defaultValue = "") String shops,
            @RequestParam(required = false) List<String> shares, Model model) {
        Webhooks.Created created = asked.orAgain(model, () -> webhooks.create(NewWebhook.of(name, url, kinds, shops, shares), Actor.current().name()));
        if (created == null) {
            model.addAttribute("given", new Given(name, url, kinds == null ? List.of() : kinds, shops, shares == null ? List.of() : shares));
            return list(model);
        }
        return withSecret(created, "webhookCreated", model);
    }

    /** What was typed. */
    record Given(String name, String url, List<String> kinds, String shops, List<String> shares) {
    }

    @GetMapping("/webhooks/{webhookId}")
    String one(@PathVariable long webhookId, @RequestParam(required = false) String state, @RequestParam(required = false) Long cursor, Model model) {
        WebhookDelivery.State wanted = Arrays.stream(WebhookDelivery.State.values()).filter(one -> one.name().equals(state)).findFirst().orElse(null);
        Webhook webhook = webhooks.get(webhookId);
        List<WebhookDelivery> page = deliveries.of(webhookId, wanted, cursor);
        model.addAttribute("webhook", webhook);
        model.addAttribute("oldSecretUntil", webhooks.oldSecretUntil(webhookId));
        model.addAttribute("states", WebhookDelivery.State.values());
        model.addAttribute("state", wanted);
        model.addAttribute("deliveries", page);
        model.addAttribute("cursor", page.size() < PAGE ? null : page.get(PAGE - 1).id());
        if (!model.containsAttribute("given")) {
            model.addAttribute("given", new Given(webhook.name(), webhook.url(), webhook.kinds(), String.join(", ", webhook.shops()),
                    webhook.shares().stream().map(Share::name).toList()));
        }
        choices(model);
        return "integration/webhook";
    }

    @PostMapping("/webhooks/{webhookId}")
    String change(@PathVariable long webhookId, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String url,
            @RequestParam(required = false) List<String> kinds, @RequestParam(defaultValue = "") String shops,
            @RequestParam(required = false) List<String> shares, RedirectAttributes next) {
        asked.thenRedirect(next, "webhookChanged", () -> webhooks.change(webhookId, NewWebhook.of(name, url, kinds, shops, shares)));
        return "redirect:/integrations/webhooks/" + webhookId;
    }

    @PostMapping("/webhooks/{webhookId}/state")
    String state(@PathVariable long webhookId, @RequestParam(defaultValue = "") String state, RedirectAttributes next) {
        asked.thenRedirect(next, "webhookChanged", () -> webhooks.state(webhookId, WebhookApi.code(Webhook.State.values(), state, true)));
        return "redirect:/integrations/webhooks/" + webhookId;
    }

    @PostMapping("/webhooks/{webhookId}/secret")
    String rotate(@PathVariable long webhookId, Model model) {
        Webhooks.Created created = asked.orAgain(model, () -> webhooks.rotate(webhookId));
        return created == null ? one(webhookId, null, null, model) : withSecret(created, "secretRotated", model);
    }

    @PostMapping("/webhooks/{webhookId}/test")
    String test(@PathVariable long webhookId, RedirectAttributes next) {
        asked.thenRedirect(next, "testSent", () -> webhooks.test(webhookId));
        return "redirect:/integrations/webhooks/" + webhookId;
    }

    @PostMapping("/webhooks/{webhookId}/redeliver")
    String since(@PathVariable long webhookId, @RequestParam(defaultValue = "") String since, RedirectAttributes next) {
        asked.thenRedirect(next, "redelivered", () -> deliveries.againSince(webhookId, moment(since)));
        return "redirect:/integrations/webhooks/" + webhookId;
    }

    @GetMapping("/deliveries/{deliveryId}")
    String delivery(@PathVariable long deliveryId, Model model) {
        WebhookDelivery.Full found = deliveries.get(deliveryId);
        model.addAttribute("delivery", found.delivery());
        model.addAttribute("tries", found.tries());
        model.addAttribute("webhook", webhooks.get(found.delivery().webhookId()));
        return "integration/delivery";
    }

    @PostMapping("/deliveries/{deliveryId}/redeliver")
    String again(@PathVariable long deliveryId, RedirectAttributes next) {
        asked.thenRedirect(next, "redelivered", () -> deliveries.again(deliveryId));
        return "redirect:/integrations/deliveries/" + deliveryId;
    }

    /** No redirect, as for a webhook: the token is on this page, once. */
    @PostMapping("/tokens")
    String issue(@RequestParam(name = "token", defaultValue = "") String name, @RequestParam(required = false) List<String> scopes,
            @RequestParam(defaultValue = "") String shops, @RequestParam(defaultValue = "") String expires, Model model) {
        ApiTokens.NewToken wanted = new ApiTokens.NewToken(name, scopes, Arrays.asList(shops.split("[,，\\s]+")), endOf(expires));
        ApiTokens.Issued issued = asked.orAgain(model, () -> tokens.issue(wanted, Actor.current().name()));
        if (issued == null) {
            model.addAttribute("wanted", wanted);
            model.addAttribute("wantedShops", shops);
            model.addAttribute("wantedUntil", expires);
        } else {
            model.addAttribute("done", "tokenIssued");
            model.addAttribute("tokenText", issued.text());
        }
        return list(model);
    }

    @PostMapping("/tokens/{tokenId}/revoke")
    String revoke(@PathVariable long tokenId, RedirectAttributes next) {
        asked.thenRedirect(next, "tokenRevoked", () -> tokens.revoke(tokenId, Actor.current().name()));
        return "redirect:/integrations";
    }

    private String withSecret(Webhooks.Created created, String done, Model model) {
        model.addAttribute("done", done);
        model.addAttribute("secret", created.secret());
        return one(created.webhook().id(), null, null, model);
    }

    private static void choices(Model model) {
        model.addAttribute("kindGroups", EventKind.subscribable().stream().map(EventKind::code)
                .collect(Collectors.groupingBy(code -> code.substring(0, code.indexOf('.')), TreeMap::new, Collectors.toList())));
        model.addAttribute("shareChoices", Share.values());
    }

    /** The end of a day in the shop's zone; null for none, a moment long past for what is no day. */
    private Instant endOf(String day) {
        if (day.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(day).atTime(LocalTime.MAX).truncatedTo(ChronoUnit.SECONDS).atZone(settings.zone(Settings.ALL_SHOPS)).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** As a field for date and time gives it, in the shop's zone; null for what is none. */
    private Instant moment(String local) {
        try {
            return LocalDateTime.parse(local).atZone(settings.zone(Settings.ALL_SHOPS)).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}

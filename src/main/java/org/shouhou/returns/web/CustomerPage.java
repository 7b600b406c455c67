package org.shouhou.returns.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.desk.Asked;
import org.shouhou.returns.CustomerDesk;
import org.shouhou.returns.CustomerLinks;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The customer's page behind a signed link: no session, no account. Whoever knows the link may use it, so no other site
 * can send its forms, and it shows nothing of the person.
 */
@Controller
@RequestMapping("/r/{token}")
class CustomerPage {

    private final CustomerLinks links;
    private final CustomerDesk desk;
    private final CaseFiles cases;
    private final LinkTries tries;
    private final Asked asked;
    private final LocaleResolver locales;

    CustomerPage(CustomerLinks links, CustomerDesk desk, CaseFiles cases, LinkTries tries, Asked asked, LocaleResolver localeResolver) {
        this.links = links;
        this.desk = desk;
        this.cases = cases;
        this.tries = tries;
        this.asked = asked;
        this.locales = localeResolver;
    }

    @GetMapping
    String show(@PathVariable String token, @RequestParam(required = false) String lang, @RequestParam(required = false) String done,
            Model model, HttpServletRequest request, HttpServletResponse response) {
        Optional<Long> caseId = open(token, model, request, response);
        if (caseId.isEmpty()) {
            return "returns/link-closed";
        }
        if ("zh-CN".equals(lang) || "en".equals(lang)) {
            locales.setLocale(request, response, Locale.forLanguageTag(lang));
            return "redirect:/r/" + token;
        }
        if (done != null) {
            model.addAttribute("done", true);
        }
        return page(caseId.get(), token, model, response);
    }

    @PostMapping
    String act(@PathVariable String token, @RequestParam Map<String, String> typed, Model model, HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Long> caseId = open(token, model, request, response);
        if (caseId.isEmpty()) {
            return "returns/link-closed";
        }
        if (tries.form(caseId.get())) {
            return closed(model, response, "tooMany", HttpStatus.TOO_MANY_REQUESTS);
        }
        Object did = asked.orAgain(model, () -> {
            desk.act(caseId.get(), typed.get("act"), typed.get("once"), typed);
            return Boolean.TRUE;
        });
        if (did != null) {
            return "redirect:/r/" + token + "?done";
        }
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("typed", typed);
        return page(caseId.get(), token, model, response);
    }

    private Optional<Long> open(String token, Model model, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex");
        if (tries.tooManyWrong(request.getRemoteAddr())) {
            closed(model, response, "tooMany", HttpStatus.TOO_MANY_REQUESTS);
            return Optional.empty();
        }
        Optional<CustomerLinks.Opened> opened = links.open(token);
        boolean known = opened.flatMap(link -> cases.find(link.caseId())).filter(file -> links.enabled(file.shop())).isPresent();
        if (!known) {
            tries.wrong(request.getRemoteAddr());
            closed(model, response, "unknown", HttpStatus.NOT_FOUND);
            return Optional.empty();
        }
        if (opened.get().expired()) {
            closed(model, response, "expired", HttpStatus.GONE);
            return Optional.empty();
        }
        return opened.map(CustomerLinks.Opened::caseId);
    }

    private static String closed(Model model, HttpServletResponse response, String why, HttpStatus status) {
        response.setStatus(status.value());
        model.addAttribute("why", why);
        return "returns/link-closed";
    }

    private String page(long caseId, String token, Model model, HttpServletResponse response) {
        try {
            model.addAttribute("view", desk.view(caseId));
        } catch (Problem nothingComesBack) {
            return closed(model, response, "unknown", HttpStatus.NOT_FOUND);
        }
        model.addAttribute("token", token);
        model.addAttribute("once", UUID.randomUUID().toString());
        return "returns/customer";
    }
}

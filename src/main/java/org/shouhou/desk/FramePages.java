package org.shouhou.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Users;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** The few pages that belong to no feature: the way in, the first place, the choice of language. */
@Controller
class FramePages {

    private final Desk desk;
    private final LocaleResolver locales;
    private final Users users;

    FramePages(Desk desk, LocaleResolver localeResolver, Users users) {
        this.desk = desk;
        this.locales = localeResolver;
        this.users = users;
    }

    @GetMapping("/sign-in")
    String signIn() {
        return desk.signedIn() ? "redirect:/" : "sign-in";
    }

    @GetMapping("/")
    String home() {
        return "redirect:" + desk.home();
    }

    /** Chooses a language and comes back to the page. */
    @PostMapping("/language")
    String language(@RequestParam String to, @RequestParam(defaultValue = "/") String back, HttpServletRequest request,
            HttpServletResponse response) {
        if (to.equals("zh-CN") || to.equals("en")) {
            locales.setLocale(request, response, Locale.forLanguageTag(to));
            if (desk.signedIn()) {
                users.changeLanguage(Actor.current().name(), to);
            }
        }
        return "redirect:" + (back.matches("/[\\w\\-.~/?&=%]*") && !back.startsWith("//") ? back : "/");
    }
}

package org.shouhou.desk;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.NewUser;
import org.shouhou.identity.OpenSessions;
import org.shouhou.identity.Role;
import org.shouhou.identity.SignIns;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The accounts, their sessions and sign-ins, for operators. */
@Controller
@RequestMapping("/users")
class UserPages {

    private static final int SIGN_INS = 50;

    private final Users users;
    private final OpenSessions sessions;
    private final SignIns signIns;
    private final Asked asked;

    UserPages(Users users, OpenSessions sessions, SignIns signIns, Asked asked) {
        this.users = users;
        this.sessions = sessions;
        this.signIns = signIns;
        this.asked = asked;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("users", users.all());
        model.addAttribute("latest", signIns.latest());
        model.addAttribute("open", sessions.counts());
        model.addAttribute("roles", Arrays.stream(Role.values()).map(Role::id).toList());
        return "desk/users";
    }

    @PostMapping
    String create(@RequestParam String name, @RequestParam(required = false) String displayName,
            @RequestParam(defaultValue = "") List<String> role, @RequestParam(required = false) String email,
            @RequestParam(required = false) String language, @RequestParam(defaultValue = "") String shops, @RequestParam String password,
            Model model, RedirectAttributes next) {
        User created = asked.orAgain(model, () -> users.create(new NewUser(name, displayName, roles(role), email, language, shops(shops), password)));
        if (created != null) {
            next.addFlashAttribute("done", "userCreated");
            return "redirect:/users";
        }
        model.addAttribute("given", new NewUser(name, displayName, roles(role), email, language, shops(shops), null));
        model.addAttribute("givenRoles", role);
        return list(model);
    }

    @GetMapping("/{name}")
    String one(@PathVariable String name, Model model) {
        User user = users.find(name).orElseThrow(() -> Problem.notFound("user", name));
        model.addAttribute("one", user);
        model.addAttribute("sessions", sessions.of(user.name()));
        model.addAttribute("signIns", signIns.of(user.name(), SIGN_INS));
        model.addAttribute("roles", Arrays.stream(Role.values()).map(Role::id).toList());
        return "desk/user";
    }

    @PostMapping("/{name}/sessions/end")
    String end(@PathVariable String name, @RequestParam(required = false) String id, RedirectAttributes next) {
        asked.thenRedirect(next, "sessionsEnded", () -> sessions.end(name, id == null || id.isBlank() ? null : id));
        next.addAttribute("name", name);
        return "redirect:/users/{name}";
    }

    @PostMapping("/{name}")
    String change(@PathVariable String name, @RequestParam(required = false) List<String> role,
            @RequestParam(required = false) String shops, @RequestParam(required = false) Boolean active,
            @RequestParam(required = false) String password, RedirectAttributes next) {
        asked.thenRedirect(next, "userChanged", () -> users.change(Actor.current(), name, role == null ? null : roles(role),
                shops == null ? null : shops(shops), active, password == null || password.isBlank() ? null : password));
        next.addAttribute("name", name);
        return "redirect:/users/{name}";
    }

    private static Set<String> shops(String typed) {
        return new LinkedHashSet<>(Arrays.asList(typed.split("[,，\\s]+")));
    }

    private static Set<Role> roles(List<String> ids) {
        Set<Role> roles = new LinkedHashSet<>();
        ids.stream().map(Role::ofId).flatMap(Optional::stream).forEach(roles::add);
        return roles;
    }
}

package org.shouhou.desk;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shouhou.identity.Actor;
import org.shouhou.identity.NewUser;
import org.shouhou.identity.Role;
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

/** The accounts, for operators. */
@Controller
@RequestMapping("/users")
class UserPages {

    private final Users users;
    private final Asked asked;

    UserPages(Users users, Asked asked) {
        this.users = users;
        this.asked = asked;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("users", users.all());
        model.addAttribute("roles", Arrays.stream(Role.values()).map(Role::id).toList());
        return "desk/users";
    }

    @PostMapping
    String create(@RequestParam String name, @RequestParam(required = false) String displayName,
            @RequestParam(defaultValue = "") List<String> role, @RequestParam(required = false) String email,
            @RequestParam(required = false) String language, @RequestParam String password, Model model, RedirectAttributes next) {
        User created = asked.orAgain(model, () -> users.create(new NewUser(name, displayName, roles(role), email, language, password)));
        if (created != null) {
            next.addFlashAttribute("done", "userCreated");
            return "redirect:/users";
        }
        model.addAttribute("given", new NewUser(name, displayName, roles(role), email, language, null));
        model.addAttribute("givenRoles", role);
        return list(model);
    }

    @PostMapping("/{name}")
    String change(@PathVariable String name, @RequestParam(required = false) List<String> role,
            @RequestParam(required = false) Boolean active, @RequestParam(required = false) String password,
            RedirectAttributes next) {
        asked.thenRedirect(next, "userChanged", () -> users.change(Actor.current(), name, role == null ? null : roles(role), active,
                password == null || password.isBlank() ? null : password));
        return "redirect:/users";
    }

    private static Set<Role> roles(List<String> ids) {
        Set<Role> roles = new LinkedHashSet<>();
        ids.stream().map(Role::ofId).flatMap(Optional::stream).forEach(roles::add);
        return roles;
    }
}

package org.shouhou.identity;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Locale;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks a name and a password, of the sign-in page and of HTTP Basic alike. */
@Component
class SignIn implements AuthenticationProvider {

    private final SignInTries tries = new SignInTries(Ticker.systemTicker());
    private final DaoAuthenticationProvider accounts;
    private final Users users;
    private final SignIns kept;

    SignIn(Users users, PasswordEncoder encoder, SignIns kept) {
        this.users = users;
        this.kept = kept;
        this.accounts = new DaoAuthenticationProvider(new Lookup(users));
        this.accounts.setPasswordEncoder(encoder);
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String name = given.getName().strip().toLowerCase(Locale.ROOT);
        String address = given.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        tries.check(name, address);
        try {
            Authentication right = accounts.authenticate(given);
            tries.right(name, address);
            return right;
        } catch (BadCredentialsException e) {
            wrong(name, address);
            throw e;
        } catch (AuthenticationException e) {
            // a switched-off account looks like a wrong password
            wrong(name, address);
            throw new BadCredentialsException("Wrong name or password.", e);
        }
    }

    private void wrong(String name, String address) {
        tries.wrong(name, address);
        users.find(name).ifPresent(user -> kept.refused(user.name(), user.active()));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return accounts.supports(authentication);
    }

    private record Lookup(Users users) implements UserDetailsService {

        @Override
        public UserDetails loadUserByUsername(String name) {
            return users.account(name).orElseThrow(() -> new UsernameNotFoundException("No account."));
        }
    }
}

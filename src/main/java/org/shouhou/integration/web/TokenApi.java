package org.shouhou.integration.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Scope;
import org.shouhou.integration.ApiToken;
import org.shouhou.integration.ApiTokens;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens programs sign in with. */
@RestController
@RequestMapping("/api/tokens")
class TokenApi {

    /** A token without itself. @param beginning its first characters @param state {@code VALID}, {@code EXPIRED} or {@code REVOKED} */
    record TokenView(long id, String name, String beginning, List<String> scopes, List<String> shops, String state, Instant expiresAt,
            Instant lastUsedAt, String createdBy, Instant createdAt, Instant revokedAt, String revokedBy) {
    }

    /** @param text the token, shown now and never again */
    record IssuedToken(TokenView token, String text) {
    }

    record TokenList(List<TokenView> tokens) {
    }

    record Scopes(List<String> scopes) {
    }

    private final ApiTokens tokens;

    TokenApi(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    TokenList list() {
        return new TokenList(tokens.all().stream().map(this::view).toList());
    }

    @GetMapping("/scopes")
    Scopes scopes() {
        return new Scopes(Arrays.stream(Scope.values()).map(Scope::code).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    IssuedToken issue(@RequestBody ApiTokens.NewToken wanted) {
        ApiTokens.Issued issued = tokens.issue(wanted, Actor.current().name());
        return new IssuedToken(view(issued.token()), issued.text());
    }

    @PostMapping("/{tokenId}/revoke")
    TokenView revoke(@PathVariable long tokenId) {
        return view(tokens.revoke(tokenId, Actor.current().name()));
    }

    private TokenView view(ApiToken token) {
        return new TokenView(token.id(), token.name(), token.beginning(), token.scopes(), token.shops(), tokens.state(token), at(token.expiresMs()),
                at(token.lastUsedMs()), token.createdBy(), at(token.createdMs()), at(token.revokedMs()), token.revokedBy());
    }

    private static Instant at(Long ms) {
        return ms == null ? null : Instant.ofEpochMilli(ms);
    }
}

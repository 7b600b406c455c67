package org.shouhou.integration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.BearerTokens;
import org.shouhou.identity.Scope;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tokens for programs: issued by an operator, shown once, checked with every call, revoked at once. */
@Service
public class ApiTokens implements BearerTokens {

    private static final String PREFIX = "sh_";
    private static final String ACTOR = "api:";
    private static final int BYTES = 32;
    private static final int BEGINNING = 9;
    private static final int LONGEST_TOKEN = 200;
    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final long USED_AGAIN_MS = 60_000;
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(60L * 60 * 24 * 3660);

    /** As an operator wants it. @param expiresAt null: never */
    public record NewToken(String name, List<String> scopes, List<String> shops, Instant expiresAt) {

        public NewToken {
            name = name == null ? "" : name.strip();
            scopes = scopes == null ? List.of() : List.copyOf(new LinkedHashSet<>(scopes));
            shops = shops == null ? List.of() : shops.stream().map(String::strip).filter(shop -> !shop.isEmpty()).distinct().toList();
        }
    }

    /** @param text shown now and never again */
    public record Issued(ApiToken token, String text) {
    }

    /** Calls of one token since its window began. */
    private record Window(long beganNanos, AtomicLong calls) {
    }

    private final JdbcClient jdbc;
    private final Settings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<Long, Window> windows = Caffeine.newBuilder().maximumSize(10_000).build();

    ApiTokens(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Newest first. */
    public List<ApiToken> all() {
        return jdbc.sql("SELECT * FROM api_token ORDER BY id DESC LIMIT 500").query(ApiTokens::map).list();
    }

    /** @throws Problem 404 */
    public ApiToken get(long id) {
        return jdbc.sql("SELECT * FROM api_token WHERE id = ?").param(id).query(ApiTokens::map).optional()
                .orElseThrow(() -> Problem.notFound("token", id));
    }

    /** How a token stands now; see {@link ApiToken#state}. */
    public String state(ApiToken token) {
        return token.state(clock.millis());
    }

    /** @throws Problem 400 with each field, 409 {@code token-name-used} */
    @Transactional
    public Issued issue(NewToken wanted, String by) {
        check(wanted);
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO api_token (name, beginning, hash, scopes, shops, created_by, created_ms, expires_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(wanted.name()).param(text.substring(0, BEGINNING)).param(hash(text)).param(String.join(",", wanted.scopes()))
                .param(String.join(",", wanted.shops())).param(by).param(clock.millis())
                .param(wanted.expiresAt() == null ? null : wanted.expiresAt().toEpochMilli()).update(id, "id");
        return new Issued(get(id.getKey().longValue()), text);
    }

    private void check(NewToken wanted) {
        List<FieldProblem> wrong = new ArrayList<>();
        if (!wanted.name().matches("[a-z0-9][a-z0-9._-]{1,39}")) {
            wrong.add(new FieldProblem("name", "2 to 40 of a-z, 0-9, dot, underscore, hyphen."));
        }
        if (wanted.scopes().isEmpty() || !wanted.scopes().stream().allMatch(scope -> scope != null && Scope.of(scope).isPresent())) {
            wrong.add(new FieldProblem("scopes", "This is not the right kind of value."));
        } else if (!wanted.shops().isEmpty() && !wanted.scopes().stream().flatMap(code -> Scope.of(code).stream()).allMatch(Scope::fitsShops)) {
            wrong.add(new FieldProblem("shops", "Some of the scopes are for all shops only."));
        }
        if (wanted.shops().size() > 100 || !wanted.shops().stream().allMatch(Settings::isShopCode)) {
            wrong.add(new FieldProblem("shops", "This is not the right kind of value."));
        }
        Instant now = clock.instant();
        if (wanted.expiresAt() != null && (!wanted.expiresAt().isAfter(now) || wanted.expiresAt().isAfter(now.plus(LONGEST_LIFE)))) {
            wrong.add(new FieldProblem("expiresAt", "Must lie ahead, at most ten years."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        // a revoked one keeps its name: histories tell by it who did something
        if (jdbc.sql("SELECT COUNT(*) FROM api_token WHERE name = ?").param(wanted.name()).query(Long.class).single() > 0) {
            throw Problem.conflict("token-name-used", "There is, or was, a token of this name.");
        }
    }

    /** It counts no more from the next call on, on every node; a second time changes nothing. @throws Problem 404 */
    @Transactional
    public ApiToken revoke(long id, String by) {
        get(id);
        jdbc.sql("UPDATE api_token SET revoked_ms = ?, revoked_by = ? WHERE id = ? AND revoked_ms IS NULL").params(clock.millis(), by, id).update();
        return get(id);
    }

    @Override
    public Bearer bearer(String text) throws Refused {
        if (!text.startsWith(PREFIX) || text.length() > LONGEST_TOKEN) {
            throw unknown();
        }
        Optional<ApiToken> found = jdbc.sql("SELECT * FROM api_token WHERE hash = ?").param(hash(text)).query(ApiTokens::map).optional();
        ApiToken token = found.orElseThrow(ApiTokens::unknown);
        long now = clock.millis();
        if (token.revokedMs() != null) {
            throw new Refused("token-revoked", "This token was revoked; ask the operator for another one.", 0);
        }
        if (!token.state(now).equals("VALID")) {
            throw new Refused("token-expired", "This token has expired; ask the operator for another one.", 0);
        }
        count(token);
        if (token.lastUsedMs() == null || now - token.lastUsedMs() >= USED_AGAIN_MS) {
            jdbc.sql("UPDATE api_token SET last_used_ms = ? WHERE id = ?").params(now, token.id()).update();
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        token.scopes().forEach(code -> Scope.of(code).ifPresent(scopes::add));
        return new Bearer(ACTOR + token.name(), scopes, Set.copyOf(token.shops()));
    }

    private static Refused unknown() {
        return new Refused("token-invalid", "There is no such token.", 0);
    }

    /** Each node counts for itself, by the machine's own clock. */
    private void count(ApiToken token) throws Refused {
        long most = settings.number(Figure.TOKEN_CALLS_PER_MINUTE, Settings.ALL_SHOPS);
        long now = System.nanoTime();
        Window window = windows.asMap().compute(token.id(), (id, known) ->
                known == null || now - known.beganNanos() >= WINDOW_NANOS ? new Window(now, new AtomicLong()) : known);
        if (window.calls().incrementAndGet() > most) {
            long left = Math.max(1, (WINDOW_NANOS - (now - window.beganNanos())) / 1_000_000_000L);
            throw new Refused("too-many-calls", "More than " + most + " calls a minute; wait " + left + " s.", left);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    private static ApiToken map(ResultSet row, int n) throws SQLException {
        return new ApiToken(row.getLong("id"), row.getString("name"), row.getString("beginning"), split(row.getString("scopes")),
                split(row.getString("shops")), row.getString("created_by"), row.getLong("created_ms"), Db.nullableLong(row, "expires_ms"),
                Db.nullableLong(row, "last_used_ms"), Db.nullableLong(row, "revoked_ms"), row.getString("revoked_by"));
    }
}

package dev.klatch.account;

import dev.klatch.account.SessionStore.Rotation;
import dev.klatch.crypto.Hashes;
import dev.klatch.crypto.Ids;
import dev.klatch.crypto.Tokens;
import dev.klatch.sql.Database;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions and the two tokens that stand for them: a short-lived access token for each request, and
 * a refresh token in a cookie that changes with every use.
 */
public final class SessionService {
  /** How long a replaced refresh token still counts, for tabs that refresh at the same time. */
  static final Duration GRACE = Duration.ofSeconds(60);

  private static final Logger LOG = System.getLogger(SessionService.class.getName());
  private static final String USER_ID = "id";
  private static final String SESSION_ID = "sessionId";
  private static final String PENDING_USER = "userId";
  private static final String PENDING = "twoFAPending";
  private static final Duration PENDING_LIFE = Duration.ofMinutes(5);

  private final SessionStore store;
  private final AccountService accounts;
  private final AccountConfig config;
  private final Clock clock;
  private final Tokens accessTokens;
  private final Tokens refreshTokens;

  public SessionService(
      Database database, AccountService accounts, AccountConfig config, Clock clock) {
    this.store = new SessionStore(database);
    this.accounts = accounts;
    this.config = config;
    this.clock = clock;
    this.accessTokens = new Tokens(config.jwtSecret(), clock);
    this.refreshTokens = new Tokens(config.refreshSecret(), clock);
  }

  /** Tokens of a signed-in user, and when the session ends. */
  public record SignedIn(User user, String accessToken, String refreshToken, Instant expiresAt) {}

  /** Why a refresh token was refused. */
  enum Refusal {
    /** Not one of ours. */
    INVALID,
    /** Its time is over. */
    EXPIRED,
    /** The session was ended, or the token replaced. */
    NO_SESSION,
    /** The user was deleted. */
    NO_USER
  }

  /** Tokens, or the reason why there are none. Exactly one is set. */
  record Refreshed(@Nullable SignedIn signedIn, @Nullable Refusal refusal) {
    static Refreshed refused(Refusal reason) {
      return new Refreshed(null, reason);
    }
  }

  /** Starts a session. */
  public SignedIn start(User user) {
    Instant now = clock.instant();
    Instant expiresAt = now.plus(config.sessionLifetime()).truncatedTo(ChronoUnit.SECONDS);
    String id = Ids.objectId(clock);
    String token = refreshToken(user.id(), id, now, expiresAt);
    store.add(new Session(id, user.id(), Hashes.sha256(token), null, now, now, expiresAt));
    return new SignedIn(user, accessToken(user), token, expiresAt);
  }

  /** Continues a session with its refresh token, which is replaced. */
  Refreshed refresh(String presented) {
    Tokens.Checked checked = refreshTokens.check(presented);
    if (checked.state() == Tokens.State.EXPIRED) {
      return Refreshed.refused(Refusal.EXPIRED);
    }
    String userId = checked.text(USER_ID);
    String sessionId = checked.text(SESSION_ID);
    if (userId == null || sessionId == null) {
      return Refreshed.refused(Refusal.INVALID);
    }
    Optional<User> user = accounts.find(userId).filter(found -> !found.isGoing());
    if (user.isEmpty()) {
      return Refreshed.refused(Refusal.NO_USER);
    }
    Optional<Session> session = store.find(sessionId);
    if (session.isEmpty() || !session.get().userId().equals(userId)) {
      return Refreshed.refused(Refusal.NO_SESSION);
    }
    return rotate(user.get(), session.get(), presented);
  }

  private Refreshed rotate(User user, Session session, String presented) {
    Instant now = clock.instant();
    if (!config.rotateTokens()) {
      boolean current = Hashes.sha256(presented).equals(session.tokenHash());
      return current && session.expiresAt().isAfter(now)
          ? continued(user, session)
          : Refreshed.refused(Refusal.NO_SESSION);
    }
    String next = refreshToken(user.id(), session.id(), now, session.expiresAt());
    Rotation outcome =
        store.rotate(
            session.id(), Hashes.sha256(presented), Hashes.sha256(next), now, now.minus(GRACE));
    return switch (outcome) {
      case Rotation.Rotated rotated -> continued(user, rotated.session());
      case Rotation.Replaced replaced -> continued(user, replaced.session());
      case Rotation.Reused reused -> {
        LOG.log(
            Level.WARNING, "replaced refresh token used again; session {0} ended", session.id());
        yield Refreshed.refused(Refusal.NO_SESSION);
      }
      case Rotation.Unknown unknown -> Refreshed.refused(Refusal.NO_SESSION);
    };
  }

  private Refreshed continued(User user, Session session) {
    // Signing is deterministic, so every tab of a parallel refresh gets the same current token and
    // the order in which their replies set the cookie does not matter.
    String token = refreshToken(user.id(), session.id(), session.rotatedAt(), session.expiresAt());
    return new Refreshed(new SignedIn(user, accessToken(user), token, session.expiresAt()), null);
  }

  /** Ends the session of a refresh token if it belongs to the user. */
  void end(String userId, String refreshToken) {
    Tokens.Checked checked = refreshTokens.check(refreshToken);
    String sessionId = checked.text(SESSION_ID);
    if (sessionId != null && userId.equals(checked.text(USER_ID))) {
      store.delete(sessionId);
    }
  }

  /**
   * Whose running session a refresh token belongs to. For requests that browsers send without an
   * access token, as for pictures in a page; changes nothing.
   *
   * @return the user's id
   */
  public Optional<String> holder(String refreshToken) {
    Tokens.Checked checked = refreshTokens.check(refreshToken);
    String userId = checked.text(USER_ID);
    String sessionId = checked.text(SESSION_ID);
    if (checked.state() == Tokens.State.EXPIRED || userId == null || sessionId == null) {
      return Optional.empty();
    }
    return store.find(sessionId).map(Session::userId).filter(userId::equals);
  }

  /** Ends every session of a user, on all devices and at once. */
  public void endAll(String userId) {
    store.deleteAllOf(userId);
    accounts.voidTokens(userId);
  }

  /**
   * A token that says the password was right and a second factor is still missing. Good for five
   * minutes and for nothing else.
   */
  public String pendingToken(User user) {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put(PENDING_USER, user.id());
    claims.put(PENDING, "true");
    Instant now = clock.instant();
    return accessTokens.sign(claims, now, now.plus(PENDING_LIFE));
  }

  /** The user of a {@link #pendingToken}, as the user is now; empty when it is not one. */
  public Optional<User> pendingUser(String token) {
    Tokens.Checked checked = accessTokens.check(token);
    String userId = checked.text(PENDING_USER);
    if (userId == null || checked.text(PENDING) == null) {
      return Optional.empty();
    }
    return accounts
        .find(userId)
        .filter(user -> !user.isGoing() && !isVoid(user, checked.claims().get("iat")));
  }

  /**
   * Removes ended sessions from the database; to be called now and then.
   *
   * @return how many
   */
  public int purge() {
    return store.purge(clock.instant());
  }

  /** The user an access token stands for, as the user is now. */
  Optional<User> authenticate(String accessToken) {
    Tokens.Checked checked = accessTokens.check(accessToken);
    String userId = checked.text(USER_ID);
    // Both secrets may be configured alike; a refresh token must not open what an access token
    // does.
    if (userId == null || checked.text(SESSION_ID) != null) {
      return Optional.empty();
    }
    return accounts.find(userId).filter(user -> !isVoid(user, checked.claims().get("iat")));
  }

  /** Whether a token was issued before the user's tokens became void; tokens count in seconds. */
  private static boolean isVoid(User user, @Nullable Object issued) {
    Instant from = user.tokensValidFrom();
    return from != null
        && !user.isGoing()
        && !(issued instanceof Date date
            && !date.toInstant().isBefore(from.truncatedTo(ChronoUnit.SECONDS)));
  }

  private String accessToken(User user) {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put(USER_ID, user.id());
    claims.put("username", user.username());
    claims.put("provider", user.provider());
    claims.put("email", user.email());
    Instant now = clock.instant();
    return accessTokens.sign(claims, now, now.plus(config.accessLifetime()));
  }

  private String refreshToken(String userId, String sessionId, Instant issued, Instant expires) {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put(USER_ID, userId);
    claims.put(SESSION_ID, sessionId);
    return refreshTokens.sign(claims, issued, expires);
  }
}

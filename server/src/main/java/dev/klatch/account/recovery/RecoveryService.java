package dev.klatch.account.recovery;

import dev.klatch.account.AccountService;
import dev.klatch.account.AuthRoutes;
import dev.klatch.account.SessionService;
import dev.klatch.account.User;
import dev.klatch.crypto.Hashes;
import dev.klatch.crypto.Ids;
import dev.klatch.http.AppException;
import dev.klatch.mail.Mailer;
import dev.klatch.sql.Database;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules of links: who gets one, how long it counts, what it does. */
public final class RecoveryService implements AuthRoutes.Confirmation {
  /** How long a link counts. */
  static final Duration LIFE = Duration.ofMinutes(15);

  private static final int TOKEN_BYTES = 32;

  private final LinkStore store;
  private final AccountService accounts;
  private final SessionService sessions;
  private final String address;
  private final @Nullable Letters letters;
  private final Clock clock;

  /**
   * @param site name and address of this installation, as they stand in mails
   * @param mailer null: no mail can be sent
   */
  public RecoveryService(
      Database database,
      AccountService accounts,
      SessionService sessions,
      Site site,
      @Nullable Mailer mailer,
      Clock clock) {
    this.store = new LinkStore(database);
    this.accounts = accounts;
    this.sessions = sessions;
    this.address = site.address();
    this.letters = mailer == null ? null : new Letters(mailer, site.title());
    this.clock = clock;
  }

  /**
   * Name and address of this installation.
   *
   * @param address of the pages, without trailing slash ({@code DOMAIN_CLIENT})
   */
  public record Site(String title, String address) {}

  /**
   * Makes a link to choose a new password and mails it.
   *
   * @return the link itself where no mail can be sent; it opens nothing when nobody has the address
   */
  Optional<String> requestReset(String email) {
    Optional<User> user = accounts.findByEmail(email).filter(u -> u.isLocal() && !u.isGoing());
    String token = Ids.secret(TOKEN_BYTES);
    String userId = user.map(User::id).orElseGet(() -> Ids.objectId(clock));
    user.ifPresent(known -> keep(token, known, LinkStore.Purpose.RESET));
    String link = address + "/reset-password?token=" + token + "&userId=" + userId;
    Letters post = letters;
    if (post == null) {
      return Optional.of(link);
    }
    user.ifPresent(known -> post.reset(known.email(), link));
    return Optional.empty();
  }

  /**
   * Gives a user the new password and ends all sessions.
   *
   * @throws AppException 400 when the link does not count, or no longer
   */
  void reset(String userId, String token, String password) {
    boolean counts =
        store.take(Hashes.sha256(token), userId, LinkStore.Purpose.RESET, clock.instant());
    User user = counts ? accounts.find(userId).filter(u -> !u.isGoing()).orElse(null) : null;
    if (user == null) {
      throw AppException.badRequest(
          "INVALID_LINK",
          "This link was used before, or it is older than 15 minutes. Ask for a new one.");
    }
    accounts.setPassword(userId, password);
    sessions.endAll(userId);
    Letters post = letters;
    if (post != null) {
      // The link came by mail, so the address is proven.
      accounts.setVerified(userId);
      post.passwordChanged(user.email(), address + "/login");
    }
  }

  @Override
  public boolean isWanted() {
    return letters != null;
  }

  @Override
  public void ask(User user) {
    Letters post = letters;
    if (post == null) {
      return;
    }
    String token = Ids.secret(TOKEN_BYTES);
    keep(token, user, LinkStore.Purpose.VERIFY);
    String email = URLEncoder.encode(user.email(), StandardCharsets.UTF_8);
    post.verify(user.email(), address + "/verify?token=" + token + "&email=" + email);
  }

  private void keep(String token, User user, LinkStore.Purpose purpose) {
    store.add(Hashes.sha256(token), user.id(), purpose, clock.instant().plus(LIFE));
  }

  /**
   * Notes that an address is confirmed. The link counts until it expires: a person may open it
   * twice.
   *
   * @throws AppException 400 when the link does not count, or no longer
   */
  void verify(String email, String token) {
    Instant now = clock.instant();
    User user =
        store
            .find(Hashes.sha256(token), LinkStore.Purpose.VERIFY, now)
            .flatMap(accounts::find)
            .filter(found -> found.email().equals(email.strip().toLowerCase(Locale.ROOT)))
            .orElseThrow(
                () ->
                    AppException.badRequest(
                        "INVALID_LINK",
                        "This link is older than 15 minutes, or not complete. Ask for a new one."));
    if (!user.emailVerified()) {
      accounts.setVerified(user.id());
    }
  }

  /** Mails another link to an address that is not confirmed yet; does nothing for any other. */
  void verifyAgain(String email) {
    accounts
        .findByEmail(email)
        .filter(user -> !user.emailVerified() && !user.isGoing())
        .ifPresent(this::ask);
  }

  /**
   * Removes links that no longer count; to be called now and then.
   *
   * @return how many
   */
  public int purge() {
    return store.purge(clock.instant());
  }
}

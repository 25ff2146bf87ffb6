package dev.klatch.account;

import dev.klatch.crypto.Ids;
import dev.klatch.crypto.Passwords;
import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rules of accounts: who may register, who a password belongs to, who a user id is. */
public final class AccountService {
  private final AccountStore store;
  private final AccountConfig config;
  private final Passwords passwords;
  private final Clock clock;
  private final UserCache cache;
  private final List<PersonalData> personalData = new CopyOnWriteArrayList<>();

  public AccountService(Database database, AccountConfig config, Passwords passwords, Clock clock) {
    this.store = new AccountStore(database);
    this.config = config;
    this.passwords = passwords;
    this.clock = clock;
    this.cache = new UserCache(store::find, clock);
  }

  /**
   * Registers a person. Does the same for an e-mail that already has an account as far as the
   * caller can tell, in reply and in time, so that nobody learns who has one.
   *
   * @throws AppException 403 when registration is closed or not open to the e-mail's domain
   */
  void register(Registration wanted) {
    requireOpen();
    requireAllowedDomain(wanted.email());
    String hash = passwords.hash(wanted.password());
    Instant now = clock.instant();
    store.add(
        new User(
            Ids.objectId(clock),
            wanted.email(),
            wanted.username(),
            wanted.name(),
            null,
            User.LOCAL,
            User.ROLE_USER,
            true,
            null,
            now,
            now),
        hash);
  }

  /**
   * @throws AppException 403 when registration is closed
   */
  void requireOpen() {
    if (!config.registrationOpen()) {
      throw AppException.forbidden(
          "Registration is closed on this server. Ask its administrator for an account.");
    }
  }

  private void requireAllowedDomain(String email) {
    String domain = email.substring(email.lastIndexOf('@') + 1);
    if (!config.allowedDomains().isEmpty() && !config.allowedDomains().contains(domain)) {
      throw AppException.forbidden("Registration is not open to addresses of this e-mail domain.");
    }
  }

  /** The user a password belongs to. Takes as long when there is no such user. */
  Optional<User> signIn(String email, String password) {
    Optional<Credentials> found = store.findByEmail(email.strip().toLowerCase(Locale.ROOT));
    String hash = found.isEmpty() ? null : found.get().passwordHash();
    if (found.isEmpty() || hash == null) {
      passwords.verifyNothing(password);
      return Optional.empty();
    }
    if (!passwords.verify(password, hash)) {
      return Optional.empty();
    }
    User user = found.get().user();
    if (passwords.isOutdated(hash)) {
      store.replaceHash(user.id(), hash, passwords.hash(password));
    }
    return Optional.of(user);
  }

  /** A user by id; usually from memory. */
  public Optional<User> find(String id) {
    return cache.get(id);
  }

  /** Whether nobody has registered yet: the next to register becomes administrator. */
  public boolean isEmpty() {
    return store.isEmpty();
  }

  /**
   * Gives a user another role, in force from the next request.
   *
   * @return false when there is no such user
   */
  public boolean setRole(String id, String role) {
    boolean changed = store.setRole(id, role, clock.instant());
    cache.forget(id);
    return changed;
  }

  /** Names a feature whose data of a person goes when the account does; deleted in that order. */
  public void holds(PersonalData data) {
    personalData.add(data);
  }

  /**
   * Removes a user, all sessions and what the features hold of the person; access ends with the
   * next request.
   *
   * @return false when there is no such user
   */
  public boolean delete(String id) {
    personalData.forEach(data -> data.deleteAll(id));
    boolean deleted = store.delete(id);
    cache.forget(id);
    return deleted;
  }

  /** Notes that a user accepted the terms of service now. */
  Instant acceptTerms(String id) {
    Instant now = clock.instant();
    store.acceptTerms(id, now);
    cache.forget(id);
    return now;
  }
}

package dev.klatch.account;

import dev.klatch.crypto.Ids;
import dev.klatch.crypto.Passwords;
import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import dev.klatch.sql.Like;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** Rules of accounts: who may register, who a password belongs to, who a user id is. */
public final class AccountService {
  private static final Logger LOG = System.getLogger(AccountService.class.getName());

  private final AccountStore store;
  private final AccountConfig config;
  private final Passwords passwords;
  private final Clock clock;
  private final UserCache cache;
  private final List<PersonalData> personalData = new CopyOnWriteArrayList<>();
  private final ReentrantLock deletion = new ReentrantLock();

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
   * @param verified whether the address needs no confirmation
   * @return the new user; empty when the e-mail has an account already
   * @throws AppException 403 when registration is closed or not open to the e-mail's domain
   */
  Optional<User> register(Registration wanted, boolean verified) {
    requireOpen();
    requireAllowedDomain(wanted.email());
    String hash = passwords.hash(wanted.password());
    Instant now = clock.instant();
    String id = Ids.objectId(clock);
    boolean added =
        store.add(
            new User(
                id,
                wanted.email(),
                wanted.username(),
                wanted.name(),
                null,
                User.LOCAL,
                User.ROLE_USER,
                verified,
                false,
                true,
                null,
                null,
                null,
                now,
                now),
            hash);
    return added ? store.find(id) : Optional.empty();
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
    Optional<Credentials> found =
        store
            .findByEmail(email.strip().toLowerCase(Locale.ROOT))
            .filter(credentials -> !credentials.user().isGoing());
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

  /** Users whose name, username or e-mail contains a text, by name. */
  public List<User> search(String text, int limit) {
    return store.search(Like.containing(text), limit);
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

  /**
   * A user who sent a request.
   *
   * @throws AppException 401 when the account was deleted meanwhile
   */
  public User require(String id) {
    return find(id)
        .orElseThrow(() -> new AppException(401, "UNAUTHORIZED", "This account was deleted."));
  }

  /** The user with an e-mail address, in any case. */
  public Optional<User> findByEmail(String email) {
    return store.findByEmail(email.strip().toLowerCase(Locale.ROOT)).map(Credentials::user);
  }

  /** Whether a password is the user's; takes as long when there is none. */
  public boolean isPassword(String id, String password) {
    String hash = store.findCredentials(id).map(Credentials::passwordHash).orElse(null);
    if (hash == null) {
      passwords.verifyNothing(password);
      return false;
    }
    return passwords.verify(password, hash);
  }

  /** Gives a user another password. Ending the sessions is for the caller to do. */
  public void setPassword(String id, String password) {
    store.setPassword(id, passwords.hash(password), clock.instant());
    cache.forget(id);
  }

  /** Notes that the e-mail address is the user's. */
  public void setVerified(String id) {
    store.setVerified(id, clock.instant());
    cache.forget(id);
  }

  /** Notes whether signing in takes a second factor. */
  public void setTwoFactor(String id, boolean enabled) {
    store.setTwoFactor(id, enabled, clock.instant());
    cache.forget(id);
  }

  /** Gives a user other names. */
  public void rename(String id, String name, String username) {
    store.rename(id, name, username, clock.instant());
    cache.forget(id);
  }

  /** Makes every access token of a user void that was issued before now. */
  void voidTokens(String id) {
    store.setTokensValidFrom(id, clock.instant());
    cache.forget(id);
  }

  /**
   * Gives a user another profile picture.
   *
   * @param url its address on this server
   */
  public void setAvatar(String id, String url) {
    boolean _ = store.setAvatar(id, url, clock.instant());
    cache.forget(id);
  }

  /** Names a feature whose data of a person goes when the account does; deleted in that order. */
  public void holds(PersonalData data) {
    personalData.add(data);
  }

  /** Whether a user is the only administrator of a server that others use. */
  public boolean isLastAdministrator(String id) {
    return store.isLastAdministrator(id);
  }

  /**
   * Removes a user, all sessions and what the features hold of the person. Access ends before the
   * first row is deleted; what a crash interrupts is finished by {@link #finishDeletions}.
   *
   * @return false when there is no such user, or the deletion is already going on
   */
  public boolean delete(String id) {
    boolean begun = store.beginDeletion(id, clock.instant());
    cache.forget(id);
    if (begun) {
      erase(id);
    }
    return begun;
  }

  /** Finishes deletions that failed or were interrupted; to be called at the start and then. */
  public void finishDeletions() {
    for (String id : store.going()) {
      try {
        erase(id);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "the deletion of account " + id + " is not finished", e);
      }
    }
  }

  private void erase(String id) {
    // One at a time: housekeeping must not run into a request that is at it.
    deletion.lock();
    try {
      personalData.forEach(data -> data.deleteAll(id));
      boolean removed = store.delete(id);
      cache.forget(id);
      if (removed) {
        LOG.log(Level.INFO, "account {0} was deleted with everything stored of it", id);
      }
    } finally {
      deletion.unlock();
    }
  }

  /** Switches for a person whether models may be told what is remembered. */
  public void useMemories(String id, boolean on) {
    store.useMemories(id, on, clock.instant());
    cache.forget(id);
  }

  /** Notes that a user accepted the terms of service now. */
  Instant acceptTerms(String id) {
    Instant now = clock.instant();
    store.acceptTerms(id, now);
    cache.forget(id);
    return now;
  }
}

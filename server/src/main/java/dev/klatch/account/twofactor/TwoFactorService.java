package dev.klatch.account.twofactor;

import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountService;
import dev.klatch.account.User;
import dev.klatch.crypto.Hashes;
import dev.klatch.crypto.Ids;
import dev.klatch.crypto.SecretBox;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Rules of the second factor: setting it up, asking for it, switching it off. */
public final class TwoFactorService {
  private static final int BACKUP_CODES = 10;
  private static final int BACKUP_BYTES = 4;

  private final SecondFactorStore store;
  private final AccountService accounts;
  private final SecretBox box;
  private final String issuer;
  private final AttemptLimiter attempts;
  private final Clock clock;

  /**
   * @param box encrypts the secrets
   * @param issuer name of this installation, as apps show it
   */
  public TwoFactorService(
      Database database,
      AccountService accounts,
      SecretBox box,
      String issuer,
      AccountConfig.Limit limit,
      Clock clock) {
    this.store = new SecondFactorStore(database);
    this.accounts = accounts;
    this.box = box;
    this.issuer = issuer;
    this.attempts = new AttemptLimiter("code", limit.max(), limit.window(), clock);
    this.clock = clock;
  }

  /**
   * What somebody shows: a code of the app, or a backup code.
   *
   * @param code six digits
   * @param backupCode eight hexadecimal digits
   */
  public record Proof(@Nullable String code, @Nullable String backupCode) {
    /** The proof in a request's body; blank fields count as absent. */
    public static Proof of(JsonNode body) {
      return new Proof(given(body, "token"), given(body, "backupCode"));
    }

    private static @Nullable String given(JsonNode body, String field) {
      String value = Json.text(body, field);
      return value == null || value.isBlank() || value.length() > 64 ? null : value.strip();
    }

    boolean isMissing() {
      return code == null && backupCode == null;
    }

    /** Never shows the codes. */
    @Override
    public String toString() {
      return "Proof[...]";
    }
  }

  /** What a person needs to set up an app; shown once. */
  record Setup(String address, List<String> backupCodes) {}

  /**
   * Prepares a secret and backup codes; they count once {@link #confirm} was called.
   *
   * @throws AppException 400 or 401 when a second factor is in force and not proven
   */
  Setup enable(User user, Proof proof) {
    if (user.twoFactorEnabled()) {
      require(user, proof);
    }
    String secret = Totp.newSecret();
    List<String> codes = newCodes();
    store.prepare(user.id(), box.seal(secret, place(user)), hashes(codes));
    return new Setup(Totp.address(issuer, user.email(), secret), codes);
  }

  /** Whether a code is right, of what is prepared or else in force; nothing is used up. */
  boolean isRight(User user, Proof proof) {
    attempts.count(user.id());
    String backupCode = proof.backupCode();
    if (backupCode != null) {
      return store.hasCode(user.id(), hash(backupCode));
    }
    return secrets(user)
        .map(found -> found.pending() == null ? found.active() : found.pending())
        .map(kept -> step(user, kept, proof.code()).isPresent())
        .orElse(false);
  }

  /**
   * Puts what was prepared in force.
   *
   * @return false when the code is not right, or nothing was prepared
   */
  boolean confirm(User user, Proof proof) {
    attempts.count(user.id());
    String pending = secrets(user).map(SecondFactorStore.Secrets::pending).orElse(null);
    if (pending == null || step(user, pending, proof.code()).isEmpty()) {
      return false;
    }
    store.activate(user.id());
    accounts.setTwoFactor(user.id(), true);
    return true;
  }

  /**
   * Switches the second factor off.
   *
   * @throws AppException 400 or 401 when it is not proven
   */
  void disable(User user, Proof proof) {
    requireEnabled(user);
    require(user, proof);
    accounts.setTwoFactor(user.id(), false);
    store.delete(user.id());
  }

  /**
   * New backup codes in place of the old.
   *
   * @throws AppException 400 or 401 when the second factor is not proven
   */
  List<String> regenerate(User user, Proof proof) {
    requireEnabled(user);
    require(user, proof);
    List<String> codes = newCodes();
    store.replaceCodes(user.id(), hashes(codes));
    return codes;
  }

  /** How many backup codes of a user are unused. */
  public int codesLeft(User user) {
    return store.codesLeft(user.id());
  }

  private static void requireEnabled(User user) {
    if (!user.twoFactorEnabled()) {
      throw AppException.badRequest(
          "TWO_FACTOR_OFF", "Two-factor authentication is not set up for this account.");
    }
  }

  /**
   * Uses up a code of a user whose second factor is in force.
   *
   * @throws AppException 400 when none was given, 401 when it is wrong or was used before, 429
   *     after too many attempts
   */
  public void require(User user, Proof proof) {
    if (proof.isMissing()) {
      throw AppException.badRequest(
          "SECOND_FACTOR_REQUIRED", "Enter a code of your authenticator app, or a backup code.");
    }
    attempts.count(user.id());
    if (!take(user, proof)) {
      throw new AppException(
          401, "INVALID_SECOND_FACTOR", "The code is not right, or it was used before.");
    }
  }

  private boolean take(User user, Proof proof) {
    String backupCode = proof.backupCode();
    if (backupCode != null) {
      return store.takeCode(user.id(), hash(backupCode), clock.instant());
    }
    String active = secrets(user).map(SecondFactorStore.Secrets::active).orElse(null);
    if (active == null) {
      return false;
    }
    OptionalLong step = step(user, active, proof.code());
    return step.isPresent() && store.takeStep(user.id(), step.getAsLong());
  }

  private Optional<SecondFactorStore.Secrets> secrets(User user) {
    return store.find(user.id());
  }

  private OptionalLong step(User user, String sealed, @Nullable String code) {
    if (code == null) {
      return OptionalLong.empty();
    }
    return box.open(sealed, place(user))
        .map(secret -> Totp.step(secret, code, clock.instant()))
        .orElse(OptionalLong.empty());
  }

  private static String place(User user) {
    return "account_second_factor.secret:" + user.id();
  }

  private static List<String> newCodes() {
    return Stream.generate(() -> Ids.secret(BACKUP_BYTES)).distinct().limit(BACKUP_CODES).toList();
  }

  private static List<String> hashes(List<String> codes) {
    return codes.stream().map(TwoFactorService::hash).toList();
  }

  static String hash(String backupCode) {
    return Hashes.sha256(backupCode.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
  }
}

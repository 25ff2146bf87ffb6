package dev.klatch.account.self;

import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountService;
import dev.klatch.account.SessionService;
import dev.klatch.account.SessionService.SignedIn;
import dev.klatch.account.User;
import dev.klatch.account.twofactor.TwoFactorService;
import dev.klatch.account.twofactor.TwoFactorService.Proof;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Principal;
import java.time.Clock;

/** Rules of what people change of their own account. */
public final class SelfService {
  private final AccountService accounts;
  private final SessionService sessions;
  private final TwoFactorService secondFactor;
  private final AccountConfig config;
  private final AttemptLimiter attempts;

  public SelfService(
      AccountService accounts,
      SessionService sessions,
      TwoFactorService secondFactor,
      AccountConfig config,
      Clock clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.secondFactor = secondFactor;
    this.config = config;
    AccountConfig.Limit limit = config.limits().login();
    this.attempts = new AttemptLimiter("password", limit.max(), limit.window(), clock);
  }

  /** How many unused backup codes a user has; none without a second factor. */
  int codesLeft(User user) {
    return user.twoFactorEnabled() ? secondFactor.codesLeft(user) : 0;
  }

  /** Whether a user may delete the account. */
  boolean mayDelete(User user) {
    return config.deletion() || Principal.ADMIN.equals(user.role());
  }

  /**
   * Changes the password and ends every session; the caller gets a new one.
   *
   * @throws AppException 400 when the present password is wrong or there is none
   */
  SignedIn changePassword(User user, String present, String wanted) {
    if (!user.isLocal()) {
      throw AppException.badRequest(
          "NO_PASSWORD",
          "This account signs in with " + user.provider() + ", not with a password.");
    }
    requirePassword(user, present);
    accounts.setPassword(user.id(), wanted);
    sessions.endAll(user.id());
    return sessions.start(accounts.require(user.id()));
  }

  private void requirePassword(User user, String password) {
    attempts.count(user.id());
    if (!accounts.isPassword(user.id(), password)) {
      throw AppException.badRequest("WRONG_PASSWORD", "The present password is not right.");
    }
  }

  /**
   * Deletes the account with everything stored of it. Returns when all is gone.
   *
   * @throws AppException 403 when it may not be, 400 or 401 when the second factor is in force and
   *     not proven, 409 while the deletion is going on
   */
  void delete(User user, Proof proof) {
    if (!mayDelete(user)) {
      throw AppException.forbidden(
          "Accounts cannot be deleted by their owners on this server. Ask its administrator.");
    }
    if (accounts.isLastAdministrator(user.id())) {
      throw new AppException(
          403,
          "LAST_ADMINISTRATOR",
          "You are the only administrator, and others use this server. Make somebody else an"
              + " administrator first.");
    }
    if (user.twoFactorEnabled()) {
      secondFactor.require(user, proof);
    }
    if (!accounts.delete(user.id())) {
      throw AppException.conflict(
          "ACCOUNT_DELETION_IN_PROGRESS", "This account is being deleted already.");
    }
  }
}

package dev.klatch.account;

/**
 * What a feature stores about people. Each feature that does is handed to {@link
 * AccountService#holds} when the server is put together, so that a deleted account takes all of it
 * along.
 */
@FunctionalInterface
public interface PersonalData {
  /**
   * Deletes everything stored for a user. Called once for each deleted account, while the user can
   * no longer send requests, and again after a crash in between: it must be idempotent, and may not
   * fail for a user of whom nothing is stored.
   *
   * @param userId id of the account being deleted
   */
  void deleteAll(String userId);
}

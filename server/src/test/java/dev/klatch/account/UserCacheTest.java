package dev.klatch.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserCacheTest {
  private final TestClock clock = new TestClock();
  private final List<String> loads = new ArrayList<>();

  private static User user(String id, String role) {
    return new User(
        id,
        id + "@x.y",
        "",
        "Name",
        null,
        "local",
        role,
        true,
        false,
        true,
        null,
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private UserCache cache(String role) {
    return new UserCache(
        id -> {
          loads.add(id);
          return id.equals("gone") ? Optional.empty() : Optional.of(user(id, role));
        },
        clock);
  }

  @Test
  void loadsOnceUntilForgottenOrOld() {
    UserCache cache = cache("USER");
    cache.get("a");
    cache.get("a");
    assertEquals(List.of("a"), loads);
    cache.forget("a");
    cache.get("a");
    assertEquals(List.of("a", "a"), loads);
    clock.advance(Duration.ofSeconds(5));
    cache.get("a");
    assertEquals(3, loads.size());
  }

  @Test
  void anAbsentUserIsAskedForAgain() {
    UserCache cache = cache("USER");
    assertTrue(cache.get("gone").isEmpty());
    assertTrue(cache.get("gone").isEmpty());
    assertEquals(2, loads.size());
  }

  @Test
  void aChangeWhileLoadingIsNotOverwrittenByTheOldRow() {
    List<UserCache> self = new ArrayList<>();
    UserCache cache =
        new UserCache(
            id -> {
              loads.add(id);
              // Another thread demotes the user after this one has read the row.
              self.getFirst().forget(id);
              return Optional.of(user(id, "ADMIN"));
            },
            clock);
    self.add(cache);
    cache.get("a");
    cache.get("a");
    assertEquals(2, loads.size());
  }
}

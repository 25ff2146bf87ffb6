package dev.klatch.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The users of recent requests. A change forgets its user at once; the short life bounds how long
 * another node's change stays unseen.
 */
final class UserCache {
  private static final int MAX_ENTRIES = 10_000;
  private static final Duration LIFE = Duration.ofSeconds(5);

  private final Function<String, Optional<User>> loader;
  private final Clock clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long changes;

  UserCache(Function<String, Optional<User>> loader, Clock clock) {
    this.loader = loader;
    this.clock = clock;
  }

  Optional<User> get(String id) {
    Instant now = clock.instant();
    long seen;
    synchronized (this) {
      Entry entry = entries.get(id);
      if (entry != null && now.isBefore(entry.until)) {
        return Optional.of(entry.user);
      }
      seen = changes;
    }
    @Nullable User loaded = loader.apply(id).orElse(null);
    if (loaded != null) {
      remember(loaded, now.plus(LIFE), seen);
    }
    return Optional.ofNullable(loaded);
  }

  private synchronized void remember(User user, Instant until, long seen) {
    // A change while the row was read may have made it stale: do not keep it.
    if (seen == changes) {
      entries.put(user.id(), new Entry(user, until));
      if (entries.size() > MAX_ENTRIES) {
        var eldest = entries.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
    }
  }

  /** Call after the change was committed. */
  synchronized void forget(String id) {
    changes++;
    entries.remove(id);
  }

  private record Entry(User user, Instant until) {}
}

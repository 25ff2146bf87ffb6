package dev.klatch.banner;

import dev.klatch.crypto.Ids;
import dev.klatch.http.AppException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules of the announcement: who sees it when, and what it may be. */
public final class BannerService {
  /** Longest message, in characters. */
  static final int MAX_MESSAGE = 2_000;

  private final BannerStore store;
  private final Clock clock;

  public BannerService(BannerStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What is to be shown now. */
  Optional<Banner> shown(boolean signedIn) {
    Instant now = clock.instant();
    return store.find().filter(b -> b.isShown(now) && (signedIn || b.isPublic()));
  }

  /** The announcement as it was set, shown now or not. */
  Optional<Banner> find() {
    return store.find();
  }

  /**
   * Sets the announcement in place of the one before.
   *
   * @param from null: now
   * @throws AppException 400 when the message or the times cannot be; nothing is changed then
   */
  Banner set(
      String message,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean isPublic,
      boolean persistable) {
    String text = message.strip();
    if (text.isEmpty() || text.length() > MAX_MESSAGE) {
      throw AppException.badRequest(
          "INVALID_MESSAGE", "message must have 1 to " + MAX_MESSAGE + " characters.");
    }
    Instant now = clock.instant();
    Instant begin = from == null ? now : from;
    if (to != null && !to.isAfter(begin)) {
      throw AppException.badRequest("INVALID_TIMES", "displayTo must be later than displayFrom.");
    }
    // One who dismissed this message is not shown it again.
    Optional<Banner> same = store.find().filter(b -> b.message().equals(text));
    Banner banner =
        new Banner(
            same.map(Banner::id).orElseGet(() -> Ids.objectId(clock)),
            text,
            begin,
            to,
            isPublic,
            persistable,
            same.map(Banner::createdAt).orElse(now),
            now);
    store.replace(banner);
    return banner;
  }

  void remove() {
    store.remove();
  }
}

package dev.klatch.file.api;

import dev.klatch.account.PersonalData;
import dev.klatch.file.FileConfig;
import dev.klatch.file.FileLimits;
import dev.klatch.file.FileStore;
import dev.klatch.file.StoredFile;
import dev.klatch.file.StoredFile.Purpose;
import dev.klatch.http.AppException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rules of files: whose they are, how long they stay, what of them goes into a prompt. */
public final class FileService implements PersonalData {
  /** How long an upload waits to be used. */
  public static final Duration UNUSED = Duration.ofHours(1);

  private static final Logger LOG = System.getLogger(FileService.class.getName());
  private static final int PURGED_AT_ONCE = 500;

  private final FileStore store;
  private final FileContents contents;
  private final FileConfig config;
  private final Clock clock;

  public FileService(FileStore store, FileContents contents, FileConfig config, Clock clock) {
    this.store = store;
    this.contents = contents;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The user's file: the one ownership check.
   *
   * @throws AppException 404 when there is none or it is somebody else's; the two are not told
   *     apart
   */
  public StoredFile require(String userId, String id) {
    return store
        .find(userId, id)
        .orElseThrow(() -> AppException.notFound("File " + id + " was not found."));
  }

  /** The user's files, newest first. */
  List<StoredFile> list(String userId) {
    return store.list(userId);
  }

  /** A file by its address, for delivery; the caller decides who may have it. */
  Optional<StoredFile> byPath(String path) {
    return store.findByPath(path);
  }

  /** The text that was read from a file, if any. */
  public Optional<String> text(StoredFile file) {
    return store.text(file.id());
  }

  /** A file's bytes, all of them; for pictures, whose size is bounded. */
  public byte[] bytes(StoredFile file) {
    try (InputStream in = contents.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InputStream open(StoredFile file) {
    return contents.open(file);
  }

  InputStream openThumbnail(StoredFile file) {
    return contents.openThumbnail(file);
  }

  /** Lets unused uploads wait for another hour; how many there were. */
  int hold(String userId, Collection<String> ids) {
    return store.extend(userId, ids, clock.instant().plus(UNUSED));
  }

  /**
   * Removes files for good.
   *
   * @return how many were the user's and are gone
   */
  int delete(String userId, Collection<String> ids) {
    int gone = 0;
    for (String id : ids) {
      Optional<StoredFile> file = store.find(userId, id);
      if (file.isPresent()) {
        remove(file.get());
        gone++;
      }
    }
    return gone;
  }

  /**
   * The files a message names.
   *
   * @param custom whether the endpoint is one of the settings file
   * @throws AppException 404 when one is not the user's, 400 when the endpoint does not take them
   */
  public List<StoredFile> forMessage(
      String userId, List<String> ids, String endpoint, boolean custom) {
    FileLimits limits = config.limits(endpoint, custom);
    List<StoredFile> files = new ArrayList<>();
    long total = 0;
    for (String id : ids) {
      StoredFile file =
          store
              .find(userId, id)
              .orElseThrow(
                  () ->
                      AppException.notFound(
                          "File "
                              + id
                              + " was not found: uploads that are not sent are removed after an"
                              + " hour. Attach it again."));
      total += file.size();
      files.add(file);
    }
    if (files.isEmpty()) {
      return files;
    }
    if (limits.disabled()) {
      throw Limits.disabled(endpoint);
    }
    if (files.size() > limits.maxFiles()) {
      throw AppException.badRequest(
          "TOO_MANY_FILES",
          endpoint + " takes at most " + limits.maxFiles() + " files with a message.");
    }
    if (total > limits.maxTotalBytes()) {
      throw AppException.badRequest(
          "FILES_TOO_LARGE",
          endpoint
              + " takes at most "
              + Limits.megabytes(limits.maxTotalBytes())
              + " with a message.");
    }
    return files;
  }

  /** Notes the message a file was sent with, in the transaction that saves it. */
  public void use(
      Handle handle, String userId, String id, String conversationId, String messageId) {
    store.use(handle, userId, id, conversationId, messageId, clock.instant());
  }

  /** Keeps a file that an agent was given. */
  public void keepForAgent(String userId, String id) {
    store.keep(userId, id, Purpose.AGENTS, clock.instant());
  }

  /**
   * The most tokens of a file's text that go into a prompt.
   *
   * @param wanted by the conversation, or null
   */
  public int tokenLimit(@Nullable Integer wanted) {
    return wanted == null || wanted <= 0
        ? config.tokenLimit()
        : Math.min(wanted, config.tokenLimit());
  }

  /**
   * Removes the files of a conversation that is gone.
   *
   * @param usedElsewhere whether another conversation of the user still shows a file
   */
  public void deleteConversation(
      String userId, String conversationId, Predicate<String> usedElsewhere) {
    for (StoredFile file : store.ofConversation(userId, conversationId)) {
      if (file.purpose() == Purpose.MESSAGE_ATTACHMENT && !usedElsewhere.test(file.id())) {
        remove(file);
      }
    }
  }

  /** Removes uploads that nobody used in time; to be called now and then. */
  public void purge() {
    for (StoredFile file : store.expired(clock.instant(), PURGED_AT_ONCE)) {
      try {
        remove(file);
      } catch (UncheckedIOException e) {
        LOG.log(Level.WARNING, "unused file {0} stays for now: {1}", file.id(), e.getMessage());
      }
    }
  }

  @Override
  public void deleteAll(String userId) {
    store.all(userId).forEach(this::remove);
  }

  /** Content first: a row without content can be removed again, content without a row never. */
  void remove(StoredFile file) {
    try {
      contents.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.delete(file.id());
  }
}

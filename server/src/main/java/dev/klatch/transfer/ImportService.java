package dev.klatch.transfer;

import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.tag.TagService;
import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import dev.klatch.sql.DatabaseException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Imports export files: one at a time for each person, two at a time in all. */
public final class ImportService {
  private static final Logger LOG = System.getLogger(ImportService.class.getName());
  private static final int AT_ONCE = 2;
  private static final int MAX_JOBS = 1_000;
  private static final int BUFFER = 65_536;

  /** How long the outcome of an import can be asked for. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final ImportStore store;
  private final Path folder;
  private final ImportLimits limits;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Map<String, Job> jobs = new LinkedHashMap<>();

  /**
   * @param folder where files wait while they are read
   */
  public ImportService(
      Database database,
      ConversationStore conversations,
      MessageStore messages,
      TagService tags,
      Path folder,
      Clock clock) {
    this(database, conversations, messages, tags, folder, ImportLimits.DEFAULT, clock);
  }

  ImportService(
      Database database,
      ConversationStore conversations,
      MessageStore messages,
      TagService tags,
      Path folder,
      ImportLimits limits,
      Clock clock) {
    this.store = new ImportStore(database, conversations, messages, tags, clock);
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
  }

  /** An import of a person. */
  record Job(String id, String userId, ImportProgress progress) {}

  /** Removes files that a killed process left. */
  public void start() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> left = Files.list(folder)) {
        for (Path file : left.toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** A new file for an upload; the import deletes it. */
  Path newFile() throws IOException {
    Files.createDirectories(folder);
    return Files.createTempFile(folder, "import-", ".upload");
  }

  /**
   * Begins an import in the background; the file is deleted at its end.
   *
   * @throws AppException 409 while another import of the person runs
   */
  Job begin(String userId, Path file, String fileName) throws IOException {
    Job job = register(userId, file, fileName);
    Thread.ofVirtual().name("import-" + job.id()).start(() -> carryOut(job, file));
    return job;
  }

  /** Imports a file and returns when it is done; the file is deleted. */
  ImportProgress.State run(String userId, Path file, String fileName) throws IOException {
    Job job = register(userId, file, fileName);
    carryOut(job, file);
    return job.progress().state();
  }

  /**
   * An import of the person.
   *
   * @throws AppException 404 when there is none, or not any more
   */
  synchronized Job require(String userId, String id) {
    Job job = jobs.get(id);
    if (job == null || !job.userId().equals(userId)) {
      throw AppException.notFound(
          "Import " + id + " was not found: it ended long ago, or the server was restarted.");
    }
    return job;
  }

  private synchronized Job register(String userId, Path file, String fileName) throws IOException {
    jobs.values().removeIf(this::isOver);
    boolean running =
        jobs.values().stream()
            .anyMatch(
                job -> job.userId().equals(userId) && job.progress().state().endedAt() == null);
    if (running || jobs.size() >= MAX_JOBS) {
      Files.deleteIfExists(file);
      throw AppException.conflict(
          "IMPORT_RUNNING", "Another import of yours is still running. Wait for its end.");
    }
    Job job =
        new Job(
            UUID.randomUUID().toString(), userId, new ImportProgress(fileName, Files.size(file)));
    jobs.put(job.id(), job);
    return job;
  }

  private boolean isOver(Job job) {
    var ended = job.progress().state().endedAt();
    return ended != null && ended.plus(KEPT).isBefore(clock.instant());
  }

  private void carryOut(Job job, Path file) {
    ImportProgress progress = job.progress();
    String error = null;
    places.acquireUninterruptibly();
    try {
      boolean known = read(job, file);
      if (!known) {
        error =
            "This is no export that is known. Send conversations.json of ChatGPT or Claude, their"
                + " zip archive, or an export of LibreChat or Klatch.";
      }
    } catch (ImportStopped e) {
      error = progress.isCancelled() ? null : String.valueOf(e.getMessage());
    } catch (JacksonException e) {
      error = broken(e);
    } catch (DatabaseException e) {
      error = String.valueOf(e.getMessage());
    } catch (IOException e) {
      error = "The file cannot be read: " + e.getMessage() + ".";
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "an import failed", e);
      error = "The import failed in a way nobody foresaw; the server's log has more.";
    } finally {
      places.release();
      progress.end(clock.instant(), error);
      delete(file);
    }
  }

  private static String broken(JacksonException e) {
    var at = e.getLocation();
    return "The file is broken or cut off"
        + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr())
        + ": "
        + e.getOriginalMessage()
        + ". What came before is imported.";
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "an uploaded file stays behind: {0}", e.getMessage());
    }
  }

  /** Whether anything in the file had the form of an export. */
  private boolean read(Job job, Path file) throws IOException {
    ImportProgress progress = job.progress();
    ExportReader.Sink sink = new StoringSink(job);
    try (InputStream raw = Files.newInputStream(file);
        PushbackInputStream in =
            new PushbackInputStream(
                new BufferedInputStream(new Progressing(raw, progress), BUFFER), 4)) {
      byte[] head = in.readNBytes(4);
      in.unread(head);
      if (!isZip(head)) {
        return ExportReader.read(in, limits, sink);
      }
      boolean[] known = new boolean[1];
      new ImportArchive(in, Files.size(file), limits)
          .forEach((name, content) -> known[0] |= ExportReader.read(content, limits, sink));
      return known[0];
    }
  }

  private static boolean isZip(byte[] head) {
    return head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  /** Stores what is read. */
  private final class StoringSink implements ExportReader.Sink {
    private final Job job;

    StoringSink(Job job) {
      this.job = job;
    }

    @Override
    public void conversation(ImportedConversation conversation) {
      checkCancelled();
      job.progress().taken(store.store(job.userId(), conversation));
    }

    @Override
    public void refused(String title, String why) {
      checkCancelled();
      job.progress().refused(title, why);
    }

    private void checkCancelled() {
      if (job.progress().isCancelled()) {
        throw new ImportStopped("cancelled");
      }
    }
  }

  /** Tells how much of the file was read. */
  private static final class Progressing extends FilterInputStream {
    private final ImportProgress progress;
    private long total;

    Progressing(InputStream in, ImportProgress progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      total += Math.max(0, count);
      progress.read(total);
      return count;
    }
  }

  /** The import a person has running, if any. */
  synchronized @Nullable Job running(String userId) {
    for (Job job : jobs.values()) {
      if (job.userId().equals(userId) && job.progress().state().endedAt() == null) {
        return job;
      }
    }
    return null;
  }
}

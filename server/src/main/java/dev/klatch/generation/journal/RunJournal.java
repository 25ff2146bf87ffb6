package dev.klatch.generation.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The append-only journal of all running answers: what was journaled survives a kill of the
 * process, at the price of a memory copy. It is a row of segment files mapped into memory; the
 * pages belong to the operating system, so they outlive the process. A record is its length, the
 * run's id, the payload and a checksum; the length is written last, so a torn record is never seen.
 * A segment is removed when every run with records in it has ended.
 */
public final class RunJournal implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RunJournal.class.getName());
  private static final int HEADER = 4 + 16;
  private static final int TRAILER = 4;
  private static final String SUFFIX = ".journal";

  private final Path folder;
  private final int segmentBytes;
  private final List<Segment> segments = new ArrayList<>();
  private int nextNumber;

  /**
   * @param folder made when it is not there
   * @param segmentBytes size of a segment file; a record must fit
   */
  public RunJournal(Path folder, int segmentBytes) throws IOException {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    Files.createDirectories(folder);
    this.nextNumber = 1 + files(folder).stream().mapToInt(RunJournal::number).max().orElse(0);
  }

  /**
   * Makes events of a run durable against a kill of the process.
   *
   * @throws IOException when no segment can be made: the disk is full
   */
  public void append(UUID run, List<RunEvent> events) throws IOException {
    byte[] payload = EventCodec.encode(events);
    if (payload.length == 0) {
      return;
    }
    CRC32C crc = new CRC32C();
    crc.update(payload);
    synchronized (this) {
      current(HEADER + payload.length + TRAILER).write(run, payload, (int) crc.getValue());
    }
  }

  private Segment current(int needed) throws IOException {
    if (!segments.isEmpty() && segments.getLast().map.remaining() >= needed + 4) {
      return segments.getLast();
    }
    Segment fresh = Segment.create(file(nextNumber++), Math.max(segmentBytes, needed + 4));
    segments.add(fresh);
    dropUnused();
    return fresh;
  }

  private Path file(int number) {
    return folder.resolve(String.format("%08d%s", number, SUFFIX));
  }

  /** The run's answer is saved: its records are needed no longer. */
  public synchronized void ended(UUID run) {
    for (Segment segment : segments) {
      segment.runs.remove(run);
    }
    dropUnused();
  }

  private void dropUnused() {
    if (segments.isEmpty()) {
      return;
    }
    Segment last = segments.getLast();
    segments.removeIf(
        segment -> {
          if (segment == last || !segment.runs.isEmpty()) {
            return false;
          }
          delete(segment.file);
          return true;
        });
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot remove journal segment {0}: {1}", file, e.getMessage());
    }
  }

  /** Everything journaled by an earlier process, by run. Does not change the files. */
  public static Map<UUID, List<RunEvent>> read(Path folder) throws IOException {
    Map<UUID, List<RunEvent>> runs = new HashMap<>();
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder)) {
        readSegment(file, runs);
      }
    }
    return runs;
  }

  private static void readSegment(Path file, Map<UUID, List<RunEvent>> runs) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    while (bytes.remaining() >= HEADER + TRAILER) {
      int length = bytes.getInt();
      if (length <= 0 || length > bytes.remaining() - 16 - TRAILER) {
        return;
      }
      UUID run = new UUID(bytes.getLong(), bytes.getLong());
      byte[] payload = new byte[length];
      bytes.get(payload);
      CRC32C crc = new CRC32C();
      crc.update(payload);
      if ((int) crc.getValue() != bytes.getInt()) {
        LOG.log(Level.WARNING, "journal segment {0} ends in a damaged record", file);
        return;
      }
      List<RunEvent> events = runs.computeIfAbsent(run, id -> new ArrayList<>());
      EventCodec.decode(new ByteArrayInputStream(payload), events);
    }
  }

  /** Removes the files an earlier process left; its runs are saved. */
  public synchronized void discardOlder() throws IOException {
    Set<Path> own = new HashSet<>();
    segments.forEach(segment -> own.add(segment.file));
    for (Path file : files(folder)) {
      if (!own.contains(file)) {
        delete(file);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted(Comparator.comparingInt(RunJournal::number))
          .toList();
    }
  }

  private static int number(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Removes the segments of ended runs; those of others stay for the next start. */
  @Override
  public synchronized void close() {
    for (Segment segment : segments) {
      if (segment.runs.isEmpty()) {
        delete(segment.file);
      }
    }
    segments.clear();
  }

  /** One mapped file. */
  private static final class Segment {
    private final Path file;
    private final MappedByteBuffer map;
    private final Set<UUID> runs = new HashSet<>();
    private @Nullable UUID lastRun;

    private Segment(Path file, MappedByteBuffer map) {
      this.file = file;
      this.map = map;
    }

    /** The space is written, not only reserved: a full disk must fail here and not in the map. */
    static Segment create(Path file, int size) throws IOException {
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        ByteBuffer zeros = ByteBuffer.allocateDirect(64 * 1024);
        for (int written = 0; written < size; ) {
          zeros.clear().limit(Math.min(zeros.capacity(), size - written));
          written += channel.write(zeros);
        }
        return new Segment(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, size));
      } catch (IOException e) {
        delete(file);
        throw e;
      }
    }

    void write(UUID run, byte[] payload, int checksum) {
      int start = map.position();
      map.position(start + 4);
      map.putLong(run.getMostSignificantBits()).putLong(run.getLeastSignificantBits());
      map.put(payload);
      map.putInt(checksum);
      map.putInt(start, payload.length);
      if (!run.equals(lastRun)) {
        runs.add(run);
        lastRun = run;
      }
    }
  }
}

package dev.klatch.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Reads the JSON files of a zip archive one after the other, as far as it stays reasonable. */
final class ImportArchive {
  private static final int MAX_ENTRIES = 50_000;
  private static final long SMALL = 64L << 20;
  private static final long MAX_TOTAL = 8L << 30;

  /** Files of ChatGPT's and Claude's archives that hold no conversations. */
  private static final Set<String> OTHERS =
      Set.of(
          "user.json",
          "users.json",
          "projects.json",
          "memories.json",
          "message_feedback.json",
          "shared_conversations.json",
          "model_comparisons.json",
          "group_chats.json",
          "shopping.json",
          "sora.json");

  private final InputStream in;
  private final long maxBytes;
  private long inflated;

  /**
   * @param size of the archive in bytes
   */
  ImportArchive(InputStream in, long size, ImportLimits limits) {
    this.in = in;
    this.maxBytes = Math.min(MAX_TOTAL, Math.max(SMALL, size * limits.inflation()));
  }

  /** Takes the content of a file. */
  interface Content {
    /** The stream ends with the file and need not be closed. */
    void read(String name, InputStream content) throws IOException;
  }

  /**
   * Hands on each JSON file that may hold conversations.
   *
   * @throws IOException when the archive is broken
   * @throws ImportStopped when it unpacks to unreasonably much
   */
  void forEach(Content content) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(in)) {
      int entries = 0;
      while (true) {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
          if (entries == 0) {
            throw new ZipException("it holds no files");
          }
          return;
        }
        if (++entries > MAX_ENTRIES) {
          throw new ImportStopped("The archive has more than " + MAX_ENTRIES + " files.");
        }
        InputStream counted = new Counted(zip);
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (isWanted(entry, name)) {
          content.read(name, counted);
        }
        counted.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IllegalArgumentException e) {
      throw new ZipException("a name in it is not readable");
    }
  }

  private static boolean isWanted(ZipEntry entry, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !entry.isDirectory() && lower.endsWith(".json") && !OTHERS.contains(lower);
  }

  /** Counts what was unpacked, whatever the archive says of itself. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream zip) {
      super(zip);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) {
      inflated += bytes;
      if (inflated > maxBytes) {
        throw new ImportStopped(
            "The archive unpacks to more than "
                + (maxBytes >> 20)
                + " MB, far more than such archives do. Unpack it and send its JSON files.");
      }
    }

    @Override
    public void close() {
      // The archive goes on after this file.
    }
  }
}

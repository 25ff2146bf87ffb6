package dev.klatch.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a file is, judged by its content. What the sender claims is believed only to tell apart
 * kinds of text, none of which is ever shown as a page.
 *
 * @param media media type
 * @param kind what can be done with it
 */
public record FileType(String media, Kind kind) {
  /** What can be done with a file. */
  public enum Kind {
    /** A picture that can be decoded. */
    IMAGE,
    PDF,
    /** XML in a zip: Office Open XML, OpenDocument, EPUB. */
    OFFICE,
    HTML,
    /** Text to be read as it is. */
    TEXT,
    /** A format whose text can be had by saving the file in another one. */
    OLD_OFFICE,
    /** A picture this server cannot decode. */
    OTHER_IMAGE,
    OTHER
  }

  private static final int HEAD_BYTES = 65_536;
  private static final int MAX_ENTRIES = 20_000;
  private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
  private static final String ODF = "application/vnd.oasis.opendocument.";
  private static final FileType BINARY = new FileType("application/octet-stream", Kind.OTHER);

  /** Media types of texts by extension; others are plain. */
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("md", "text/markdown"),
          Map.entry("markdown", "text/markdown"),
          Map.entry("csv", "text/csv"),
          Map.entry("tsv", "text/tab-separated-values"),
          Map.entry("json", "application/json"),
          Map.entry("xml", "application/xml"),
          Map.entry("yaml", "application/x-yaml"),
          Map.entry("yml", "application/x-yaml"),
          Map.entry("toml", "application/toml"),
          Map.entry("css", "text/css"),
          Map.entry("js", "text/javascript"),
          Map.entry("mjs", "text/javascript"),
          Map.entry("ts", "application/typescript"),
          Map.entry("py", "text/x-python"),
          Map.entry("java", "text/x-java"),
          Map.entry("c", "text/x-c"),
          Map.entry("h", "text/x-h"),
          Map.entry("cpp", "text/x-c++"),
          Map.entry("cs", "text/x-csharp"),
          Map.entry("php", "text/x-php"),
          Map.entry("rb", "text/x-ruby"),
          Map.entry("tex", "text/x-tex"),
          Map.entry("sh", "application/x-sh"),
          Map.entry("sql", "application/sql"),
          Map.entry("vtt", "text/vtt"));

  /**
   * Looks at a file.
   *
   * @param name tells kinds of text apart
   * @throws IOException when it cannot be read
   */
  public static FileType of(Path file, String name) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    FileType binary = binary(head);
    if (binary != null) {
      return binary.media.equals("application/zip") ? archive(file) : binary;
    }
    return isText(head) ? text(head, FileNames.extension(name)) : BINARY;
  }

  private static @org.jspecify.annotations.Nullable FileType binary(byte[] head) {
    if (starts(head, "\u0089PNG\r\n\u001a\n")) {
      return new FileType("image/png", Kind.IMAGE);
    }
    if (starts(head, "\u00ff\u00d8\u00ff")) {
      return new FileType("image/jpeg", Kind.IMAGE);
    }
    if (starts(head, "GIF87a") || starts(head, "GIF89a")) {
      return new FileType("image/gif", Kind.IMAGE);
    }
    if (starts(head, "RIFF") && at(head, 8, "WEBP")) {
      return new FileType("image/webp", Kind.IMAGE);
    }
    if (starts(head, "BM") && head.length > 26 && head[6] == 0 && head[7] == 0) {
      return new FileType("image/bmp", Kind.IMAGE);
    }
    if (at(head, 4, "ftyp")) {
      boolean heif = at(head, 8, "hei") || at(head, 8, "mif1") || at(head, 8, "avif");
      return heif
          ? new FileType(at(head, 8, "avif") ? "image/avif" : "image/heic", Kind.OTHER_IMAGE)
          : new FileType("video/mp4", Kind.OTHER);
    }
    if (starts(head, "II*\0") || starts(head, "MM\0*")) {
      return new FileType("image/tiff", Kind.OTHER_IMAGE);
    }
    if (latin(head, 1024).contains("%PDF-")) {
      return new FileType("application/pdf", Kind.PDF);
    }
    if (starts(head, "PK\u0003\u0004") || starts(head, "PK\u0005\u0006")) {
      return new FileType("application/zip", Kind.OTHER);
    }
    if (starts(head, "\u00d0\u00cf\u0011\u00e0")) {
      return new FileType("application/x-ole-storage", Kind.OLD_OFFICE);
    }
    return starts(head, "{\\rtf") ? new FileType("application/rtf", Kind.OLD_OFFICE) : null;
  }

  private static FileType archive(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MAX_ENTRIES) {
        return new FileType("application/zip", Kind.OTHER);
      }
      ZipEntry mimetype = zip.getEntry("mimetype");
      if (mimetype != null) {
        try (InputStream in = zip.getInputStream(mimetype)) {
          String named = new String(in.readNBytes(128), StandardCharsets.US_ASCII).strip();
          if (named.startsWith(ODF) || named.equals("application/epub+zip")) {
            return new FileType(named, Kind.OFFICE);
          }
        }
      }
      if (zip.getEntry("word/document.xml") != null) {
        return new FileType(OOXML + "wordprocessingml.document", Kind.OFFICE);
      }
      if (zip.getEntry("xl/workbook.xml") != null) {
        return new FileType(OOXML + "spreadsheetml.sheet", Kind.OFFICE);
      }
      if (zip.getEntry("ppt/presentation.xml") != null) {
        return new FileType(OOXML + "presentationml.presentation", Kind.OFFICE);
      }
      return new FileType("application/zip", Kind.OTHER);
    } catch (IOException | IllegalArgumentException e) {
      return BINARY;
    }
  }

  private static FileType text(byte[] head, String extension) {
    String start = latin(head, 2048).stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return new FileType("text/html", Kind.HTML);
    }
    if (start.startsWith("<svg") || (start.startsWith("<?xml") && start.contains("<svg"))) {
      return new FileType("image/svg+xml", Kind.TEXT);
    }
    if (extension.equals("html") || extension.equals("htm") || extension.equals("xhtml")) {
      return new FileType("text/html", Kind.HTML);
    }
    return new FileType(TEXTS.getOrDefault(extension, "text/plain"), Kind.TEXT);
  }

  /** Text has hardly any control characters, and zero bytes only where two make a character. */
  private static boolean isText(byte[] head) {
    boolean wide = starts(head, "\u00ff\u00fe") || starts(head, "\u00fe\u00ff");
    int odd = 0;
    for (byte b : head) {
      if (b == 0 && !wide) {
        return false;
      }
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 27) {
        odd++;
      }
    }
    return wide || odd * 100 <= head.length;
  }

  private static boolean starts(byte[] head, String magic) {
    return at(head, 0, magic);
  }

  private static boolean at(byte[] head, int offset, String magic) {
    if (head.length < offset + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((head[offset + i] & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String latin(byte[] head, int max) {
    return new String(head, 0, Math.min(max, head.length), StandardCharsets.ISO_8859_1);
  }
}

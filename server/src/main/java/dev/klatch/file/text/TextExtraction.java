package dev.klatch.file.text;

import dev.klatch.file.FileType;
import dev.klatch.http.AppException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jsoup.Jsoup;

/** Reads the text of a file, whatever kind it is. Safe for any number of threads. */
public final class TextExtraction {
  /** Most characters kept of a file; far more than any prompt takes. */
  public static final int MAX_CHARS = 2_000_000;

  private static final int MAX_TEXT_BYTES = 8 << 20;
  private static final String REST = "\n[The rest of the file is left out.]";

  private final PdfText pdf;

  /**
   * @param folder for files that live while a document is read; must exist
   */
  public TextExtraction(Path folder) {
    this.pdf = new PdfText(folder);
  }

  /** Whether text can be read from files of a kind. */
  public static boolean reads(FileType.Kind kind) {
    return switch (kind) {
      case PDF, OFFICE, HTML, TEXT -> true;
      case IMAGE, OLD_OFFICE, OTHER_IMAGE, OTHER -> false;
    };
  }

  /**
   * The text of a file.
   *
   * @return not blank
   * @throws AppException 400 when there is none, with what to do about it
   * @throws IOException when the file itself cannot be read
   */
  public String read(Path file, FileType type, String name) throws IOException {
    TextSink sink = new TextSink(MAX_CHARS);
    try {
      switch (type.kind()) {
        case PDF -> pdf.read(file, sink, MAX_CHARS);
        case OFFICE -> OfficeText.read(file, type.media(), sink);
        case HTML -> sink.add(HtmlText.of(Jsoup.parse(plain(file))));
        case TEXT -> sink.add(plain(file));
        default -> throw unreadable(type, name);
      }
    } catch (BoundedStream.TooLarge | ZipException e) {
      throw broken(name, e);
    } catch (IOException e) {
      if (type.kind() == FileType.Kind.OFFICE) {
        throw broken(name, e);
      }
      throw e;
    }
    String text = tidy(sink);
    if (text.isBlank()) {
      throw empty(type, name);
    }
    return text;
  }

  private static String plain(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_TEXT_BYTES);
      boolean cut = Files.size(file) > MAX_TEXT_BYTES;
      return Charsets.decode(bytes, cut) + (cut ? REST : "");
    }
  }

  /** No characters that databases and models choke on, and no deserts of empty lines. */
  private static String tidy(TextSink sink) {
    String text =
        sink.toString().replace("\r\n", "\n").replace("\0", "").replaceAll("\n{4,}", "\n\n\n");
    return sink.isFull() && !text.endsWith("]") ? text + REST : text;
  }

  private static AppException empty(FileType type, String name) {
    return AppException.badRequest(
        "FILE_HAS_NO_TEXT",
        type.kind() == FileType.Kind.PDF
            ? "\""
                + name
                + "\" has no text in it: it is probably a scan, that is, pictures of pages. Attach"
                + " the pages as pictures, or run text recognition on it first."
            : "\"" + name + "\" has no text in it.");
  }

  private static AppException broken(String name, IOException cause) {
    return new AppException(
        400,
        "FILE_UNREADABLE",
        "\""
            + name
            + "\" cannot be read: it is damaged, or unpacks to far too much. Save it again"
            + " in its program, or as PDF.",
        cause);
  }

  private static AppException unreadable(FileType type, String name) {
    String fix =
        switch (type.kind()) {
          case OLD_OFFICE ->
              "it is in an old Office format. Save it as .docx, .xlsx, .pptx or PDF.";
          case OTHER_IMAGE, IMAGE -> "it is a picture. Attach it as a picture (PNG, JPEG, WebP).";
          default -> "it is no text, document or picture this server knows.";
        };
    return AppException.badRequest(
        "FILE_TYPE_UNSUPPORTED", "\"" + name + "\" cannot be read as text: " + fix);
  }
}

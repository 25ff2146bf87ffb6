package dev.klatch.file.text;

import dev.klatch.http.AppException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;

/** Text of PDF files, read in a process with bounded memory and time, one at a time. */
final class PdfText {
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final int MAX_PAGES = 2_000;
  private static final String MEMORY = "-Xmx256m";

  private final Path folder;
  private final Semaphore turn = new Semaphore(1, true);

  /**
   * @param folder for files that live while a PDF is read
   */
  PdfText(Path folder) {
    this.folder = folder;
  }

  void read(Path pdf, TextSink sink, int maxChars) throws IOException {
    Path text = Files.createTempFile(folder, "pdf", ".txt");
    turn.acquireUninterruptibly();
    try {
      int code = run(pdf, text, maxChars);
      switch (code) {
        case PdfTextProcess.OK, PdfTextProcess.MORE -> {
          sink.add(Files.readString(text, StandardCharsets.UTF_8));
          if (code == PdfTextProcess.MORE) {
            sink.add("\n[The rest of the document is left out.]");
          }
        }
        case PdfTextProcess.ENCRYPTED ->
            throw AppException.badRequest(
                "PDF_ENCRYPTED",
                "The PDF is protected by a password. Save a copy without one and try again.");
        default ->
            throw AppException.badRequest(
                "PDF_UNREADABLE",
                "The PDF cannot be read: it is damaged, or reading it takes too much memory or"
                    + " time. Print it to a new PDF, or copy its text.");
      }
    } finally {
      turn.release();
      Files.deleteIfExists(text);
    }
  }

  /** What that process needs and nothing else, from wherever it was loaded here. */
  private static String classPath() {
    return Stream.of(
            PdfTextProcess.class, Loader.class, IOUtils.class, FontBoxFont.class, LogFactory.class)
        .map(type -> Path.of(URI.create(location(type))).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  private int run(Path pdf, Path text, int maxChars) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MEMORY,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Dpdfbox.fontcache=" + folder,
                "-cp",
                classPath(),
                PdfTextProcess.class.getName(),
                pdf.toString(),
                text.toString(),
                Integer.toString(maxChars),
                Integer.toString(MAX_PAGES)));
    // The secrets of this process are none of a stranger's document's business.
    builder.environment().clear();
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      return process.waitFor(TIME.toSeconds(), TimeUnit.SECONDS)
          ? process.exitValue()
          : PdfTextProcess.BROKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return PdfTextProcess.BROKEN;
    } finally {
      process.destroyForcibly();
    }
  }
}

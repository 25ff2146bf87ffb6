package dev.klatch.file.text;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Program that reads one PDF, started by {@link PdfText} in a process of its own: a PDF can unpack
 * to any size and keep a reader busy for ever, and this process can be ended.
 */
final class PdfTextProcess {
  static final int OK = 0;
  static final int ENCRYPTED = 3;
  static final int BROKEN = 4;
  static final int MORE = 5;

  private PdfTextProcess() {}

  /**
   * Reads a PDF and ends the process with one of the codes above.
   *
   * @param arguments the PDF, the file for its text, the most characters, the most pages
   */
  public static void main(String[] arguments) {
    java.util.logging.LogManager.getLogManager().reset();
    Runtime.getRuntime()
        .halt(
            read(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3])));
  }

  private static int read(Path pdf, Path target, int maxChars, int maxPages) {
    try (PDDocument document =
            Loader.loadPDF(pdf.toFile(), "", null, null, IOUtils.createTempFileOnlyStreamCache());
        Writer out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
      int pages = document.getNumberOfPages();
      int left = maxChars;
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(false);
      for (int page = 1; page <= Math.min(pages, maxPages); page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        String text = stripper.getText(document);
        out.write(text, 0, Math.min(text.length(), left));
        left -= text.length();
        if (left <= 0) {
          return MORE;
        }
      }
      return pages > maxPages ? MORE : OK;
    } catch (InvalidPasswordException e) {
      return ENCRYPTED;
    } catch (IOException | RuntimeException e) {
      return BROKEN;
    }
  }
}

package dev.klatch.file.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.file.FileType;
import dev.klatch.http.AppException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextExtractionTest {
  private static final String W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml\"";

  @TempDir Path folder;

  private String read(Path file) throws IOException {
    String name = file.getFileName().toString();
    return new TextExtraction(folder).read(file, FileType.of(file, name), name);
  }

  private String read(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content);
    return read(file);
  }

  private String refusal(Path file) {
    AppException refused = assertThrows(AppException.class, () -> read(file));
    assertEquals(400, refused.status());
    return refused.code();
  }

  @Test
  void plainTextInAnyCharacterSet() throws IOException {
    String text = "Grüße, señor – 15 €";
    assertEquals(text, read("a.txt", text.getBytes(StandardCharsets.UTF_8)));
    assertEquals(text, read("b.txt", text.getBytes(Charset.forName("windows-1252"))));
    assertEquals(text, read("c.txt", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)));
    assertEquals(text, read("d.md", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void webPagesWithoutTheirScripts() throws IOException {
    String page =
        "<!doctype html><title>Title</title><body><h1>Head</h1><script>steal()</script>"
            + "<p>One <b>two</b></p><ul><li>first<li>second</ul>";
    String text = read("page.html", page.getBytes(StandardCharsets.UTF_8));
    assertEquals("Title\n\n# Head\nOne two\n- first\n- second", text);
  }

  @Test
  void wordFiles() throws IOException {
    String body =
        "<w:document "
            + W
            + "><w:body><w:p><w:r><w:t>First</w:t></w:r><w:r><w:tab/><w:t>line"
            + "</w:t></w:r></w:p><w:p><w:r><w:delText>gone</w:delText><w:t>Second</w:t></w:r>"
            + "</w:p></w:body></w:document>";
    Path file = Documents.zip(folder, "a.docx", Map.of("word/document.xml", body));
    assertEquals("First\tline\nSecond\n", read(file));
  }

  @Test
  void workbooksWithSharedTextsAndDates() throws IOException {
    Path file =
        Documents.zip(
            folder,
            "a.xlsx",
            Map.of(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Costs\" r:id=\"r1\"/></sheets>"
                    + "</workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>"
                    + "</Relationships>",
                "xl/sharedStrings.xml",
                "<sst><si><t>Item</t></si><si><r><t>Cof</t></r><r><t>fee</t></r></si></sst>",
                "xl/styles.xml",
                "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
                    + "</styleSheet>",
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\"><v>7</v>"
                    + "</c></row><row><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>45000"
                    + "</v></c></row></sheetData></worksheet>"));
    assertEquals("\n## Costs\nItem\t\t7\nCoffee\t2023-03-15\n", read(file));
  }

  @Test
  void slidesAndOpenDocuments() throws IOException {
    Path slides =
        Documents.zip(
            folder,
            "a.pptx",
            Map.of(
                "ppt/presentation.xml", "<p/>",
                "ppt/slides/slide10.xml", "<s xmlns:a=\"a\"><a:p><a:t>Ten</a:t></a:p></s>",
                "ppt/slides/slide2.xml", "<s xmlns:a=\"a\"><a:p><a:t>Two</a:t></a:p></s>"));
    assertEquals("\n## Slide 1\nTwo\n\n## Slide 2\nTen\n", read(slides));
    Path text =
        Documents.zip(
            folder,
            "a.odt",
            Map.of(
                "mimetype",
                "application/vnd.oasis.opendocument.text",
                "content.xml",
                "<d xmlns:text=\"t\"><text:h>Head</text:h><text:p>a<text:s text:c=\"2\"/>b</text:p>"
                    + "</d>"));
    assertEquals("Head\na  b\n", read(text));
  }

  @Test
  void pdfFiles() throws IOException {
    assertEquals(
        "Hello from a page", read(Documents.pdf(folder, "Hello from a page", null)).strip());
    assertEquals("PDF_ENCRYPTED", refusal(Documents.pdf(folder, "secret", "pass")));
    assertEquals("FILE_HAS_NO_TEXT", refusal(Documents.pdf(folder, null, null)));
    Path broken = folder.resolve("broken.pdf");
    Files.writeString(broken, "%PDF-1.7\nnothing of the kind");
    assertEquals("PDF_UNREADABLE", refusal(broken));
  }

  @Test
  void bombsAreRefusedAndEntitiesNotRead() throws IOException {
    Path bomb =
        Documents.bomb(folder, "bomb.docx", "word/document.xml", "<w:d " + W + ">", 300L << 20);
    assertTrue(Files.size(bomb) < 1 << 20);
    assertEquals("FILE_UNREADABLE", refusal(bomb));
    Path secret = folder.resolve("secret.txt");
    Files.writeString(secret, "root:x");
    String body =
        "<!DOCTYPE d [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]><w:d "
            + W
            + "><w:p><w:t>a&x;b</w:t></w:p></w:d>";
    Path entities = Documents.zip(folder, "xxe.docx", Map.of("word/document.xml", body));
    assertEquals("FILE_UNREADABLE", refusal(entities));
  }

  @Test
  void whatCannotBeReadSaysWhatToDo() throws IOException {
    Path old = folder.resolve("old.doc");
    Files.write(old, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0});
    AppException refused = assertThrows(AppException.class, () -> read(old));
    assertTrue(String.valueOf(refused.getMessage()).contains(".docx"));
    Path blank = folder.resolve("blank.txt");
    Files.writeString(blank, " \n ");
    assertEquals("FILE_HAS_NO_TEXT", refusal(blank));
  }

  @Test
  void longTextIsCutAndSaysSo() throws IOException {
    String text =
        read(
            "long.txt", "x".repeat(TextExtraction.MAX_CHARS + 10).getBytes(StandardCharsets.UTF_8));
    assertTrue(text.length() < TextExtraction.MAX_CHARS + 100);
    assertTrue(text.endsWith("[The rest of the file is left out.]"));
  }
}

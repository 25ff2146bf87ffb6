package dev.klatch.file.text;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.Jsoup;

/** Text of Word and PowerPoint files, OpenDocument and EPUB. */
final class OfficeText {
  private static final int MAX_SPACES = 100;
  private static final int MAX_PAGE_BYTES = 4 << 20;

  private OfficeText() {}

  static void read(Path file, String media, TextSink sink) throws IOException {
    try (Archive archive = new Archive(file)) {
      if (media.endsWith("wordprocessingml.document")) {
        archive.read("word/document.xml", new Paragraphs(sink));
        for (String notes : new String[] {"word/footnotes.xml", "word/endnotes.xml"}) {
          sink.line();
          archive.read(notes, new Paragraphs(sink));
        }
      } else if (media.endsWith("presentationml.presentation")) {
        int number = 0;
        for (String slide : archive.parts("ppt/slides/", ".xml")) {
          sink.line().add("\n## Slide " + ++number + "\n");
          archive.read(slide, new Paragraphs(sink));
          archive.read(
              slide.replace("slides/slide", "notesSlides/notesSlide"), new Paragraphs(sink));
        }
      } else if (media.endsWith("spreadsheetml.sheet")) {
        new SheetText(archive, sink).read();
      } else if (media.equals("application/epub+zip")) {
        book(archive, sink);
      } else {
        archive.read("content.xml", new OpenDocument(sink));
      }
    }
  }

  private static void book(Archive archive, TextSink sink) throws IOException {
    for (String ending : new String[] {".xhtml", ".html", ".htm"}) {
      for (String page : archive.parts("", ending)) {
        if (sink.isFull()) {
          return;
        }
        String html = Charsets.decode(archive.bytes(page, MAX_PAGE_BYTES), true);
        sink.line().add(HtmlText.of(Jsoup.parse(html))).line();
      }
    }
  }

  /** Paragraphs of Office Open XML; Word and PowerPoint name them alike. */
  private static final class Paragraphs implements Xml.Handler {
    private final TextSink sink;
    private boolean inText;

    Paragraphs(TextSink sink) {
      this.sink = sink;
    }

    @Override
    public void start(String name, XMLStreamReader at) {
      switch (name) {
        case "t" -> inText = true;
        case "tab" -> sink.add("\t");
        case "br", "cr" -> sink.add("\n");
        default -> {
          // Formatting.
        }
      }
    }

    @Override
    public void end(String name) {
      switch (name) {
        case "t" -> inText = false;
        case "p" -> sink.add("\n");
        case "tr" -> sink.line();
        default -> {
          // Formatting.
        }
      }
    }

    @Override
    public void text(String text) {
      if (inText) {
        sink.add(text);
      }
    }

    @Override
    public boolean isDone() {
      return sink.isFull();
    }
  }

  /** The content of OpenDocument text, sheets and slides. */
  private static final class OpenDocument implements Xml.Handler {
    private final TextSink sink;
    private int paragraphs;
    private boolean firstCell = true;

    OpenDocument(TextSink sink) {
      this.sink = sink;
    }

    @Override
    public void start(String name, XMLStreamReader at) {
      switch (name) {
        case "p", "h" -> paragraphs++;
        case "tab" -> sink.add("\t");
        case "line-break" -> sink.add("\n");
        case "s" -> sink.add(" ".repeat(Math.clamp(Xml.number(at, "c", 1), 1, MAX_SPACES)));
        case "table" -> heading(Xml.attribute(at, "name"));
        case "page" -> heading(Xml.attribute(at, "name"));
        case "table-row" -> firstCell = true;
        case "table-cell" -> {
          sink.add(firstCell ? "" : "\t");
          firstCell = false;
        }
        default -> {
          // Formatting.
        }
      }
    }

    private void heading(@org.jspecify.annotations.Nullable String name) {
      if (name != null) {
        sink.line().add("\n## " + name + "\n");
      }
    }

    @Override
    public void end(String name) {
      switch (name) {
        case "p", "h" -> {
          paragraphs--;
          sink.add(firstCell ? "\n" : " ");
        }
        case "table-row" -> {
          sink.line();
          firstCell = true;
        }
        default -> {
          // Formatting.
        }
      }
    }

    @Override
    public void text(String text) {
      if (paragraphs > 0) {
        sink.add(text);
      }
    }

    @Override
    public boolean isDone() {
      return sink.isFull();
    }
  }
}

package dev.klatch.file.text;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;

/** Text of an Excel workbook: each sheet as lines of cells with tabs between them. */
final class SheetText {
  private static final int MAX_SHARED_CHARS = 16_000_000;
  private static final int MAX_COLUMN_GAP = 256;
  private static final LocalDateTime EPOCH = LocalDateTime.of(1899, 12, 30, 0, 0);
  private static final int SECONDS_PER_DAY = 86_400;
  private static final double LAST_DAY = 2_958_466;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Archive archive;
  private final TextSink sink;
  private final List<String> shared = new ArrayList<>();
  private final Set<Integer> dateStyles = new HashSet<>();

  SheetText(Archive archive, TextSink sink) {
    this.archive = archive;
    this.sink = sink;
  }

  void read() throws IOException {
    archive.read("xl/sharedStrings.xml", new SharedStrings());
    archive.read("xl/styles.xml", new Styles());
    Map<String, String> targets = new HashMap<>();
    Map<String, String> names = new java.util.LinkedHashMap<>();
    archive.read(
        "xl/_rels/workbook.xml.rels",
        new Xml.Handler() {
          @Override
          public void start(String name, XMLStreamReader at) {
            String id = Xml.attribute(at, "Id");
            String target = Xml.attribute(at, "Target");
            if (id != null && target != null) {
              targets.put(id, target.startsWith("/") ? target.substring(1) : "xl/" + target);
            }
          }
        });
    archive.read(
        "xl/workbook.xml",
        new Xml.Handler() {
          @Override
          public void start(String name, XMLStreamReader at) {
            String title = Xml.attribute(at, "name");
            String id = Xml.attribute(at, "id");
            if (name.equals("sheet") && title != null && id != null) {
              names.put(id, title);
            }
          }
        });
    for (Map.Entry<String, String> sheet : names.entrySet()) {
      String part = targets.get(sheet.getKey());
      if (part != null && !sink.isFull()) {
        sink.line().add("\n## " + sheet.getValue() + "\n");
        archive.read(part, new Cells());
      }
    }
  }

  /** Texts that cells refer to by number. */
  private final class SharedStrings implements Xml.Handler {
    private final StringBuilder current = new StringBuilder();
    private long total;
    private boolean inText;

    @Override
    public void start(String name, XMLStreamReader at) {
      if (name.equals("si")) {
        current.setLength(0);
      }
      inText = name.equals("t");
    }

    @Override
    public void end(String name) {
      inText = false;
      if (name.equals("si")) {
        shared.add(current.toString());
        total++;
      }
    }

    @Override
    public void text(String text) {
      if (inText && total < MAX_SHARED_CHARS) {
        current.append(text);
        total += text.length();
      }
    }

    @Override
    public boolean isDone() {
      return total >= MAX_SHARED_CHARS;
    }
  }

  /** Finds the cell styles that show numbers as dates. */
  private final class Styles implements Xml.Handler {
    private final Set<Integer> dateFormats = new HashSet<>();
    private boolean inCells;
    private int next;

    @Override
    public void start(String name, XMLStreamReader at) {
      switch (name) {
        case "numFmt" -> {
          String code = Xml.attribute(at, "formatCode");
          if (code != null
              && code.length() < 500
              && code.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]", "").matches("(?i).*[ymdh].*")) {
            dateFormats.add(Xml.number(at, "numFmtId", -1));
          }
        }
        case "cellXfs" -> inCells = true;
        case "xf" -> {
          int format = Xml.number(at, "numFmtId", 0);
          boolean builtIn = (format >= 14 && format <= 22) || (format >= 45 && format <= 47);
          if (inCells && (builtIn || dateFormats.contains(format))) {
            dateStyles.add(next);
          }
          next += inCells ? 1 : 0;
        }
        default -> {
          // Fonts, colours, borders.
        }
      }
    }

    @Override
    public void end(String name) {
      if (name.equals("cellXfs")) {
        inCells = false;
      }
    }
  }

  private final class Cells implements Xml.Handler {
    private final StringBuilder value = new StringBuilder();
    private String type = "";
    private boolean date;
    private boolean inValue;
    private int column;
    private int written;

    @Override
    public void start(String name, XMLStreamReader at) {
      switch (name) {
        case "row" -> {
          column = 0;
          written = 0;
        }
        case "c" -> {
          String kind = Xml.attribute(at, "t");
          type = kind == null ? "" : kind;
          date = dateStyles.contains(Xml.number(at, "s", -1));
          column = column(Xml.attribute(at, "r"), column + 1);
          value.setLength(0);
        }
        case "v", "t" -> inValue = true;
        default -> {
          // Formulas and formatting.
        }
      }
    }

    @Override
    public void end(String name) {
      inValue = false;
      if (name.equals("row") && written > 0) {
        sink.line();
      } else if (name.equals("c") && !value.isEmpty()) {
        int gap = Math.min(column - Math.max(1, written), MAX_COLUMN_GAP);
        sink.add("\t".repeat(Math.max(0, gap))).add(shown());
        written = column;
      }
    }

    @Override
    public void text(String text) {
      if (inValue) {
        value.append(text);
      }
    }

    @Override
    public boolean isDone() {
      return sink.isFull();
    }

    private String shown() {
      String raw = value.toString();
      try {
        if (type.equals("s")) {
          int index = Integer.parseInt(raw.strip());
          return index >= 0 && index < shared.size() ? clean(shared.get(index)) : "";
        }
        if (type.equals("b")) {
          return raw.equals("1") ? "TRUE" : "FALSE";
        }
        if (type.isEmpty() && date) {
          return dateOf(Double.parseDouble(raw));
        }
      } catch (NumberFormatException e) {
        return clean(raw);
      }
      return clean(raw);
    }
  }

  private static String clean(String text) {
    return text.replace('\n', ' ').replace('\t', ' ');
  }

  private static String dateOf(double days) {
    if (!(days >= 0 && days < LAST_DAY)) {
      return Double.toString(days);
    }
    LocalDateTime time = EPOCH.plusSeconds(Math.round(days * SECONDS_PER_DAY));
    return time.format(days == Math.floor(days) ? DAY : TIME);
  }

  /** The number of a column from a cell's name, {@code C5} being 3. */
  private static int column(@org.jspecify.annotations.Nullable String cell, int otherwise) {
    int column = 0;
    for (int i = 0; cell != null && i < cell.length() && i < 4; i++) {
      char letter = cell.charAt(i);
      if (letter < 'A' || letter > 'Z') {
        break;
      }
      column = column * 26 + letter - 'A' + 1;
    }
    return column == 0 ? otherwise : column;
  }
}

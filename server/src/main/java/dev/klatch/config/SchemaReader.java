package dev.klatch.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Schema} from lines {@code path | type | default | marks | meaning}.
 *
 * <p>A type is {@code string}, {@code boolean}, {@code number}, {@code integer} (both with an
 * optional {@code low..high}), {@code enum a,b}, {@code object}, {@code map}, {@code list}, {@code
 * any}, {@code map of T}, {@code list of T}; alternatives are joined by {@code or}. {@code path[]}
 * and {@code path.*} describe the items. {@code include | path | name} copies the lines of {@code
 * template | name} up to {@code end} below a path.
 *
 * <p>Marks: {@code T1 T2 T3} importance; {@code strict} unknown keys below are errors; {@code
 * removed} (information) or {@code removed=error}, or {@code removed=elsewhere} when the caller
 * reports it; {@code safe=V} the value that never widens a permission, used when what was written
 * is wrong; {@code single} a lone value stands for a list of one; {@code later} understood but not
 * served by this version; {@code secret}; {@code nullable}; {@code silent} no remark about unknown
 * keys below.
 */
public final class SchemaReader {
  private static final int COLUMNS = 5;

  private final Map<String, List<String[]>> templates = new HashMap<>();
  private final Map<String, Schema> byPath = new HashMap<>();
  private final Schema root =
      new Schema(
          new Schema.Facts("", "object", "", Set.of("strict"), ""),
          EnumSet.of(Schema.Type.OBJECT),
          List.of(),
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY);

  private SchemaReader() {}

  /**
   * Reads the data of a resource.
   *
   * @throws IllegalArgumentException when a line is malformed: the data is part of the program
   */
  public static Schema read(InputStream resource) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return new SchemaReader().read(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a flat list of the same form: the facts of each name in the order of the data.
   *
   * @throws IllegalArgumentException when a line is malformed
   */
  public static Map<String, Schema.Facts> readList(InputStream resource) {
    Map<String, Schema.Facts> facts = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      for (String line : reader.lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] cells = cells(line);
          facts.put(
              cells[0], new Schema.Facts(cells[0], cells[1], cells[2], marks(cells[3]), cells[4]));
        }
      }
      return facts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] cells(String line) {
    return Arrays.stream(line.split("\\|", COLUMNS)).map(String::strip).toArray(String[]::new);
  }

  private static Set<String> marks(String text) {
    Set<String> marks = new LinkedHashSet<>(Arrays.asList(text.split(" ", -1)));
    marks.remove("");
    return marks;
  }

  private Schema read(List<String> lines) {
    @Nullable List<String[]> template = null;
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = cells(line);
      if (cells[0].equals("template")) {
        template = new ArrayList<>();
        templates.put(cells[1], template);
      } else if (cells[0].equals("end")) {
        template = null;
      } else if (template != null) {
        template.add(cells);
      } else {
        line(cells, "");
      }
    }
    return root;
  }

  private void line(String[] cells, String prefix) {
    if (cells[0].equals("include")) {
      String under = join(prefix, cells[1]);
      List<String[]> template = templates.get(cells[2]);
      if (template == null) {
        throw new IllegalArgumentException("no template " + cells[2]);
      }
      template.forEach(t -> line(t, under));
      return;
    }
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException("malformed schema line: " + String.join(" | ", cells));
    }
    add(join(prefix, cells[0]), cells);
  }

  private static String join(String prefix, String path) {
    return prefix.isEmpty() ? path : prefix + "." + path;
  }

  private void add(String path, String[] cells) {
    Schema schema =
        build(new Schema.Facts(path, cells[1], cells[2], marks(cells[3]), cells[4]), cells[1]);
    byPath.put(path, schema);
    boolean item = path.endsWith("[]");
    String own = item ? path.substring(0, path.length() - 2) : path;
    int dot = own.lastIndexOf('.');
    if (item) {
      find(own).item(schema);
    } else {
      Schema parent = dot < 0 ? root : find(own.substring(0, dot));
      String name = own.substring(dot + 1);
      if (name.equals("*")) {
        parent.item(schema);
      } else {
        parent.put(name, schema);
      }
    }
  }

  private Schema find(String path) {
    Schema schema = byPath.get(path);
    if (schema == null) {
      throw new IllegalArgumentException("no schema line for " + path);
    }
    return schema;
  }

  private static Schema build(Schema.Facts facts, String typeText) {
    EnumSet<Schema.Type> types = EnumSet.noneOf(Schema.Type.class);
    List<String> words = new ArrayList<>();
    double min = Double.NEGATIVE_INFINITY;
    double max = Double.POSITIVE_INFINITY;
    @Nullable Schema item = null;
    String remaining = typeText;
    while (!remaining.isEmpty()) {
      int or = remaining.indexOf(" or ");
      int of = remaining.indexOf(" of ");
      // "of" takes everything that follows, so a type with items comes last.
      boolean last = or < 0 || (of >= 0 && of < or);
      String alternative = last ? remaining : remaining.substring(0, or);
      remaining = last ? "" : remaining.substring(or + " or ".length());
      String[] parts = alternative.strip().split(" ", 2);
      Schema.Type type = Schema.Type.valueOf(parts[0].toUpperCase(Locale.ROOT));
      types.add(type);
      String rest = parts.length > 1 ? parts[1] : "";
      if (rest.startsWith("of ")) {
        item = item(facts, type, rest.substring("of ".length()));
      } else if (type == Schema.Type.ENUM) {
        words.addAll(Arrays.stream(rest.split(",", -1)).map(String::strip).toList());
      } else if (!rest.isEmpty()) {
        String[] bounds = rest.split("\\.\\.", -1);
        min = bounds[0].isEmpty() ? min : Double.parseDouble(bounds[0]);
        max = bounds[1].isEmpty() ? max : Double.parseDouble(bounds[1]);
      }
    }
    Schema schema = new Schema(facts, types, words, min, max);
    if (item != null) {
      schema.item(item);
    }
    return schema;
  }

  private static Schema item(Schema.Facts facts, Schema.Type type, String of) {
    String path = facts.path() + (type == Schema.Type.MAP ? ".*" : "[]");
    Set<String> marks = facts.marks().contains("secret") ? Set.of("secret") : Set.of();
    return build(new Schema.Facts(path, of, "", marks, ""), of);
  }
}

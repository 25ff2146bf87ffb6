package dev.klatch.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says about a key that has no effect where it stands: what it was probably meant to be, and where
 * it belongs.
 */
final class UnknownKeys {
  private static final int MAX_PLACES = 3;
  private static final int MAX_SHOWN = 60;

  private final Schema root;
  private final Findings findings;

  UnknownKeys(Schema root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /** A known setting that no longer does anything. */
  void removed(ConfigNode.Entry entry, Schema schema) {
    boolean error = "error".equals(schema.mark("removed"));
    findings.add(
        entry.line(),
        entry.column(),
        error ? Severity.ERROR : Severity.INFO,
        "S4",
        "`" + entry.key() + "` is a setting of earlier versions",
        schema.facts().meaning());
  }

  /** A known setting that this version reads but does not act on. */
  void later(ConfigNode.Entry entry, Schema schema) {
    findings.info(
        entry.line(),
        entry.column(),
        "V1",
        "`" + schema.path() + "` is understood but not served by this version",
        "nothing to do; it takes effect in a later version");
  }

  /** A key that is not known here. */
  void report(ConfigNode.Entry entry, ConfigNode parent, Schema schema) {
    if (isPreview(entry.key(), schema)) {
      return;
    }
    String name = shorten(entry.key());
    String path = schema.path().isEmpty() ? name : schema.path() + "." + name;
    String container = containerOf(entry, schema);
    if (container != null) {
      findings.warning(
          entry.line(),
          entry.column(),
          "S10",
          "`" + path + "` is ignored; it belongs under `" + container + "`",
          "move it there");
      return;
    }
    List<String> free =
        schema.childNames().stream().filter(known -> parent.entry(known) == null).toList();
    Optional<String> nearest =
        NearestName.of(entry.key(), free).filter(n -> !removedChild(schema, n));
    String fix =
        nearest.map(n -> "did you mean `" + n + "`?").orElseGet(() -> elsewhere(entry.key()));
    boolean strict = schema.has("strict");
    boolean vital = nearest.map(n -> schema.child(n)).filter(s -> s.has("vital")).isPresent();
    findings.add(
        entry.line(),
        entry.column(),
        strict || vital ? Severity.ERROR : Severity.WARNING,
        strict ? "S2" : "S3",
        "unknown key `" + path + "` has no effect",
        fix);
  }

  /** Admin pages of LibreChat store a masked copy of a key beside it, with this ending. */
  private static boolean isPreview(String key, Schema schema) {
    String ending = "Preview";
    return key.endsWith(ending)
        && schema.child(key.substring(0, key.length() - ending.length())) != null;
  }

  private static boolean removedChild(Schema schema, String name) {
    Schema child = schema.child(name);
    return child != null && child.removed();
  }

  /**
   * The sibling map whose values look like this one's, for example {@code endpoints} beside an
   * endpoint's name.
   */
  private static @Nullable String containerOf(ConfigNode.Entry entry, Schema schema) {
    if (!entry.value().isMap() || entry.value().entries().isEmpty()) {
      return null;
    }
    for (Schema child : schema.children()) {
      Schema item = child.item();
      if (child.allows(Schema.Type.MAP)
          && item != null
          && entry.value().entries().stream().allMatch(e -> item.child(e.key()) != null)) {
        return child.path();
      }
    }
    return null;
  }

  private String elsewhere(String key) {
    List<String> places = new ArrayList<>();
    search(root, key, places);
    return places.isEmpty()
        ? "remove it, or check the name in docs/settings.md"
        : "it is known as " + String.join(", ", places) + "; check the indentation";
  }

  private static void search(Schema schema, String key, List<String> places) {
    if (places.size() >= MAX_PLACES) {
      return;
    }
    Schema child = schema.child(key);
    if (child != null && !child.removed()) {
      places.add("`" + child.path() + "`");
    }
    schema.children().forEach(c -> search(c, key, places));
    Schema item = schema.item();
    if (item != null) {
      search(item, key, places);
    }
  }

  private static String shorten(String key) {
    return key.length() > MAX_SHOWN ? key.substring(0, MAX_SHOWN) + "..." : key;
  }
}

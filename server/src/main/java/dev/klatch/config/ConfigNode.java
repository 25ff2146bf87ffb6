package dev.klatch.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node of a YAML document: what it is, where it stands and how it was written. Immutable.
 *
 * <p>Scalars follow YAML 1.2 core; a plain {@code 2024-02-01} is kept apart as {@link Kind#DATE},
 * because other readers make a timestamp of it.
 */
public final class ConfigNode {

  /** What a node is. */
  public enum Kind {
    MAP,
    LIST,
    STRING,
    BOOLEAN,
    INTEGER,
    FLOAT,
    DATE,
    NULL
  }

  /**
   * One key of a map and its value.
   *
   * @param key the key's text
   * @param line the key's line, from 1
   * @param column the key's column, from 1
   * @param value what it maps to
   */
  public record Entry(String key, int line, int column, ConfigNode value) {
    /** The same key with another value. */
    public Entry with(ConfigNode other) {
      return new Entry(key, line, column, other);
    }
  }

  private final Kind kind;
  private final int line;
  private final int column;
  private final String text;
  private final Map<String, Entry> entries;
  private final List<ConfigNode> items;

  private ConfigNode(
      Kind kind,
      int line,
      int column,
      String text,
      Map<String, Entry> entries,
      List<ConfigNode> items) {
    this.kind = kind;
    this.line = line;
    this.column = column;
    this.text = text;
    this.entries = entries;
    this.items = items;
  }

  /** A scalar with its source text (without quotes). */
  public static ConfigNode scalar(Kind kind, String text, int line, int column) {
    return new ConfigNode(kind, line, column, text, Map.of(), List.of());
  }

  /** A map whose entries keep their order. */
  public static ConfigNode map(Collection<Entry> entries, int line, int column) {
    Map<String, Entry> byKey = new LinkedHashMap<>();
    for (Entry entry : entries) {
      byKey.putIfAbsent(entry.key(), entry);
    }
    return new ConfigNode(
        Kind.MAP, line, column, "", Collections.unmodifiableMap(byKey), List.of());
  }

  /** A list. */
  public static ConfigNode list(List<ConfigNode> items, int line, int column) {
    return new ConfigNode(Kind.LIST, line, column, "", Map.of(), List.copyOf(items));
  }

  /** An empty map without a position: what a missing file amounts to. */
  public static ConfigNode empty() {
    return map(List.of(), 0, 0);
  }

  public Kind kind() {
    return kind;
  }

  /** The line of the value's first character, from 1. */
  public int line() {
    return line;
  }

  /** The column of the value's first character, from 1, in code points. */
  public int column() {
    return column;
  }

  /** The source text of a scalar, empty for maps and lists. */
  public String text() {
    return text;
  }

  public boolean isMap() {
    return kind == Kind.MAP;
  }

  public boolean isList() {
    return kind == Kind.LIST;
  }

  public boolean isNull() {
    return kind == Kind.NULL;
  }

  /** Whether this is neither a map nor a list nor null. */
  public boolean isScalar() {
    return !isMap() && !isList() && !isNull();
  }

  /** The entries of a map in their order; none for other kinds. */
  public Collection<Entry> entries() {
    return entries.values();
  }

  /** The items of a list; none for other kinds. */
  public List<ConfigNode> items() {
    return items;
  }

  /** The entry of a key, or null. */
  public @Nullable Entry entry(String key) {
    return entries.get(key);
  }

  /** The value of a key; null when absent or this is no map. */
  public @Nullable ConfigNode get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** The value below a path of keys; null when any of them is absent. */
  public @Nullable ConfigNode at(String... keys) {
    ConfigNode node = this;
    for (String key : keys) {
      node = node.get(key);
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  /** The text of a scalar below a key; null when absent, null or not a scalar. */
  public @Nullable String text(String key) {
    ConfigNode node = get(key);
    return (node != null && node.isScalar()) ? node.text() : null;
  }

  /** The boolean below a key, or {@code otherwise} when it is absent or something else. */
  public boolean bool(String key, boolean otherwise) {
    ConfigNode node = get(key);
    return (node != null && node.kind == Kind.BOOLEAN) ? node.isTrue() : otherwise;
  }

  /** The texts of the scalars in the list below a key; empty when absent. */
  public List<String> texts(String key) {
    ConfigNode node = get(key);
    return node == null
        ? List.of()
        : node.items.stream().filter(ConfigNode::isScalar).map(ConfigNode::text).toList();
  }

  /** Whether this is the boolean true. */
  public boolean isTrue() {
    return kind == Kind.BOOLEAN && text.equalsIgnoreCase("true");
  }

  /**
   * The value as plain Java: {@code Map<String, Object>}, {@code List<Object>}, {@code String},
   * {@code Boolean}, {@code Long}, {@code java.math.BigInteger}, {@code java.math.BigDecimal},
   * {@code Double} for the infinities, or null.
   */
  public @Nullable Object toPlain() {
    return switch (kind) {
      case MAP -> plainMap();
      case LIST -> plainList();
      case STRING, DATE -> text;
      case BOOLEAN -> isTrue();
      case INTEGER -> Scalars.integer(text);
      case FLOAT -> Scalars.decimal(text);
      case NULL -> null;
    };
  }

  /** The value as a number; null when it is not one. */
  public @Nullable BigDecimal number() {
    return switch (kind) {
      case INTEGER -> new BigDecimal(String.valueOf(Scalars.integer(text)));
      case FLOAT -> Scalars.decimal(text) instanceof BigDecimal value ? value : null;
      default -> null;
    };
  }

  private Map<String, @Nullable Object> plainMap() {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (Entry entry : entries()) {
      plain.put(entry.key(), entry.value().toPlain());
    }
    return plain;
  }

  private List<@Nullable Object> plainList() {
    List<@Nullable Object> plain = new ArrayList<>();
    for (ConfigNode item : items) {
      plain.add(item.toPlain());
    }
    return plain;
  }

  @Override
  public String toString() {
    return kind + " at " + line + ":" + column;
  }
}

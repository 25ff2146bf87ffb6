package dev.klatch.config;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one setting of a YAML file: its types, its children, what it means. A tree of
 * these is read from data by {@link SchemaReader}; it drives the check, the docs and the search for
 * the nearest known key.
 */
public final class Schema {

  /** A type a setting may have. */
  public enum Type {
    STRING("text"),
    BOOLEAN("true or false"),
    NUMBER("a number"),
    INTEGER("a whole number"),
    ENUM("one of the known words"),
    OBJECT("a block of keys"),
    MAP("a map of names"),
    LIST("a list"),
    ANY("anything");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    /** How a person would call it. */
    public String words() {
      return words;
    }
  }

  /**
   * The facts of one line of data.
   *
   * @param path dotted path; {@code *} stands for any name, {@code []} for a list's items
   * @param typeText the types as written in the data
   * @param defaultText the default as shown to people, empty for none
   * @param marks words that change the check, see {@link SchemaReader}
   * @param meaning what the setting does; for removed settings, what took their place
   */
  public record Facts(
      String path, String typeText, String defaultText, Set<String> marks, String meaning) {
    public Facts {
      marks = Collections.unmodifiableSet(new LinkedHashSet<>(marks));
    }
  }

  private final Facts facts;
  private final EnumSet<Type> types;
  private final List<String> words;
  private final double min;
  private final double max;
  private final Map<String, Schema> children = new LinkedHashMap<>();
  private @Nullable Schema item;

  Schema(Facts facts, Set<Type> types, List<String> words, double min, double max) {
    this.facts = facts;
    this.types = types.isEmpty() ? EnumSet.noneOf(Type.class) : EnumSet.copyOf(types);
    this.words = List.copyOf(words);
    this.min = min;
    this.max = max;
  }

  void put(String name, Schema child) {
    children.put(name, child);
  }

  void item(Schema schema) {
    item = schema;
  }

  public Facts facts() {
    return facts;
  }

  public String path() {
    return facts.path();
  }

  /** Whether a value of this type is accepted as it is. */
  public boolean allows(Type type) {
    return types.contains(type);
  }

  /** The accepted types, never empty. */
  public Set<Type> types() {
    return Collections.unmodifiableSet(types);
  }

  /** The words of an {@link Type#ENUM}. */
  public List<String> words() {
    return words;
  }

  /** Smallest accepted number; negative infinity for none. */
  public double min() {
    return min;
  }

  /** Largest accepted number; infinity for none. */
  public double max() {
    return max;
  }

  /** The setting below a key; null when unknown. Removed settings are known too. */
  public @Nullable Schema child(String key) {
    return children.get(key);
  }

  /** The names of the settings below. */
  public Collection<String> childNames() {
    return Collections.unmodifiableCollection(children.keySet());
  }

  /** The settings below, in the order of the data. */
  public Collection<Schema> children() {
    return Collections.unmodifiableCollection(children.values());
  }

  /** What a list's items or a map's values look like; null when there are none. */
  public @Nullable Schema item() {
    return item;
  }

  /** Whether the data carries a mark. */
  public boolean has(String mark) {
    return facts.marks().contains(mark);
  }

  /** The part after {@code name=} of a mark, or null. */
  public @Nullable String mark(String name) {
    String prefix = name + "=";
    for (String mark : facts.marks()) {
      if (mark.startsWith(prefix)) {
        return mark.substring(prefix.length());
      }
    }
    return null;
  }

  /** Whether the setting no longer does anything. */
  public boolean removed() {
    return has("removed") || mark("removed") != null;
  }

  /** The wanted types in words, for messages. */
  public String wanted() {
    if (types.equals(EnumSet.of(Type.ENUM))) {
      return "one of " + String.join(", ", words);
    }
    return String.join(" or ", types.stream().map(Type::words).toList());
  }
}

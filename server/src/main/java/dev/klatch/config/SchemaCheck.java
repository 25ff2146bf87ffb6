package dev.klatch.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays a {@link Schema} over a document: reports every setting that is unknown, removed, of the
 * wrong type or misplaced, reads scalars as they were meant, and returns what can be used. Only the
 * wrong subtree is left out; where leaving it out would widen a permission, the safe value takes
 * its place.
 */
public final class SchemaCheck {
  private final Findings findings;
  private final UnknownKeys unknown;

  private SchemaCheck(Schema root, Findings findings) {
    this.findings = findings;
    this.unknown = new UnknownKeys(root, findings);
  }

  /** Checks a document and returns the usable part of it. */
  public static ConfigNode check(ConfigNode document, Schema root, Findings findings) {
    if (!document.isMap()) {
      findings.error(
          document.line(),
          document.column(),
          "S13",
          "the file must hold keys and values, not " + words(document),
          "start with: version: 1.3.14");
      return ConfigNode.empty();
    }
    return new SchemaCheck(root, findings).map(document, root);
  }

  private ConfigNode map(ConfigNode node, Schema schema) {
    List<ConfigNode.Entry> kept = new ArrayList<>();
    List<String> adopted = adoptedChildren(node, schema);
    for (ConfigNode.Entry entry : node.entries()) {
      Schema child = schema.child(entry.key());
      if (child == null) {
        child = schema.item();
      }
      if (child == null) {
        keepUnlessUnknown(entry, node, schema, adopted, kept);
        continue;
      }
      if (child.removed()) {
        if (!"elsewhere".equals(child.mark("removed"))) {
          unknown.removed(entry, child);
        }
      } else if (child.has("later") && !entry.value().isNull()) {
        unknown.later(entry, child);
      }
      ConfigNode value = value(entry, child, node, schema);
      if (value != null) {
        kept.add(entry.with(value));
      }
    }
    return ConfigNode.map(kept, node.line(), node.column());
  }

  private void keepUnlessUnknown(
      ConfigNode.Entry entry,
      ConfigNode node,
      Schema schema,
      List<String> adopted,
      List<ConfigNode.Entry> kept) {
    if (schema.allows(Schema.Type.MAP) || schema.has("silent")) {
      kept.add(entry);
    } else if (!adopted.contains(entry.key())) {
      unknown.report(entry, node, schema);
    }
  }

  private @Nullable ConfigNode value(
      ConfigNode.Entry entry, Schema schema, ConfigNode parent, Schema parentSchema) {
    ConfigNode value = entry.value();
    if (value.isNull() && !schema.has("nullable") && !schema.allows(Schema.Type.ANY)) {
      empty(entry, schema, parent, parentSchema);
      return null;
    }
    ConfigNode used = any(entry, value, schema);
    String safe = schema.mark("safe");
    return used == null && safe != null ? safeValue(safe, value) : used;
  }

  private static ConfigNode safeValue(String safe, ConfigNode at) {
    return safe.equals("none")
        ? ConfigNode.list(List.of(), at.line(), at.column())
        : ConfigNode.scalar(ConfigNode.Kind.BOOLEAN, safe, at.line(), at.column());
  }

  private void empty(
      ConfigNode.Entry entry, Schema schema, ConfigNode parent, Schema parentSchema) {
    List<ConfigNode.Entry> children = strayChildren(entry, schema, parent, parentSchema);
    if (children.isEmpty()) {
      findings.warning(
          entry.line(),
          entry.column(),
          schema.allows(Schema.Type.OBJECT) || schema.allows(Schema.Type.LIST) ? "S6" : "Y7",
          "`" + entry.key() + "` has no value and counts as absent",
          "fill it in or remove the line");
      return;
    }
    int first = children.get(0).line();
    int last = children.get(children.size() - 1).line();
    findings.error(
        entry.line(),
        entry.column(),
        "Y3",
        "`"
            + entry.key()
            + "` on line "
            + entry.line()
            + " is empty; "
            + (first == last ? "line " + first + " looks" : "lines " + first + "-" + last + " look")
            + " like its content",
        "indent "
            + (first == last ? "line " + first : "lines " + first + "-" + last)
            + " by two blanks");
  }

  /** The siblings below an empty key that are unknown beside it but known inside it. */
  private static List<ConfigNode.Entry> strayChildren(
      ConfigNode.Entry empty, Schema schema, ConfigNode parent, Schema parentSchema) {
    List<ConfigNode.Entry> stray = new ArrayList<>();
    for (ConfigNode.Entry sibling : parent.entries()) {
      boolean below = sibling.line() > empty.line();
      boolean knownHere = parentSchema.child(sibling.key()) != null;
      if (below && !knownHere && schema.child(sibling.key()) != null) {
        stray.add(sibling);
      } else if (below && knownHere) {
        break;
      }
    }
    return stray;
  }

  private static List<String> adoptedChildren(ConfigNode node, Schema schema) {
    List<String> keys = new ArrayList<>();
    for (ConfigNode.Entry entry : node.entries()) {
      Schema child = schema.child(entry.key());
      if (child != null && entry.value().isNull()) {
        strayChildren(entry, child, node, schema).forEach(e -> keys.add(e.key()));
      }
    }
    return keys;
  }

  /** The value as it is used; null when it cannot be. */
  private @Nullable ConfigNode any(ConfigNode.Entry entry, ConfigNode value, Schema schema) {
    if (schema.allows(Schema.Type.ANY) || value.isNull()) {
      return value;
    }
    if (value.isMap() && schema.allows(Schema.Type.OBJECT)) {
      return map(value, schema);
    }
    if (value.isMap() && schema.allows(Schema.Type.MAP)) {
      return map(value, schema);
    }
    if (value.isList() && schema.allows(Schema.Type.LIST)) {
      return list(entry, value, schema);
    }
    if (value.isScalar()) {
      return scalar(entry, value, schema);
    }
    mismatch(entry, value, schema);
    return null;
  }

  private ConfigNode list(ConfigNode.Entry entry, ConfigNode list, Schema schema) {
    Schema item = schema.item();
    if (item == null) {
      return list;
    }
    List<ConfigNode> kept = new ArrayList<>();
    for (ConfigNode value : list.items()) {
      if (value.isNull() && !item.has("nullable")) {
        findings.warning(
            value.line(),
            value.column(),
            "Y7",
            "an empty item in `" + entry.key() + "` is left out",
            "remove it, or put quotes round the word null");
        continue;
      }
      ConfigNode used =
          any(new ConfigNode.Entry(entry.key(), value.line(), value.column(), value), value, item);
      if (used != null) {
        kept.add(used);
      }
    }
    return ConfigNode.list(kept, list.line(), list.column());
  }

  private @Nullable ConfigNode scalar(ConfigNode.Entry entry, ConfigNode value, Schema schema) {
    if (isExact(value, schema)) {
      return inRange(entry, value, schema) ? value : null;
    }
    if (schema.allows(Schema.Type.ENUM)) {
      ConfigNode word = word(entry, value, schema);
      if (word != null || schema.types().size() == 1) {
        return word;
      }
    }
    ConfigNode coerced = coerced(value, schema);
    if (coerced != null) {
      warnCoerced(value, coerced, schema);
      return inRange(entry, coerced, schema) ? coerced : null;
    }
    if (schema.allows(Schema.Type.LIST) && schema.has("single")) {
      findings.warning(
          value.line(),
          value.column(),
          "S9",
          "`" + entry.key() + "` is a list; the single value counts as a list of one",
          "write [" + shown(value, schema) + "]");
      return ConfigNode.list(List.of(value), value.line(), value.column());
    }
    mismatch(entry, value, schema);
    return null;
  }

  private static boolean isExact(ConfigNode value, Schema schema) {
    return switch (value.kind()) {
      case STRING -> schema.allows(Schema.Type.STRING);
      case BOOLEAN -> schema.allows(Schema.Type.BOOLEAN);
      case INTEGER -> schema.allows(Schema.Type.NUMBER) || schema.allows(Schema.Type.INTEGER);
      case FLOAT -> schema.allows(Schema.Type.NUMBER);
      default -> false;
    };
  }

  /** The value read as it was most probably meant; null when nothing fits. */
  private static @Nullable ConfigNode coerced(ConfigNode value, Schema schema) {
    Boolean meant = Scalars.meantBoolean(value.text());
    if (schema.allows(Schema.Type.BOOLEAN) && meant != null) {
      return as(ConfigNode.Kind.BOOLEAN, meant.toString(), value);
    }
    ConfigNode.Kind kind = Scalars.kindOf(value.text().strip());
    boolean whole = kind == ConfigNode.Kind.INTEGER;
    boolean number = whole || kind == ConfigNode.Kind.FLOAT;
    if ((schema.allows(Schema.Type.NUMBER) && number)
        || (schema.allows(Schema.Type.INTEGER) && whole)) {
      return as(kind, value.text().strip(), value);
    }
    return schema.allows(Schema.Type.STRING)
        ? as(ConfigNode.Kind.STRING, value.text(), value)
        : null;
  }

  private static ConfigNode as(ConfigNode.Kind kind, String text, ConfigNode at) {
    return ConfigNode.scalar(kind, text, at.line(), at.column());
  }

  private void warnCoerced(ConfigNode value, ConfigNode coerced, Schema schema) {
    boolean toText = coerced.kind() == ConfigNode.Kind.STRING;
    findings.warning(
        value.line(),
        value.column(),
        "Y7",
        "this is " + words(value) + ", but " + words(coerced) + " is wanted; it is read as such",
        toText
            ? "put quotes round it: \"" + shown(coerced, schema) + "\""
            : "write " + coerced.text() + " without quotes");
  }

  private boolean inRange(ConfigNode.Entry entry, ConfigNode value, Schema schema) {
    BigDecimal number = value.number();
    if (number == null) {
      return true;
    }
    double d = number.doubleValue();
    if (d >= schema.min() && d <= schema.max()) {
      return true;
    }
    findings.error(
        value.line(),
        value.column(),
        "S14",
        "`" + entry.key() + "` must be " + range(schema) + "; it is ignored",
        "write a number in that range");
    return false;
  }

  private static String range(Schema schema) {
    String low = plain(schema.min());
    String high = plain(schema.max());
    if (Double.isInfinite(schema.max())) {
      return "at least " + low;
    }
    return Double.isInfinite(schema.min()) ? "at most " + high : "between " + low + " and " + high;
  }

  private static String plain(double number) {
    return Double.isInfinite(number)
        ? ""
        : new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
  }

  private @Nullable ConfigNode word(ConfigNode.Entry entry, ConfigNode value, Schema schema) {
    String text = value.text().strip();
    for (String word : schema.words()) {
      if (word.equals(text)) {
        return as(ConfigNode.Kind.STRING, word, value);
      }
      if (word.equalsIgnoreCase(text)) {
        findings.warning(
            value.line(),
            value.column(),
            "Y7",
            "`" + text + "` is written `" + word + "`; it is read as that",
            "write " + word);
        return as(ConfigNode.Kind.STRING, word, value);
      }
    }
    if (schema.types().size() == 1) {
      String nearest =
          NearestName.of(text, schema.words()).map(w -> "; did you mean " + w + "?").orElse("");
      findings.error(
          entry.line(),
          entry.column(),
          "S15",
          "`" + shown(value, schema) + "` is no value of `" + entry.key() + "`" + nearest,
          "valid: " + String.join(", ", schema.words()));
    }
    return null;
  }

  private void mismatch(ConfigNode.Entry entry, ConfigNode value, Schema schema) {
    boolean braces = value.isMap() && schema.allows(Schema.Type.STRING) && looksLikeTemplate(value);
    boolean listWanted = schema.allows(Schema.Type.LIST) && value.isScalar();
    boolean atKey = value.isScalar() && !schema.allows(Schema.Type.STRING);
    String safe = schema.mark("safe");
    findings.error(
        atKey ? entry.line() : value.line(),
        atKey ? entry.column() : value.column(),
        braces ? "Y6" : listWanted ? "S9" : "S13",
        braces
            ? "without quotes, {{...}} is a nested map instead of text; `"
                + entry.key()
                + "` is left out"
            : "`"
                + entry.key()
                + "` must be "
                + schema.wanted()
                + ", but this is "
                + words(value)
                + (safe == null ? "; it is ignored" : "; the safe value `" + safe + "` is used"),
        braces
            ? "put quotes round it: \"{{...}}\""
            : listWanted ? "write [\"" + shown(value, schema) + "\"]" : "write " + schema.wanted());
  }

  private static boolean looksLikeTemplate(ConfigNode value) {
    return value.entries().size() == 1
        && value.entries().iterator().next().key().startsWith("{")
        && value.entries().iterator().next().value().isNull();
  }

  private static String shown(ConfigNode value, Schema schema) {
    return schema.has("secret") ? "..." : value.text();
  }

  private static String words(ConfigNode value) {
    return switch (value.kind()) {
      case MAP -> "a map";
      case LIST -> "a list";
      case STRING -> "text";
      case BOOLEAN -> "true or false";
      case INTEGER, FLOAT -> "a number";
      case DATE -> "a date";
      case NULL -> "nothing";
    };
  }
}

package dev.klatch.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scalar rules of the YAML 1.2 core schema, and the words of YAML 1.1 that people still write.
 */
final class Scalars {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern DATE =
      Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*[0-9:Z]+.*)?");
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> BOOLEANS =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");

  /** Longest number that is treated as one; longer digit runs are text. */
  private static final int MAX_DIGITS = 100;

  private Scalars() {}

  /** The kind of a plain (unquoted) scalar. */
  static ConfigNode.Kind kindOf(String plain) {
    if (NULLS.contains(plain)) {
      return ConfigNode.Kind.NULL;
    }
    if (BOOLEANS.contains(plain)) {
      return ConfigNode.Kind.BOOLEAN;
    }
    if (plain.length() > MAX_DIGITS) {
      return ConfigNode.Kind.STRING;
    }
    if (INTEGER.matcher(plain).matches()) {
      return ConfigNode.Kind.INTEGER;
    }
    if (FLOAT.matcher(plain).matches()) {
      return ConfigNode.Kind.FLOAT;
    }
    return DATE.matcher(plain).matches() ? ConfigNode.Kind.DATE : ConfigNode.Kind.STRING;
  }

  /**
   * The value of an integer's source text: {@code Long}, or {@code BigInteger} beyond its range.
   */
  static Object integer(String text) {
    BigInteger value =
        text.startsWith("0o")
            ? new BigInteger(text.substring(2), 8)
            : text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : new BigInteger(text.startsWith("+") ? text.substring(1) : text);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /**
   * The value of a float's source text: {@code BigDecimal}, or {@code Double} for infinities and
   * NaN.
   */
  static Object decimal(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".inf")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (lower.equals(".nan")) {
      return Double.NaN;
    }
    try {
      BigDecimal value = new BigDecimal(text);
      // 1e999999999 would fill the memory as soon as somebody prints it in full.
      return Math.abs((long) value.scale()) > MAX_DIGITS ? (Object) value.doubleValue() : value;
    } catch (NumberFormatException e) {
      return Double.valueOf(text);
    }
  }

  /**
   * What a person meant with yes, no, on, off, true, false in any case; null for every other text.
   */
  static @Nullable Boolean meantBoolean(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Boolean.TRUE;
      case "false", "no", "off" -> Boolean.FALSE;
      default -> null;
    };
  }
}

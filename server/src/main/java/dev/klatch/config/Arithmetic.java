package dev.klatch.config;

import java.util.OptionalDouble;

/**
 * Evaluates settings such as {@code 1000 * 60 * 15}: digits, points, {@code + - * / %}, parentheses
 * and blanks, nothing else.
 */
final class Arithmetic {
  private static final int MAX_LENGTH = 200;

  private final String text;
  private int at;
  private boolean bad;

  private Arithmetic(String text) {
    this.text = text;
  }

  /** The value, or empty when the text is no such expression or its value is not finite. */
  static OptionalDouble evaluate(String text) {
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      return OptionalDouble.empty();
    }
    Arithmetic reader = new Arithmetic(text);
    double value = reader.sum();
    reader.skipBlanks();
    boolean whole = reader.at == text.length() && !reader.bad && Double.isFinite(value);
    return whole ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private double sum() {
    double value = product();
    while (!bad) {
      if (accept('+')) {
        value += product();
      } else if (accept('-')) {
        value -= product();
      } else {
        break;
      }
    }
    return value;
  }

  private double product() {
    double value = factor();
    while (!bad) {
      if (accept('*')) {
        value *= factor();
      } else if (accept('/')) {
        value /= factor();
      } else if (accept('%')) {
        value %= factor();
      } else {
        break;
      }
    }
    return value;
  }

  private double factor() {
    if (accept('-')) {
      return -factor();
    }
    if (accept('+')) {
      return factor();
    }
    if (accept('(')) {
      double value = sum();
      bad |= !accept(')');
      return value;
    }
    return number();
  }

  private double number() {
    skipBlanks();
    int start = at;
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    try {
      return Double.parseDouble(text.substring(start, at));
    } catch (NumberFormatException e) {
      bad = true;
      return 0;
    }
  }

  private boolean accept(char c) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

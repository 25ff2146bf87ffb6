package dev.klatch.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Properties checked on many random cases. Each case has a seed of its own, and a failure names it:
 * run with {@code -Dklatch.seed=<seed>} to see that one case again.
 */
public final class RandomCases {
  private static final String SPECIAL = "\"\\\n\r\t\u0000\u2028 {}[]:,";

  private RandomCases() {}

  /** A check of one case; everything random in it comes from the argument. */
  @FunctionalInterface
  public interface Check {
    void run(Random random) throws Exception;
  }

  /** Runs a check on so many cases, other ones each time. */
  public static void check(int cases, Check check) {
    Long only = Long.getLong("klatch.seed");
    if (only != null) {
      run(only, check);
      return;
    }
    Random seeds = new Random();
    for (int i = 0; i < cases; i++) {
      run(seeds.nextLong(), check);
    }
  }

  private static void run(long seed, Check check) {
    try {
      check.run(new Random(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError("with -Dklatch.seed=" + seed + ": " + e, e);
    }
  }

  /** One of the values. */
  @SafeVarargs
  public static <T> T oneOf(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  /** Up to {@code max} things, often few. */
  public static <T> List<T> list(Random random, int max, Function<Random, T> element) {
    int size = random.nextInt(random.nextInt(max + 1) + 1);
    List<T> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(element.apply(random));
    }
    return list;
  }

  /** A text of these signs, of a length up to {@code max}. */
  public static String text(Random random, String signs, int max) {
    int[] points = signs.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(max + 1); left > 0; left--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  /** A text of any characters at all, lone surrogates included, at least one of them. */
  public static String anyText(Random random, int max) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(max); left > 0; left--) {
      // Plain letters, what is special in JSON and streams, and everything else in equal parts.
      switch (random.nextInt(3)) {
        case 0 -> text.append((char) ('a' + random.nextInt(26)));
        case 1 -> text.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
        default -> text.append((char) random.nextInt(0x10000));
      }
    }
    return text.toString();
  }
}

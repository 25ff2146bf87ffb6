package dev.klatch.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one most probably stands for. */
public final class NearestName {
  private static final int LONG_NAME = 8;
  private static final int MAX_LENGTH = 80;

  private NearestName() {}

  /**
   * The nearest of the known names.
   *
   * @param name what was written
   * @param known the names that exist
   * @return the one that differs only in case, hyphens or plural, else one within two edits (three
   *     in long names)
   */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String folded = fold(name);
    Optional<String> same = known.stream().filter(k -> fold(k).equals(folded)).findFirst();
    if (same.isPresent()) {
      return same;
    }
    int allowed = name.length() <= 3 ? 1 : name.length() <= LONG_NAME ? 2 : 3;
    String best = null;
    int bestDistance = allowed + 1;
    for (String candidate : known) {
      int distance = distance(folded, fold(candidate), allowed);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String fold(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /**
   * Edits between two words, a swap of neighbours counting once; stops caring beyond {@code max}.
   */
  private static int distance(String a, String b, int max) {
    if (Math.abs(a.length() - b.length()) > max) {
      return max + 1;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, d[i - 2][j - 2] + 1);
        }
        d[i][j] = best;
      }
    }
    return d[a.length()][b.length()];
  }
}

package dev.klatch.search;

/** How many typing errors lie between two words. */
final class EditDistance {
  private EditDistance() {}

  /**
   * Whether at most {@code max} characters were left out, added, changed or swapped with their
   * neighbour. The first character must be the same, as in the index.
   */
  static boolean within(String a, String b, int max) {
    if (Math.abs(a.length() - b.length()) > max
        || a.isEmpty()
        || b.isEmpty()
        || a.charAt(0) != b.charAt(0)) {
      return false;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()] <= max;
  }
}

/**
 * The moment a token is due, written into the token's own text: a mark, six digits to the base 36
 * (microseconds of the machine's monotonic clock, which all processes share on Linux), a blank.
 */
final class Stamp {
  static final char MARK = '@';
  static final String EMPTY = "@000000 ";
  static final int LENGTH = EMPTY.length();

  private static final int DIGITS = 6;
  private static final int BASE = 36;
  private static final long ROUND = (long) Math.pow(BASE, DIGITS); // about 36 minutes

  private Stamp() {}

  static void write(byte[] target, int at, long nanos) {
    long value = Math.floorMod(nanos / 1000, ROUND);
    for (int i = at + DIGITS; i > at; i--) {
      target[i] = (byte) Character.forDigit((int) (value % BASE), BASE);
      value /= BASE;
    }
  }

  /** Microseconds from the stamp at {@code at} to {@code nanos}; -1 if there is no stamp. */
  static long ageMicros(byte[] source, int at, long nanos) {
    long value = 0;
    for (int i = at + 1; i <= at + DIGITS; i++) {
      int digit = Character.digit(source[i], BASE);
      if (digit < 0) {
        return -1;
      }
      value = value * BASE + digit;
    }
    if (source[at + DIGITS + 1] != ' ') {
      return -1;
    }
    long age = Math.floorMod(nanos / 1000 - value, ROUND);
    return age > ROUND / 2 ? 0 : age; // clocks of two cores may differ a little
  }
}

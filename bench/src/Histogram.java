/** Counts durations in buckets of 1 per cent width, from a microsecond to minutes. */
final class Histogram {
  private static final double STEP = Math.log(1.01);
  private final long[] counts = new long[2000];
  private long total;

  void add(long micros) {
    int bucket = micros <= 1 ? 0 : (int) (Math.log(micros) / STEP);
    counts[Math.min(bucket, counts.length - 1)]++;
    total++;
  }

  long count() {
    return total;
  }

  /** Milliseconds below which the given share (0 to 1) of the durations lies; NaN if there are none. */
  double millis(double share) {
    if (total == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(total * share));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.exp((i + 0.5) * STEP) / 1000;
      }
    }
    return Double.NaN;
  }
}

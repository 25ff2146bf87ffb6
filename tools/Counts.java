import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many tests passed and failed, read from the reports that the test runners write. */
record Counts(int passed, int failed, int skipped) {
  static final Counts NONE = new Counts(0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(passed + other.passed, failed + other.failed, skipped + other.skipped);
  }

  /** Surefire's {@code TEST-*.xml}. */
  static Counts ofJunitReports(Path folder) {
    if (!Files.isDirectory(folder)) {
      return NONE;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
          .map(Counts::ofJunitReport)
          .reduce(NONE, Counts::plus);
    } catch (IOException e) {
      throw new Failure("cannot read the test reports in " + folder + ": " + e, e);
    }
  }

  /** The {@code # pass 12} lines that end a TAP report of Node's test runner. */
  static Counts ofTap(Path file) {
    String text = read(file);
    int failed = last(text, "(?m)^# fail (\\d+)") + last(text, "(?m)^# cancelled (\\d+)");
    int skipped = last(text, "(?m)^# skipped (\\d+)") + last(text, "(?m)^# todo (\\d+)");
    return new Counts(last(text, "(?m)^# pass (\\d+)"), failed, skipped);
  }

  /** Vitest's JSON report, whose totals come first. */
  static Counts ofVitest(Path file) {
    String text = read(file);
    return new Counts(
        first(text, "\"numPassedTests\":\\s*(\\d+)"),
        first(text, "\"numFailedTests\":\\s*(\\d+)"),
        first(text, "\"numPendingTests\":\\s*(\\d+)"));
  }

  private static Counts ofJunitReport(Path file) {
    Matcher suite = Pattern.compile("<testsuite\\s[^>]*>").matcher(read(file));
    if (!suite.find()) {
      return NONE;
    }
    String head = suite.group();
    int failed = first(head, "\\sfailures=\"(\\d+)\"") + first(head, "\\serrors=\"(\\d+)\"");
    int skipped = first(head, "\\sskipped=\"(\\d+)\"");
    return new Counts(first(head, "\\stests=\"(\\d+)\"") - failed - skipped, failed, skipped);
  }

  private static String read(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new Failure("cannot read the test report " + file + ": " + e, e);
    }
  }

  private static int first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static int last(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    int value = 0;
    while (matcher.find()) {
      value = Integer.parseInt(matcher.group(1));
    }
    return value;
  }
}

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser for the browser tests: an installed Chrome or Chromium, else one from npm. */
final class Browser {
  private static final List<String> NAMES =
      List.of(
          "google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome", "msedge");

  private static final List<String> PLACES =
      List.of(
          "/opt/google/chrome/chrome",
          "/snap/bin/chromium",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
          "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
          "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe");

  private Browser() {}

  static Optional<Path> installed() {
    Optional<Path> named = Project.environment("CHROME_PATH").map(Path::of);
    if (named.isPresent()) {
      return named.map(Browser::existing);
    }
    String ending = Project.isWindows() ? ".exe" : "";
    Stream<Path> inPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(folder -> !folder.isBlank())
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name + ending)));
    return Stream.concat(inPath, PLACES.stream().map(Path::of))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * The browser packed in the optional dependency {@code @sparticuz/chromium} of the e2e project,
   * which unpacks itself to the temporary folder.
   */
  static Path packaged(Path e2e, Node node) throws InterruptedException {
    String script =
        "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(p => console.log(p))";
    String output = node.node("--input-type=module", "-e", script).in(e2e).output().strip();
    Path path = Path.of(output.isEmpty() ? "-" : output.lines().toList().getLast());
    if (!Files.isExecutable(path)) {
      throw new Failure(
          "there is no Chrome or Chromium here and the one from npm does not unpack ("
              + output
              + "). Fix: install Chromium or Chrome, or name one with CHROME_PATH.");
    }
    return path;
  }

  private static Path existing(Path browser) {
    if (!Files.isExecutable(browser)) {
      throw new Failure(
          "CHROME_PATH=" + browser + " is no program. Fix: name the browser's program file, or unset it.");
    }
    return browser;
  }
}

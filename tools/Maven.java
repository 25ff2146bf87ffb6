import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Maven to build with: an installed one that is new enough, else a pinned download. */
final class Maven {
  static final String VERSION = "3.9.11";
  private static final List<Integer> OLDEST = List.of(3, 8, 7);
  private static final String SHA512 =
      "bcfe4fe305c962ace56ac7b5fc7a08b87d5abd8b7e89027ab251069faebee516"
          + "b0ded8961445d6d91ec1985dfe30f8153268843c89aa392733d1a3ec956c9978";

  private final Project project;
  private String program = "";

  Maven(Project project) {
    this.project = project;
  }

  /** A Maven call on the server module. */
  Command call(String... arguments) throws InterruptedException {
    Command command = new Command(List.of(program())).in(project.root());
    command.with("-B", "-ntp", "-Dstyle.color=never", "-f", project.server().resolve("pom.xml").toString());
    Path proxy = proxySettings();
    if (proxy != null) {
      command.with("-gs", proxy.toString());
    }
    return command.with(arguments);
  }

  private String program() throws InterruptedException {
    if (program.isEmpty()) {
      String name = Project.isWindows() ? "mvn.cmd" : "mvn";
      String installed =
          Project.environment("MAVEN_HOME")
              .map(home -> Path.of(home, "bin", name))
              .filter(Files::isExecutable)
              .map(Path::toString)
              .orElse(name);
      program = isNewEnough(installed) ? installed : downloaded(name);
    }
    return program;
  }

  private static boolean isNewEnough(String mvn) throws InterruptedException {
    String output = new Command(List.of(mvn, "-v")).output();
    Matcher version = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\.(\\d+)").matcher(output);
    if (!version.find()) {
      return false;
    }
    for (int i = 0; i < OLDEST.size(); i++) {
      int part = Integer.parseInt(version.group(i + 1));
      if (part != OLDEST.get(i)) {
        return part > OLDEST.get(i);
      }
    }
    return true;
  }

  private String downloaded(String name) throws InterruptedException {
    Path home = project.cache().resolve("maven-" + VERSION);
    Path mvn = home.resolve("bin").resolve(name);
    if (!Files.isExecutable(mvn)) {
      System.out.println("klatch: fetching Maven " + VERSION + " (no Maven 3.8.7 or newer here)");
      String file = "apache-maven-" + VERSION + "-bin.tar.gz";
      String folder = Registry.maven() + "/org/apache/maven/apache-maven/" + VERSION + "/";
      Path archive = project.cache().resolve(file);
      Fetch.file(folder + file, SHA512, archive);
      Archive.unpack(archive, home);
      archive.toFile().delete();
    }
    return mvn.toString();
  }

  /**
   * Maven does not read HTTPS_PROXY; it takes proxies from settings files only. Where the variable
   * is set, a global settings file carries it (the user's own settings.xml still wins).
   */
  private Path proxySettings() {
    var proxy = Fetch.proxyFor("https");
    if (proxy.isEmpty()) {
      return null;
    }
    String user = proxy.get().getUserInfo() == null ? "" : proxy.get().getUserInfo();
    int colon = user.indexOf(':');
    String text =
        """
        <settings><proxies><proxy><id>environment</id><active>true</active><protocol>http</protocol>
        <host>%s</host><port>%d</port>%s<nonProxyHosts>%s</nonProxyHosts></proxy></proxies></settings>
        """
            .formatted(
                escape(proxy.get().getHost()),
                Fetch.port(proxy.get()),
                colon < 0
                    ? ""
                    : "<username>%s</username><password>%s</password>"
                        .formatted(
                            escape(user.substring(0, colon)), escape(user.substring(colon + 1))),
                escape(
                    String.join(
                        "|",
                        Fetch.noProxy().stream()
                            .map(host -> host.startsWith(".") ? "*" + host : host)
                            .toList())));
    Path file = project.state().resolve("maven-proxy.xml");
    try {
      Files.deleteIfExists(file);
      Files.createFile(file);
      if (!Project.isWindows()) {
        Files.setPosixFilePermissions(
            file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(file, text);
      return file;
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e, e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}

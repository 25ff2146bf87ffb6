import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the runnable jar: web client, server with the client inside, AOT cache, stamp. Each step runs
 * only when its inputs differ from those of its last success.
 */
final class Build {
  private final Project project;
  private final boolean quiet;
  private final Memory memory;
  private final Maven maven;
  private final Node node;

  Build(Project project, boolean quiet) {
    this.project = project;
    this.quiet = quiet;
    this.memory = new Memory(project.state().resolve("built.properties"));
    this.maven = new Maven(project);
    this.node = new Node(project);
  }

  /** Builds; a second build of the same clone waits for the first. */
  void run() throws InterruptedException {
    try (FileChannel file =
            FileChannel.open(
                project.state().resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      buildAll();
    } catch (IOException e) {
      throw new Failure("cannot lock " + project.state() + ": " + e, e);
    }
  }

  private void buildAll() throws InterruptedException {
    String before = inputs();
    web();
    server();
    aotCache();
    if (before.equals(inputs())) {
      stamp(); // a file saved while building leaves the old stamp, and the next start builds again
    }
    if (!quiet) {
      System.out.println("klatch: built " + project.root().relativize(project.jar()));
    }
  }

  Maven maven() {
    return maven;
  }

  Node node() {
    return node;
  }

  /** Installs the packages of an npm project if its lock file differs from what is installed. */
  void install(Path folder, String... options) throws InterruptedException {
    String name = "npm-" + folder.getFileName();
    String wanted =
        new Fingerprint()
            .add(folder.resolve("package.json"))
            .add(folder.resolve("package-lock.json"))
            .add(String.join(" ", options))
            .hex();
    if (memory.isDone(name, wanted) && Files.isDirectory(folder.resolve("node_modules"))) {
      return;
    }
    memory.forget(name);
    boolean locked = Files.isRegularFile(folder.resolve("package-lock.json"));
    step(
        "installing packages of " + folder.getFileName(),
        node.npm(locked ? "ci" : "install", "--ignore-scripts", "--no-audit", "--no-fund")
            .with(options)
            .in(folder),
        name);
    memory.remember(name, wanted);
  }

  boolean hasWeb() {
    return Files.isRegularFile(project.web().resolve("package.json"));
  }

  void web() throws InterruptedException {
    if (!hasWeb()) {
      return;
    }
    String sources = new Fingerprint().add(project.web()).hex();
    if (memory.isDone("web", sources)
        && Files.isRegularFile(project.web().resolve("dist/index.html"))) {
      return;
    }
    memory.forget("web");
    install(project.web());
    Path vite = project.web().resolve("node_modules/vite/bin/vite.js");
    step(
        "building the web client",
        node.node(vite.toString(), "build").in(project.web()),
        "web-build");
    memory.remember("web", sources);
  }

  private void server() throws InterruptedException {
    String sources = serverInputs();
    if (memory.isDone("server", sources) && Files.isRegularFile(project.jar())) {
      return;
    }
    memory.forget("server");
    step(
        "building the server",
        maven.call("package", "-DskipTests", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true"),
        "server-build");
    memory.remember("server", sources);
  }

  private String serverInputs() {
    return new Fingerprint()
        .add(project.server().resolve("pom.xml"))
        .add(project.server().resolve("src/main"))
        .add(project.web().resolve("dist"))
        .add(Runtime.version().toString())
        .hex();
  }

  private String inputs() {
    return new Fingerprint()
        .add(project.web())
        .add(project.server().resolve("pom.xml"))
        .add(project.server().resolve("jvm.options"))
        .add(project.server().resolve("src/main"))
        .hex();
  }

  /**
   * Records the classes that a start and the main routes load, for a start in a fraction of the
   * time. The cache is bound to the jars and to the JVM; without it the server only starts slower,
   * so a failure here is reported and not fatal.
   */
  private void aotCache() throws InterruptedException {
    String wanted =
        new Fingerprint()
            .add(jarTimes())
            .add(project.server().resolve("jvm.options"))
            .add(Runtime.version().toString())
            .hex();
    if (memory.isDone("aot", wanted) && Files.isRegularFile(project.aotCache())) {
      return;
    }
    memory.forget("aot");
    say("recording the AOT cache");
    long start = System.nanoTime();
    try {
      Files.deleteIfExists(project.aotCache());
    } catch (IOException e) {
      throw new Failure("cannot replace " + project.aotCache() + ": " + e, e);
    }
    Path log = project.log("aot");
    int exit =
        new Command(List.of(Project.java().toString()))
            .with("-XX:AOTCacheOutput=" + project.aotCache())
            .with("@" + project.server().resolve("jvm.options"))
            .with("-cp", project.jar().toString(), "dev.klatch.app.Main", "train")
            .in(project.state())
            .run(log);
    if (exit != 0 || !Files.isRegularFile(project.aotCache())) {
      System.out.println(
          "klatch: no AOT cache (exit code " + exit + "; log: " + log + "); starts will be slower");
      return;
    }
    memory.remember("aot", wanted);
    say("recorded the AOT cache in " + seconds(start));
  }

  /** Names, sizes and times of the jars, as the JVM compares them when it opens the cache. */
  private String jarTimes() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> libraries = Files.list(project.server().resolve("target/lib"))) {
      for (Path jar : Stream.concat(libraries, Stream.of(project.jar())).sorted().toList()) {
        text.append(jar.getFileName()).append(' ').append(Files.size(jar)).append(' ');
        text.append(Files.getLastModifiedTime(jar).toMillis()).append('\n');
      }
      return text.toString();
    } catch (IOException e) {
      throw new Failure("the jars are not where Maven puts them: " + e, e);
    }
  }

  private void stamp() {
    try {
      Files.writeString(project.stamp(), "");
    } catch (IOException e) {
      throw new Failure("cannot write " + project.stamp() + ": " + e, e);
    }
  }

  private void step(String what, Command command, String log) throws InterruptedException {
    say(what);
    long start = System.nanoTime();
    command.mustRun(what, project.log(log));
    if (!quiet) {
      say(what + ": done in " + seconds(start));
    }
  }

  private static void say(String text) {
    System.out.println("klatch: " + text);
  }

  static String seconds(long startNanos) {
    return "%.1f s".formatted((System.nanoTime() - startNanos) / 1e9);
  }
}

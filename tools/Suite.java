import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code ./klatch test}: every check and test of the project, one line a stage. A failing stage does
 * not hide the later ones, except where those need its product.
 */
final class Suite {
  private static final Set<String> STAGES = Set.of("web", "server", "e2e", "compat");

  private final Project project;
  private final List<String> only;
  private final Build build;
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private Counts total = Counts.NONE;

  /** One stage's work; returns its exit code. */
  private interface Work {
    int run(Path log) throws InterruptedException;
  }

  Suite(Project project, List<String> only) {
    this.project = project;
    this.only = only;
    this.build = new Build(project, true);
    for (String name : only) {
      if (!STAGES.contains(name)) {
        throw new Failure("there is no test stage '" + name + "'; known are web, server, e2e, compat.");
      }
    }
  }

  int test() throws InterruptedException {
    long start = System.nanoTime();
    boolean ready = prepareWeb();
    Thread beside = beside(() -> webChecks(true));
    if (wanted("server")) {
      ready &= serverTests();
    }
    join(beside);
    if (wanted("e2e") || wanted("compat")) {
      if (ready && stage("build", log -> buildJar(), null)) {
        nodeTests("compat", Map.of());
        browserTests();
      } else {
        System.out.println("skipped contract and browser tests: there is no jar to run them on");
      }
    }
    return finish(start);
  }

  int check() throws InterruptedException {
    long start = System.nanoTime();
    prepareWeb();
    Thread beside = beside(() -> webChecks(false));
    stage("server format and compile", log -> build.maven().call("-q", "spotless:check", "test-compile").run(log), null);
    join(beside);
    return finish(start);
  }

  private boolean wanted(String name) {
    return only.isEmpty() || only.contains(name);
  }

  private boolean prepareWeb() throws InterruptedException {
    return !build.hasWeb()
        || stage(
            "web build",
            log -> {
              build.web();
              return 0;
            },
            null);
  }

  private void webChecks(boolean tests) throws InterruptedException {
    Path web = project.web();
    Path modules = web.resolve("node_modules");
    if (!wanted("web") || !Files.isDirectory(modules)) {
      return;
    }
    webTool("web format", modules.resolve("prettier/bin/prettier.cjs"), "--check", ".");
    webTool("web types", modules.resolve("typescript/bin/tsc"), "--noEmit", "-p", ".");
    webTool("web lint", modules.resolve("oxlint/bin/oxlint"), "--deny-warnings");
    webTool("web size", web.resolve("scripts/size.mjs"));
    Path vitest = modules.resolve("vitest/vitest.mjs");
    if (tests && Files.exists(vitest)) {
      Path report = project.state().resolve("vitest.json");
      report.toFile().delete();
      String[] arguments = {
        vitest.toString(), "run", "--reporter=default", "--reporter=json", "--outputFile.json=" + report
      };
      stage(
          "web tests",
          log -> build.node().node(arguments).in(web).set("CI", "1").run(log),
          () -> Counts.ofVitest(report));
    }
  }

  private void webTool(String name, Path program, String... arguments) throws InterruptedException {
    if (Files.exists(program)) {
      stage(
          name,
          log -> build.node().node(program.toString()).with(arguments).in(project.web()).run(log),
          null);
    }
  }

  private boolean serverTests() throws InterruptedException {
    Path reports = project.server().resolve("target/surefire-reports");
    try {
      Archive.delete(reports);
    } catch (IOException e) {
      throw new Failure("cannot clear " + reports + ": " + e, e);
    }
    return stage(
        "server tests",
        log -> build.maven().call("verify").run(log),
        () -> Counts.ofJunitReports(reports));
  }

  private int buildJar() throws InterruptedException {
    build.run();
    return 0;
  }

  private void browserTests() throws InterruptedException {
    Path e2e = project.root().resolve("e2e");
    if (!wanted("e2e") || !Files.isRegularFile(e2e.resolve("package.json"))) {
      return;
    }
    var installed = Browser.installed();
    boolean ready =
        stage(
            "browser test packages",
            log -> {
              if (installed.isPresent()) {
                build.install(e2e, "--omit=optional");
              } else {
                build.install(e2e);
              }
              return 0;
            },
            null);
    if (ready) {
      Path browser = installed.isPresent() ? installed.get() : Browser.packaged(e2e, build.node());
      nodeTests("e2e", Map.of("CHROME_PATH", browser.toString()));
    }
  }

  /** Tests of an npm project of its own, run by Node's test runner against the real jar. */
  private void nodeTests(String name, Map<String, String> environment) throws InterruptedException {
    Path folder = project.root().resolve(name);
    if (!wanted(name) || !Files.isRegularFile(folder.resolve("package.json"))) {
      return;
    }
    if (!name.equals("e2e")) {
      boolean ready =
          stage(
              name + " packages",
              log -> {
                build.install(folder);
                return 0;
              },
              null);
      if (!ready) {
        return;
      }
    }
    Path report = project.state().resolve(name + ".tap");
    report.toFile().delete();
    String[] arguments = {
      "--test",
      "--test-timeout=300000",
      "--test-reporter=spec",
      "--test-reporter-destination=stdout",
      "--test-reporter=tap",
      "--test-reporter-destination=" + report
    };
    stage(
        name + " tests",
        log ->
            build
                .node()
                .node(arguments)
                .in(folder)
                .set(environment)
                .set("KLATCH_SERVER", Server.commandJson(project))
                .run(log),
        () -> Counts.ofTap(report));
  }

  /** Runs a stage and prints its line. Returns whether it succeeded. */
  private boolean stage(String name, Work work, Supplier<Counts> counts) throws InterruptedException {
    long start = System.nanoTime();
    Path log = project.log(name.replace(' ', '-'));
    String error = null;
    try {
      int exit = work.run(log);
      error = exit == 0 ? null : "exit code " + exit + "\n" + Command.tail(log);
    } catch (Failure failure) {
      error = failure.getMessage();
    }
    Counts found = counts == null ? Counts.NONE : counts.get();
    if (counts != null && error == null && found.passed() + found.failed() == 0) {
      error = "no test ran\n" + Command.tail(log);
    }
    if (error != null && found.failed() == 0) {
      found = found.plus(new Counts(0, 1, 0)); // a stage that breaks is never "0 failed"
    }
    report(name, error, found, Build.seconds(start));
    return error == null;
  }

  private synchronized void report(String name, String error, Counts found, String duration) {
    total = total.plus(found);
    String tests = found.passed() + found.failed() == 0 ? "" : "  " + found.passed() + " tests";
    System.out.printf("%-6s %-28s %8s%s%n", error == null ? "ok" : "FAILED", name, duration, tests);
    if (error != null) {
      failures.add(name);
      System.out.println(error.indent(2));
    }
  }

  private synchronized int finish(long start) {
    System.out.println();
    if (!failures.isEmpty()) {
      System.out.println("Failed: " + String.join(", ", failures));
    }
    if (total.skipped() > 0) {
      System.out.println(total.skipped() + " skipped");
    }
    System.out.println("All stages took " + Build.seconds(start));
    System.out.println(total.passed() + " passed, " + total.failed() + " failed");
    return total.failed() == 0 && failures.isEmpty() ? 0 : 1;
  }

  /** Work that runs beside the server's tests. */
  private interface Checks {
    void run() throws InterruptedException;
  }

  private Thread beside(Checks checks) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                checks.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                report("web checks", e.toString(), new Counts(0, 1, 0), "");
              }
            });
  }

  private static void join(Thread thread) throws InterruptedException {
    thread.join();
  }
}

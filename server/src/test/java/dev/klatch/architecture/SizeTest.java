package dev.klatch.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files, methods and packages stay small and are named by what they are. */
class SizeTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path EXCEPTIONS =
      Path.of("src/test/resources/architecture/size-exceptions.txt");

  @Test
  void everySourceKeepsTheLimits() throws IOException {
    List<String> excepted = exceptions();
    List<String> problems =
        findings().stream()
            .filter(finding -> !excepted.contains(finding.path()))
            .map(Object::toString)
            .toList();
    assertEquals(List.of(), problems, "make it smaller, or list it with a reason in " + EXCEPTIONS);
  }

  @Test
  void everyExceptionIsStillNeeded() throws IOException {
    List<String> found = findings().stream().map(SizeRules.Finding::path).toList();
    List<String> stale = exceptions().stream().filter(path -> !found.contains(path)).toList();
    assertEquals(List.of(), stale, "remove these lines from " + EXCEPTIONS);
  }

  @Test
  void aLongJavaFileIsFound() {
    assertFound("Long.java", "class Long {}\n".repeat(501), "501 lines, at most 500");
  }

  @Test
  void aLongJavaMethodIsFound() {
    String body = "    int x = 0;\n".repeat(60);
    assertFound("A.java", "class A {\n  void run() {\n" + body + "  }\n}\n", "method run has 62");
    assertFine("A.java", "class A {\n  void run() {\n    int x = 0;\n  }\n}\n");
  }

  @Test
  void anEmptyNameIsFound() {
    for (String name :
        List.of("StoreImpl", "RunManager", "StringUtil", "Utils2Utils", "TestHelper")) {
      assertFound(name + ".java", "class X {}\n", "says nothing");
    }
    assertFine("Implement.java", "class Implement {}\n");
  }

  @Test
  void aLongTypeScriptFileIsFound() {
    assertFound("long.ts", "export {};\n".repeat(401), "401 lines, at most 400");
  }

  @Test
  void aLongTypeScriptFunctionIsFound() {
    String body = "  x += 1; // it's } a trap\n".repeat(100);
    List.of(
            "function f(a: string): void {\n%s}\n",
            "const f = (a: number) => {\n%s};\n",
            "class A {\n  async run(a = { b: 1 }): Promise<void> {\n%s}\n}\n",
            "const t = `}${[1].map((n) => {\n%s})}{`;\n")
        .forEach(
            form -> {
              assertFound("a.tsx", form.formatted(body), "has 102 lines, at most 100");
              assertFine("a.tsx", form.formatted("  x();\n"));
            });
  }

  @Test
  void aLongBlockIsNoFunction() {
    String body = "  x += 1;\n".repeat(100);
    assertFine("a.ts", "if (a) {\n" + body + "}\nconst o = {\n" + body.replace(";", ",") + "};\n");
  }

  @Test
  void aCrowdedPackageIsFound() {
    List<String> files =
        IntStream.range(0, 26).mapToObj(i -> "src/p/A" + i + ".java").collect(Collectors.toList());
    assertFalse(SizeRules.checkPackages("src", files, false).isEmpty());
    assertTrue(SizeRules.checkPackages("src", files.subList(0, 25), false).isEmpty());
  }

  @Test
  void aPackageWithoutInfoIsFound() {
    List<String> bare = List.of("src/p/A.java");
    List<String> good = List.of("src/p/A.java", "src/p/package-info.java");
    assertFalse(SizeRules.checkPackages("src", bare, true).isEmpty());
    assertTrue(SizeRules.checkPackages("src", good, true).isEmpty());
  }

  private static List<SizeRules.Finding> findings() throws IOException {
    List<String> product = SizeRules.files(PROJECT, "server/src/main/java", ".java");
    List<String> tests = SizeRules.files(PROJECT, "server/src/test/java", ".java");
    List<String> others =
        Stream.of("tools", "bench", "web/src", "e2e", "compat")
            .flatMap(
                f -> SizeRules.files(PROJECT, f, ".java", ".ts", ".tsx", ".js", ".mjs").stream())
            .toList();
    List<SizeRules.Finding> findings = new ArrayList<>();
    findings.addAll(SizeRules.checkPackages("server", product, true));
    findings.addAll(SizeRules.checkPackages("server tests", tests, false));
    for (String path : Stream.of(product, tests, others).flatMap(List::stream).toList()) {
      findings.addAll(SizeRules.check(path, Files.readString(PROJECT.resolve(path))));
    }
    assertTrue(product.size() > 1, "the sources were not found under " + PROJECT);
    return findings;
  }

  /** Lines of the form {@code path | reason}. */
  private static List<String> exceptions() throws IOException {
    return Files.readAllLines(EXCEPTIONS).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(
            line -> {
              String[] parts = line.split("\\|", 2);
              assertTrue(parts.length == 2 && !parts[1].isBlank(), "no reason given: " + line);
              return parts[0].strip();
            })
        .toList();
  }

  private static void assertFound(String name, String source, String problem) {
    List<String> found = SizeRules.check(name, source).stream().map(Object::toString).toList();
    assertTrue(found.stream().anyMatch(line -> line.contains(problem)), found::toString);
  }

  private static void assertFine(String name, String source) {
    assertEquals(List.of(), SizeRules.check(name, source));
  }
}

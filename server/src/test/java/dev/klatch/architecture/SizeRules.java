package dev.klatch.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sizes and names at which a source is refused; ARCHITECTURE.md gives the aims, which are lower.
 */
final class SizeRules {
  static final int JAVA_FILE = 500;
  static final int JAVA_METHOD = 60;
  static final int PACKAGE_FILES = 25;
  static final int TYPESCRIPT_FILE = 400;
  static final int TYPESCRIPT_FUNCTION = 100;

  /** Names that say how, or nothing, instead of what. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".+(Impl|Manager|Utils?|Helpers?)", Pattern.CASE_INSENSITIVE);

  private SizeRules() {}

  /**
   * @param path relative to the project, with slashes
   * @param problem what is wrong, with the figure and the limit
   */
  record Finding(String path, String problem) {
    @Override
    public String toString() {
      return path + ": " + problem;
    }
  }

  static List<Finding> check(String path, String source) {
    List<Finding> findings = new ArrayList<>();
    String name = path.substring(path.lastIndexOf('/') + 1);
    String bare = name.substring(0, name.indexOf('.'));
    if (EMPTY_NAME.matcher(bare).matches()) {
      findings.add(new Finding(path, "a name like " + bare + " says nothing; name what it is"));
    }
    boolean java = name.endsWith(".java");
    long lines = source.lines().count();
    int limit = java ? JAVA_FILE : TYPESCRIPT_FILE;
    if (lines > limit) {
      findings.add(new Finding(path, lines + " lines, at most " + limit));
    }
    if (java) {
      checkMethods(path, source, findings);
    } else {
      checkFunctions(path, source, findings);
    }
    return findings;
  }

  private static void checkMethods(String path, String source, List<Finding> findings) {
    for (JavaSizes.Method method : JavaSizes.methods(source)) {
      if (method.lines() > JAVA_METHOD) {
        String size = method.lines() + " lines, at most " + JAVA_METHOD;
        findings.add(new Finding(path, "method " + method.name() + " has " + size));
      }
    }
  }

  private static void checkFunctions(String path, String source, List<Finding> findings) {
    if (isTest(path)) {
      return; // a describe() holds a whole suite
    }
    for (TypeScriptSizes.Function function : TypeScriptSizes.functions(source)) {
      if (function.lines() > TYPESCRIPT_FUNCTION) {
        String size = function.lines() + " lines, at most " + TYPESCRIPT_FUNCTION;
        findings.add(new Finding(path, "the function at line " + function.line() + " has " + size));
      }
    }
  }

  private static boolean isTest(String path) {
    return path.contains(".test.") || path.contains("/testing/");
  }

  /** Package rules of one source root: file counts, and a package-info where asked for. */
  static List<Finding> checkPackages(String root, List<String> javaFiles, boolean needInfo) {
    Map<String, List<String>> byFolder = new TreeMap<>();
    for (String file : javaFiles) {
      int slash = file.lastIndexOf('/');
      byFolder.computeIfAbsent(file.substring(0, slash), key -> new ArrayList<>()).add(file);
    }
    List<Finding> findings = new ArrayList<>();
    byFolder.forEach(
        (folder, files) -> {
          long count = files.stream().filter(file -> !file.endsWith("/package-info.java")).count();
          if (count > PACKAGE_FILES) {
            findings.add(new Finding(folder, count + " files, at most " + PACKAGE_FILES));
          }
          if (needInfo && count == files.size()) {
            findings.add(new Finding(folder, "no package-info.java in this package of " + root));
          }
        });
    return findings;
  }

  /** All files of a tree with one of the endings, as project paths; sorted. */
  static List<String> files(Path project, String folder, String... endings) {
    Path start = project.resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(start)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> project.relativize(file).toString().replace('\\', '/'))
          .filter(path -> !path.contains("/node_modules/") && !path.contains("/dist/"))
          .filter(path -> Stream.of(endings).anyMatch(path::endsWith))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

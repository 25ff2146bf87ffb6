package dev.klatch.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.klatch.config.ConfigLoader;
import dev.klatch.config.Environment;
import dev.klatch.config.Finding;
import dev.klatch.config.LoadedConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The example settings under {@code configs/} and what must be said about each, position by
 * position.
 */
class ExampleConfigsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          01-azure-two-groups-version-placeholder | 5:3 info V1, 8:5 info S4, 9:5 info S4, 10:5 info S4, 24:17 info K4
          02-azure-dash-offset | 8:10 error Y1
          04-ollama-lan | 1:1 info V2, 13:7 info S4, 14:7 info S4, 15:7 info S4
          06-deepseek-dropparams | 20:9 info P6
          08-openrouter-headers | 18:9 warning H2, 19:9 error K3, 24:7 info S17
          11-unknown-and-legacy-keys | 2:1 error S2, 4:3 info S4, 5:3 info S4, 6:3 warning S3, 8:3 error S4, 11:7 error S5, 13:7 error S3, 15:7 error S7, 22:17 error S9, 23:7 warning S3, 24:7 info S4, 26:9 error S15, 27:9 error S2, 29:3 warning S10
          13-user-provided | 12:7 warning H3
          14-scalar-traps | 1:1 info V2, 1:10 warning Y7, 2:8 warning Y7, 3:1 warning S6, 4:1 info V1, 5:12 warning Y7, 6:1 info V1, 7:25 warning Y7, 9:3 info V1, 15:54 warning Y7, 16:36 warning Y7, 21:31 warning Y7, 21:36 warning Y7, 23:17 error Y6, 24:16 warning Y7
          16-bad-base-urls | 4:44 warning U1, 5:41 warning U2, 6:49 warning U5, 7:45 warning U6, 8:43 info U6, 9:50 warning U7, 10:48 warning U1, 11:43 warning M1, 12:42 warning U8
          19-custom-params | 5:7 info V1
          """)
  void reportsEveryFindingWithItsPosition(String name, String expected) {
    String found =
        findings(name, false).stream()
            .map(f -> f.line() + ":" + f.column() + " " + f.severity().word() + " " + f.rule())
            .collect(Collectors.joining(", "));
    assertEquals(expected, found);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "01-azure-two-groups-version-placeholder, false",
    "02-azure-dash-offset, true",
    "04-ollama-lan, false",
    "06-deepseek-dropparams, false",
    "08-openrouter-headers, false",
    "11-unknown-and-legacy-keys, true",
    "13-user-provided, false",
    "14-scalar-traps, true",
    "16-bad-base-urls, false",
    "19-custom-params, false"
  })
  void failsTheCheckOnlyWhenSomethingIsLost(String name, boolean fails) {
    assertEquals(fails, findings(name, false).stream().anyMatch(Finding::fails));
  }

  static List<Finding> findings(String name, boolean inContainer) {
    LoadedConfig loaded = Examples.load(name);
    List<Finding> all = new ArrayList<>(loaded.findings());
    all.addAll(CatalogConfig.from(loaded, Examples.environment(name), inContainer).findings());
    return all.stream().sorted(Finding.ORDER).toList();
  }

  /** Reads the example files. */
  static final class Examples {
    private Examples() {}

    static LoadedConfig load(String name) {
      return ConfigLoader.parse(
          text(name + ".yaml"), "librechat.yaml", name, CatalogConfig.schema());
    }

    static Environment environment(String name) {
      return Environment.parse(text(name + ".env"), Map.of());
    }

    static CatalogConfig catalog(String name) {
      return CatalogConfig.from(load(name), environment(name), false);
    }

    private static String text(String file) {
      try (java.io.InputStream in =
          ExampleConfigsTest.class.getResourceAsStream("/configs/" + file)) {
        return in == null
            ? ""
            : new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}

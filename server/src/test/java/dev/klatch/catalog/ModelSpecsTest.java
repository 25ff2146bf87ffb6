package dev.klatch.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.config.ConfigLoader;
import dev.klatch.config.Environment;
import dev.klatch.config.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code modelSpecs} section as it is read. */
class ModelSpecsTest {
  private static final String ENDPOINT =
      """
      version: 1.3.14
      endpoints:
        custom:
          - name: Local
            apiKey: none
            baseURL: http://localhost:9/v1
            models: {default: [small]}
      """;

  @TempDir Path folder;

  private CatalogConfig read(String specs) throws IOException {
    Files.writeString(folder.resolve("librechat.yaml"), ENDPOINT + specs);
    Environment environment = Environment.load(folder, Map.of());
    return CatalogConfig.from(
        new ConfigLoader(environment, folder, false)
            .load(CatalogConfig.FILE, CatalogConfig.schema()),
        environment,
        false);
  }

  @Test
  void entriesThatNobodyCouldUseAreLeftOutAndSaid() throws IOException {
    CatalogConfig config =
        read(
            """
            modelSpecs:
              enforce: true
              list:
                - {name: a, label: A, preset: {endpoint: Local, model: small}}
                - {name: a, label: Again, preset: {endpoint: Local, model: small}}
                - {name: b, label: B, preset: {endpoint: Elsewhere, model: small}}
                - {name: c, label: C, preset: {model: small}}
                - {name: d, label: D, preset: {agent_id: agent_1}}
            """);

    ModelSpecs specs = config.specs();
    assertEquals(List.of("a", "d"), specs.list().stream().map(ModelSpec::name).toList());
    assertEquals("agents", specs.find("d").orElseThrow().endpoint());
    assertTrue(specs.enforce());
    assertEquals(3, config.findings().stream().map(Finding::rule).filter("M1"::equals).count());
  }

  @Test
  void enforcingNothingLocksNobodyOut() throws IOException {
    ModelSpecs specs = read("modelSpecs: {enforce: true, list: []}\n").specs();
    assertFalse(specs.enforce());
    assertNull(specs.json());
  }
}

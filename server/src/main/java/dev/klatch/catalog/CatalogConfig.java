package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Environment;
import dev.klatch.config.Finding;
import dev.klatch.config.Findings;
import dev.klatch.config.LoadedConfig;
import dev.klatch.config.Schema;
import dev.klatch.config.SchemaReader;
import dev.klatch.provider.EndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The settings file and the environment, read as endpoints and interface settings.
 *
 * @param endpoints the usable endpoints in the order in which users see them
 * @param ui switches and texts of the web client
 * @param registration who may register
 * @param specs ready-made choices of model and parameters
 * @param allowedAddresses private {@code host:port} pairs that users' own base URLs may point to
 * @param findings what is wrong with the values, in addition to the findings of the file itself
 */
public record CatalogConfig(
    List<EndpointConfig> endpoints,
    InterfaceConfig ui,
    RegistrationConfig registration,
    ModelSpecs specs,
    List<String> allowedAddresses,
    List<Finding> findings) {

  /** The name of the settings file when {@code CONFIG_PATH} is unset. */
  public static final String FILE = "librechat.yaml";

  /** The newest settings version this program was made for. */
  static final String VERSION = "1.3.14";

  public CatalogConfig {
    endpoints = List.copyOf(endpoints);
    allowedAddresses = List.copyOf(allowedAddresses);
    findings = List.copyOf(findings);
  }

  /** What is known about every key of the settings file. */
  public static Schema schema() {
    try (InputStream in = CatalogConfig.class.getResourceAsStream("settings.schema")) {
      if (in == null) {
        throw new IllegalStateException("settings.schema is missing from the program");
      }
      return SchemaReader.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the meaning of a loaded file.
   *
   * @param inContainer whether localhost means the container, for advice about addresses
   */
  public static CatalogConfig from(
      LoadedConfig loaded, Environment environment, boolean inContainer) {
    ConfigNode root = loaded.root();
    Findings findings = new Findings(loaded.name());
    if (loaded.status() == LoadedConfig.Status.LOADED) {
      version(root, findings);
    }
    EndpointReader reader =
        new EndpointReader(root, environment, findings, loaded.findings(), inContainer);
    List<EndpointConfig> custom = reader.custom();
    List<EndpointConfig> endpoints =
        ordered(reader.openAi(), custom, environment.value("ENDPOINTS"));
    new AzureCheck(environment, findings).check(root);
    LegacySummaries.check(root, findings);
    List<String> addresses = new ArrayList<>();
    ConfigNode endpointsNode = root.get("endpoints");
    if (endpointsNode != null) {
      addresses.addAll(AllowedAddresses.read(endpointsNode.get("allowedAddresses"), findings));
    }
    return new CatalogConfig(
        endpoints,
        InterfaceConfig.of(root.get("interface")),
        RegistrationConfig.of(root.get("registration")),
        ModelSpecs.of(
            root.get("modelSpecs"),
            endpoints.stream().map(EndpointConfig::name).toList(),
            findings),
        addresses,
        findings.sorted());
  }

  private static void version(ConfigNode root, Findings findings) {
    ConfigNode.Entry version = root.entry("version");
    if (version == null) {
      findings.warning(
          1,
          1,
          "S1",
          "`version` is missing; the current one is assumed",
          "add the line: version: " + VERSION);
    } else if (!version.value().text().equals(VERSION)) {
      findings.info(
          version.line(),
          version.column(),
          "V2",
          "this file is of version " + version.value().text() + "; current is " + VERSION,
          "nothing to do; all versions are read alike");
    }
  }

  /**
   * Built-in endpoints that {@code ENDPOINTS} leaves out are hidden; custom ones are last unless it
   * places them.
   */
  private static List<EndpointConfig> ordered(
      List<EndpointConfig> openAi,
      List<EndpointConfig> custom,
      @org.jspecify.annotations.Nullable String order) {
    List<EndpointConfig> all = new ArrayList<>();
    List<String> names =
        order == null
            ? List.of("openAI")
            : Arrays.stream(order.split(",", -1)).map(String::strip).distinct().toList();
    for (String name : names) {
      if (name.equals("openAI")) {
        all.addAll(openAi);
      } else if (name.equals("custom")) {
        all.addAll(custom);
      }
    }
    if (!names.contains("custom")) {
      all.addAll(custom);
    }
    return all;
  }
}

package dev.klatch.app;

import dev.klatch.catalog.CatalogConfig;
import dev.klatch.config.ConfigLoader;
import dev.klatch.config.Environment;
import dev.klatch.config.Finding;
import dev.klatch.config.Findings;
import dev.klatch.config.LoadedConfig;
import dev.klatch.config.SettingReader;
import dev.klatch.file.FileConfig;
import dev.klatch.file.FileConfigReader;
import dev.klatch.telemetry.Secrets;
import dev.klatch.transfer.TransferConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All settings of a start: environment, settings file, and what both mean.
 *
 * @param environment the variables
 * @param file the settings file
 * @param catalog its endpoints and interface settings
 * @param files what it says about files
 * @param server the variables of the server, typed
 * @param findings everything that is to be said, in order
 */
public record Settings(
    Environment environment,
    LoadedConfig file,
    CatalogConfig catalog,
    FileConfig files,
    ServerConfig server,
    List<Finding> findings) {

  public Settings {
    findings = List.copyOf(findings);
  }

  /**
   * Loads the settings for a start. Blank secrets are made and kept; every secret is registered, so
   * that logs and records mask it.
   *
   * @param process the variables of the process
   * @param version of this program
   * @throws IOException when made secrets can neither be read nor kept
   */
  public static Settings load(Path workingDirectory, Map<String, String> process, String version)
      throws IOException {
    Environment environment = Environment.load(workingDirectory, process);
    ServerConfig server = ServerConfigReader.read(environment, workingDirectory, version);
    Settings settings = of(environment, workingDirectory, server);
    SecretValues.of(settings).forEach(Secrets::register);
    return settings;
  }

  /** Looks at the settings without writing anything. */
  public static Settings check(Path workingDirectory, Map<String, String> process, String version) {
    Environment environment = Environment.load(workingDirectory, process);
    ServerConfig server = ServerConfigReader.check(environment, workingDirectory, version);
    return of(environment, workingDirectory, server);
  }

  private static Settings of(Environment environment, Path workingDirectory, ServerConfig server) {
    boolean container = isContainer(environment);
    LoadedConfig file =
        new ConfigLoader(environment, workingDirectory, container)
            .load(CatalogConfig.FILE, CatalogConfig.schema());
    CatalogConfig catalog = CatalogConfig.from(file, environment, container);
    Findings aboutFiles = new Findings(file.name());
    FileConfig files = FileConfigReader.read(file.root(), environment, aboutFiles);
    List<Finding> findings = new ArrayList<>(environment.findings());
    findings.addAll(new KnownVariables().check(environment, file.source()));
    findings.addAll(server.findings());
    SettingReader reader = new SettingReader(environment);
    TransferConfig _ = TransferConfig.read(reader, server.data());
    findings.addAll(reader.findings());
    findings.addAll(file.findings());
    findings.addAll(catalog.findings());
    findings.addAll(aboutFiles.sorted());
    return new Settings(
        environment,
        file,
        catalog,
        files,
        server,
        findings.stream().sorted(Finding.ORDER).toList());
  }

  /** Whether this process runs in a container, judged by the marks that container engines leave. */
  static boolean isContainer(Environment environment) {
    return Files.exists(Path.of("/.dockerenv"))
        || Files.exists(Path.of("/run/.containerenv"))
        || environment.get("KUBERNETES_SERVICE_HOST") != null;
  }
}

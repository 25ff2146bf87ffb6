package dev.klatch.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds, reads and checks the settings file. Never fails: what cannot be read is replaced by
 * defaults and reported, so that the server always starts.
 */
public final class ConfigLoader {
  /** Names the file, or an http(s) address it is fetched from. */
  public static final String PATH_VARIABLE = "CONFIG_PATH";

  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 10_000;
  private static final int OK = 200;

  /** More bytes than this are not even decoded. */
  private static final int MAX_BYTES = 4 * YamlReader.MAX_CHARACTERS;

  private final Environment environment;
  private final Path workingDirectory;
  private final boolean inContainer;

  /**
   * @param workingDirectory where a relative path starts
   * @param inContainer whether advice about mounting files into containers is in place
   */
  public ConfigLoader(Environment environment, Path workingDirectory, boolean inContainer) {
    this.environment = environment;
    this.workingDirectory = workingDirectory.toAbsolutePath();
    this.inContainer = inContainer;
  }

  /**
   * Loads the settings.
   *
   * @param defaultName the file looked for when {@value #PATH_VARIABLE} is unset
   * @param schema what is known about its keys
   */
  public LoadedConfig load(String defaultName, Schema schema) {
    String wanted = environment.value(PATH_VARIABLE);
    if (wanted != null && isAddress(wanted)) {
      return fetch(wanted, schema);
    }
    try {
      Path path = workingDirectory.resolve(wanted == null ? defaultName : wanted).normalize();
      return readFile(path, wanted != null, schema);
    } catch (InvalidPathException e) {
      return unusable(
          defaultName,
          defaultName,
          finding(defaultName, "F3", "CONFIG_PATH is not a path", "write the path of a file"));
    }
  }

  /** Reads and checks settings from text. */
  public static LoadedConfig parse(String text, String name, String location, Schema schema) {
    Findings findings = new Findings(name);
    ConfigNode document = YamlReader.read(text, findings);
    if (document == null) {
      return new LoadedConfig(
          LoadedConfig.Status.UNREADABLE,
          name,
          location,
          text,
          ConfigNode.empty(),
          findings.sorted());
    }
    ConfigNode usable = SchemaCheck.check(document, schema, findings);
    return new LoadedConfig(
        LoadedConfig.Status.LOADED, name, location, text, usable, findings.sorted());
  }

  private LoadedConfig readFile(Path path, boolean named, Schema schema) {
    String name = String.valueOf(path.getFileName());
    String location = path.toString();
    if (Files.isDirectory(path)) {
      return unusable(
          name,
          location,
          finding(
              name,
              "F2",
              location + " is a folder, not a file",
              "remove the folder (Docker creates one when the mounted file is missing), create the file, start again"));
    }
    try (InputStream in = Files.newInputStream(path)) {
      return decode(in.readNBytes(MAX_BYTES + 1), name, location, schema);
    } catch (NoSuchFileException e) {
      return missing(name, location, named);
    } catch (IOException | SecurityException e) {
      return unusable(
          name,
          location,
          finding(
              name,
              "F5",
              location + " cannot be read (" + e.getClass().getSimpleName() + ")",
              "give the user that runs the server permission to read it"));
    }
  }

  private LoadedConfig missing(String name, String location, boolean named) {
    String hint =
        inContainer
            ? "mount it into the container (docker-compose.override.yml, service api, volumes:"
                + " ./librechat.yaml:/app/librechat.yaml) and recreate the container"
            : named
                ? "correct CONFIG_PATH; a relative path starts at " + workingDirectory
                : "copy librechat.example.yaml to " + location + ", or set CONFIG_PATH";
    Finding finding =
        new Finding(
            name,
            0,
            0,
            named ? Severity.ERROR : Severity.INFO,
            named ? "F3" : "F1",
            "no settings file at " + location + "; running with defaults",
            hint);
    return new LoadedConfig(
        LoadedConfig.Status.MISSING, name, location, "", ConfigNode.empty(), List.of(finding));
  }

  private LoadedConfig fetch(String address, Schema schema) {
    String name = "CONFIG_PATH";
    try {
      URI uri = new URI(address);
      String shown = withoutSecrets(uri);
      byte[] body = download(uri);
      return body == null
          ? unusable(
              name,
              shown,
              finding(name, "F6", shown + " did not answer with status 200", "check the address"))
          : decode(body, name, shown, schema);
    } catch (IOException e) {
      return unusable(
          name,
          "the address in CONFIG_PATH",
          finding(
              name,
              "F6",
              "the address in CONFIG_PATH cannot be fetched (" + e.getClass().getSimpleName() + ")",
              "check the address and the network"));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return unusable(
          name,
          "the address in CONFIG_PATH",
          finding(
              name, "F6", "CONFIG_PATH is not a valid address", "write https://host/path to it"));
    }
  }

  private static byte @Nullable [] download(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestProperty("Accept", "application/yaml, application/json, text/plain, */*");
    try {
      if (connection.getResponseCode() != OK) {
        return null;
      }
      try (InputStream in = connection.getInputStream()) {
        return in.readNBytes(MAX_BYTES + 1);
      }
    } finally {
      connection.disconnect();
    }
  }

  private static LoadedConfig decode(byte[] bytes, String name, String location, Schema schema) {
    if (bytes.length > MAX_BYTES) {
      return unusable(
          name,
          location,
          finding(
              name,
              "Y10",
              "the file has more than " + MAX_BYTES + " bytes",
              "this is no settings file; name the right one in CONFIG_PATH"));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(text, name, location, schema);
    } catch (CharacterCodingException e) {
      return unusable(
          name,
          location,
          finding(name, "Y8", "the file is not UTF-8 text", "save it with the encoding UTF-8"));
    }
  }

  private static LoadedConfig unusable(String name, String location, Finding finding) {
    return new LoadedConfig(
        LoadedConfig.Status.UNREADABLE, name, location, "", ConfigNode.empty(), List.of(finding));
  }

  private static Finding finding(String name, String rule, String cause, String fix) {
    return new Finding(name, 0, 0, Severity.ERROR, rule, cause, fix);
  }

  private static boolean isAddress(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  /** Credentials and query of an address may be secrets. */
  private static String withoutSecrets(URI uri) {
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + (uri.getPath() == null ? "" : uri.getPath());
  }
}

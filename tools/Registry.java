import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Where packages come from. A mirror that the user or the machine configured for npm or Maven always
 * wins; the public registries are only the last resort.
 */
final class Registry {
  private Registry() {}

  /** Base address of the npm registry, without a trailing slash. */
  static String npm(Project project) {
    Optional<String> named =
        Project.environment("npm_config_registry")
            .or(() -> Project.environment("NPM_CONFIG_REGISTRY"));
    for (Path file : npmrcFiles(project)) {
      named = named.or(() -> npmrcRegistry(file));
    }
    return withoutSlash(
        named.orElseGet(() -> "https://" + String.join(".", "registry", "npm" + "js", "org")));
  }

  /** Base address of a Maven repository, without a trailing slash. */
  static String maven() {
    return withoutSlash(
        Project.environment("MVNW_REPOURL")
            .or(Registry::settingsMirror)
            .orElseGet(Registry::publicMaven));
  }

  private static String publicMaven() {
    List<String> host = new ArrayList<>(List.of("org.apache.maven".split("\\.")));
    Collections.reverse(host);
    return "https://repo." + String.join(".", host) + "/maven2";
  }

  private static List<Path> npmrcFiles(Project project) {
    List<Path> files = new ArrayList<>();
    files.add(project.web().resolve(".npmrc"));
    files.add(project.root().resolve(".npmrc"));
    Project.environment("npm_config_userconfig").map(Path::of).ifPresent(files::add);
    Project.home().map(home -> home.resolve(".npmrc")).ifPresent(files::add);
    files.add(Path.of("/usr/etc/npmrc"));
    files.add(Path.of("/usr/local/etc/npmrc"));
    files.add(Path.of("/etc/npmrc"));
    return files;
  }

  private static Optional<String> npmrcRegistry(Path file) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> line.matches("registry\\s*=.*"))
          .map(line -> line.substring(line.indexOf('=') + 1).strip().replace("\"", ""))
          .filter(value -> value.startsWith("http"))
          .reduce((first, last) -> last); // npm: the last line of a file wins
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first mirror in the user's settings.xml that stands for the central repository. */
  private static Optional<String> settingsMirror() {
    Path settings = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    if (!Files.isReadable(settings)) {
      return Optional.empty();
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Document document = factory.newDocumentBuilder().parse(settings.toFile());
      NodeList mirrors = document.getElementsByTagName("mirror");
      for (int i = 0; i < mirrors.getLength(); i++) {
        Element mirror = (Element) mirrors.item(i);
        List<String> of = List.of(text(mirror, "mirrorOf").split("\\s*,\\s*"));
        if (!Collections.disjoint(of, List.of("*", "central", "external:*"))) {
          return Optional.of(text(mirror, "url")).filter(url -> url.startsWith("http"));
        }
      }
      return Optional.empty();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      return Optional.empty(); // Maven itself will complain about a broken file, with line and column
    }
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}

package dev.klatch.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Every dependency of the server has its reason on record. */
class DependencyRecordTest {
  private static final Path RECORD = Path.of("../docs/decisions/0002-dependencies.md");

  @Test
  void everyDependencyHasItsReason() throws Exception {
    String record = Files.readString(RECORD);
    List<String> missing = unrecorded(artifacts(new File("pom.xml")), record);
    assertEquals(List.of(), missing, "add a line with the reason to " + RECORD);
  }

  @Test
  void aDependencyWithoutReasonIsFound() throws Exception {
    String record = Files.readString(RECORD);
    List<String> artifacts = new ArrayList<>(artifacts(new File("pom.xml")));
    artifacts.add("org.example:planted");
    assertEquals(List.of("org.example:planted"), unrecorded(artifacts, record));
  }

  /** A reason is a table row that starts with the artifact and has words after it. */
  private static List<String> unrecorded(List<String> artifacts, String record) {
    return artifacts.stream()
        .filter(artifact -> record.lines().noneMatch(line -> givesReason(line, artifact)))
        .toList();
  }

  private static boolean givesReason(String line, String artifact) {
    String start = "| `" + artifact + "` | ";
    return line.startsWith(start) && line.length() > start.length() + 15;
  }

  private static List<String> artifacts(File pom) throws Exception {
    NodeList nodes =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom)
            .getElementsByTagName("artifactId");
    List<String> artifacts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element parent = (Element) nodes.item(i).getParentNode();
      if (List.of("dependency", "path", "plugin").contains(parent.getTagName())) {
        String group = parent.getElementsByTagName("groupId").item(0).getTextContent();
        artifacts.add(group + ":" + nodes.item(i).getTextContent());
      }
    }
    assertTrue(artifacts.size() > 20, "the pom was not read");
    return artifacts.stream().distinct().toList();
  }
}

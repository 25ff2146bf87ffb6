package dev.klatch.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document into {@link ConfigNode}s with positions. Anchors and merge keys work,
 * duplicate keys and further documents are findings. Size, depth and the number of nodes after
 * expanding aliases are bounded, so that hostile text costs neither memory nor time.
 */
public final class YamlReader {
  /** Longest text, in characters. Real files have some thousand. */
  public static final int MAX_CHARACTERS = 2_000_000;

  /** Deepest nesting of maps and lists. */
  public static final int MAX_DEPTH = 64;

  /** Most nodes, every use of an alias counted in full. */
  public static final int MAX_NODES = 100_000;

  private static final String MERGE = "<<";

  private final Findings findings;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private Iterator<Event> events = List.<Event>of().iterator();
  private int nodes;

  private record Anchored(ConfigNode node, int size) {}

  /** Stops reading; the finding says why. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    Stop(Finding finding) {
      super(finding.cause(), null, false, false);
      this.finding = finding;
    }
  }

  private YamlReader(Findings findings) {
    this.findings = findings;
  }

  /**
   * Reads a document.
   *
   * @param text the whole text; a byte order mark is tolerated
   * @param findings where everything that is wrong is reported
   * @return the root; an empty map for a document without content; null when the text cannot be
   *     read at all
   */
  public static @Nullable ConfigNode read(String text, Findings findings) {
    if (text.length() > MAX_CHARACTERS) {
      findings.error(
          1,
          1,
          "Y10",
          "the file has " + text.length() + " characters, more than " + MAX_CHARACTERS,
          "this is no settings file; name the right one in CONFIG_PATH");
      return null;
    }
    String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      return new YamlReader(findings).document(clean);
    } catch (Stop stop) {
      findings.add(stop.finding);
    } catch (MarkedYamlEngineException e) {
      findings.add(YamlDiagnosis.explain(clean, e, findings.file()));
    } catch (YamlEngineException | IndexOutOfBoundsException e) {
      findings.add(YamlDiagnosis.unreadable(clean, findings.file()));
    }
    return null;
  }

  private ConfigNode document(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MAX_CHARACTERS + 1)
            .setLabel(findings.file())
            .build();
    events = new Parse(settings).parseString(text).iterator();
    events.next(); // stream start
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      return ConfigNode.empty();
    }
    ConfigNode root = node(events.next(), 0);
    events.next(); // document end
    Event after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      findings.error(
          line(after),
          column(after),
          "Y9",
          "a second document starts here; only the first one is read",
          "remove this line (---) or put everything into one document");
    }
    return root.isNull() ? ConfigNode.empty() : root;
  }

  private ConfigNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Stop(
          problem(
              event, "Y10", "more than " + MAX_DEPTH + " levels are nested here", "flatten it"));
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    int before = nodes;
    count(event, 1);
    ConfigNode node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent start -> list(start, depth);
          case MappingStartEvent start -> map(start, depth);
          default ->
              throw new Stop(problem(event, "Y6", "a value was expected here", "check the line"));
        };
    if (event instanceof NodeEvent named) {
      named
          .getAnchor()
          .ifPresent(a -> anchors.put(a.getValue(), new Anchored(node, nodes - before)));
    }
    return node;
  }

  private ConfigNode alias(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAlias().getValue());
    if (anchored == null) {
      throw new Stop(
          problem(
              alias,
              "Y6",
              "*" + alias.getAlias().getValue() + " refers to an anchor that does not exist",
              "put quotes round the value, or define the anchor above with &"));
    }
    count(alias, anchored.size());
    return anchored.node();
  }

  private void count(Event event, int more) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw new Stop(
          problem(
              event,
              "Y10",
              "the document grows beyond " + MAX_NODES + " values here",
              "use fewer repeated aliases (*name)"));
    }
  }

  private ConfigNode scalar(ScalarEvent event) {
    String text = event.getValue();
    Optional<String> tag = event.getTag();
    boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
    ConfigNode.Kind kind = plain ? Scalars.kindOf(text) : ConfigNode.Kind.STRING;
    if (tag.isPresent()) {
      kind = tagged(event, tag.get(), text, kind);
    }
    return ConfigNode.scalar(kind, text, line(event), column(event));
  }

  private ConfigNode.Kind tagged(
      ScalarEvent event, String tag, String text, ConfigNode.Kind untagged) {
    if (tag.equals("tag:yaml.org,2002:str") || tag.equals("!")) {
      return ConfigNode.Kind.STRING;
    }
    if (tag.startsWith("tag:yaml.org,2002:")) {
      return Scalars.kindOf(text);
    }
    findings.warning(
        line(event),
        column(event),
        "Y6",
        "the tag " + tag + " has no meaning here and is ignored",
        "put quotes round a value that starts with an exclamation mark");
    return untagged;
  }

  private ConfigNode list(SequenceStartEvent start, int depth) {
    List<ConfigNode> items = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      items.add(node(e, depth + 1));
    }
    return ConfigNode.list(items, line(start), column(start));
  }

  private ConfigNode map(MappingStartEvent start, int depth) {
    Map<String, ConfigNode.Entry> entries = new LinkedHashMap<>();
    List<ConfigNode> merged = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      boolean merge = isMerge(e);
      ConfigNode key = node(e, depth + 1);
      ConfigNode value = node(events.next(), depth + 1);
      if (merge) {
        merged.addAll(value.isList() ? value.items() : List.of(value));
      } else {
        add(entries, new ConfigNode.Entry(keyText(key), line(e), column(e), value));
      }
    }
    for (ConfigNode source : merged) {
      if (!source.isMap()) {
        findings.error(
            source.line(), source.column(), "Y6", "<< can only merge maps", "refer to a map");
      }
      source.entries().forEach(entry -> entries.putIfAbsent(entry.key(), entry));
    }
    return ConfigNode.map(entries.values(), line(start), column(start));
  }

  private void add(Map<String, ConfigNode.Entry> entries, ConfigNode.Entry entry) {
    ConfigNode.Entry earlier = entries.putIfAbsent(entry.key(), entry);
    if (earlier != null) {
      findings.error(
          entry.line(),
          entry.column(),
          "Y5",
          "the key `"
              + entry.key()
              + "` is already set on line "
              + earlier.line()
              + "; this second block is ignored",
          "merge both into one");
    }
  }

  private static boolean isMerge(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && scalar.getValue().equals(MERGE);
  }

  /** A map or list as key happens when {@code {{X}}} was written without quotes. */
  private static String keyText(ConfigNode key) {
    return switch (key.kind()) {
      case MAP ->
          "{" + String.join(", ", key.entries().stream().map(ConfigNode.Entry::key).toList()) + "}";
      case LIST -> "[...]";
      default -> key.text();
    };
  }

  private Finding problem(Event event, String rule, String cause, String fix) {
    return new Finding(
        findings.file(), line(event), column(event), Severity.ERROR, rule, cause, fix);
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static int column(Event event) {
    return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
  }
}

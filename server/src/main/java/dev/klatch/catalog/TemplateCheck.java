package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Environment;
import dev.klatch.config.Finding;
import dev.klatch.config.Findings;
import dev.klatch.config.NearestName;
import dev.klatch.config.Severity;
import dev.klatch.config.Substitution;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts variables into a setting and reports every reference that will not work. */
final class TemplateCheck {
  private static final Pattern BARE = Pattern.compile("^\\$([A-Za-z_][A-Za-z0-9_]*)$");
  private static final Pattern ESCAPED = Pattern.compile("\\$\\$\\{[^}]*\\}");

  private final Environment environment;
  private final Findings findings;

  TemplateCheck(Environment environment, Findings findings) {
    this.environment = environment;
    this.findings = findings;
  }

  /**
   * Substitutes in a setting; {@code line} and {@code column} say where to report, {@code what}
   * names it.
   */
  String expand(ConfigNode node, int line, int column, String what) {
    Substitution.Expansion expansion = Substitution.expand(node.text(), environment);
    Matcher bare = BARE.matcher(node.text().strip());
    if (bare.matches()) {
      findings.warning(
          line,
          column,
          "K2",
          what + " is the text $" + bare.group(1) + ", not the variable's value",
          "write ${" + bare.group(1) + "}");
    } else if (ESCAPED.matcher(node.text()).find()) {
      findings.warning(
          line,
          column,
          "K2",
          "the doubled $$ in " + what + " stays, as no second program unescapes it here",
          "write a single $ before the brace");
    }
    expansion.forbidden().forEach(name -> forbidden(name, line, column));
    expansion.unset().forEach(name -> unset(name, line, column));
    return expansion.text();
  }

  private void forbidden(String name, int line, int column) {
    findings.add(
        new Finding(
                findings.file(),
                line,
                column,
                Severity.ERROR,
                "K3",
                "${"
                    + name
                    + "} is a secret of the server itself and is never put in; the text is sent as it stands",
                "remove it, or use a variable of another name")
            .asAdvisory());
  }

  private void unset(String name, int line, int column) {
    int colon = name.indexOf(':');
    if (colon > 0) {
      findings.warning(
          line,
          column,
          "K2",
          "${" + name + "} has no default syntax here; it looks for a variable of that whole name",
          "write ${" + name.substring(0, colon) + "} and set the variable");
      return;
    }
    boolean empty = environment.get(name) != null;
    Optional<String> near = empty ? Optional.empty() : NearestName.of(name, environment.names());
    findings.warning(
        line,
        column,
        "K1",
        "${"
            + name
            + "} is "
            + (empty ? "empty" : "not set")
            + near.map(n -> " (set with a similar name: " + n + ")").orElse(""),
        "set it in .env or the environment and restart");
  }
}

package dev.klatch.app;

import dev.klatch.catalog.CatalogConfig;
import dev.klatch.config.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Renders {@code docs/settings.md} from the data that the program itself reads. */
final class SettingsDocument {
  private static final String HEAD =
      """
      # Settings

      <!-- Generated from settings.schema and variables.schema; do not edit. To make it anew:
           mvn -f server test -Dtest=SettingsDocumentTest -Dklatch.regenerate=true -->

      Klatch reads variables from the process and from `.env` in the working directory (the process wins), and one
      settings file, `librechat.yaml`, or what `CONFIG_PATH` names. `./klatch doctor` says what is wrong with either, where,
      and how to put it right. Nothing that is wrong keeps the server from starting: only the wrong part is left out, and a
      wrong switch never allows more than a right one would.

      ## Variables

      * `.env` holds `NAME=value` lines; `export`, comments and values in single, double or back quotes work. A bare value ends at `#`.
      * A switch is on only with the word `true`, in any case.
      * Numbers may be expressions over `+ - * / % ( )`.

      """;

  private static final String FILE_HEAD =
      """

      ## The settings file

      * YAML 1.2: `yes`, `no`, `on`, `off` are words, not switches. Where a switch or a text is wanted and something else is
        written, it is read as it was meant, with a warning.
      * `${NAME}` puts a variable in, in keys, addresses and headers. An unset variable leaves the text as it is. There are no defaults
        (`${NAME:-x}`). The server's own secrets (`JWT_SECRET`, `JWT_REFRESH_SECRET`, `CREDS_KEY`, `CREDS_IV`, `MONGO_URI`,
        `MEILI_MASTER_KEY`, `REDIS_URI`, `REDIS_PASSWORD`) are never put in.
      * `user_provided` as `apiKey` asks each user for a key; as `baseURL`, for both.
      * In headers, `{{LIBRECHAT_USER_ID}}`, `_NAME`, `_USERNAME`, `_EMAIL`, `_PROVIDER`, `_ROLE`, the identity providers' ids
        (`_GOOGLEID`, `_GITHUBID` ...), `_EMAILVERIFIED`, `_TWOFACTORENABLED`, `_TERMSACCEPTED`, `_TERMSACCEPTEDAT`,
        `{{LIBRECHAT_BODY_CONVERSATIONID}}`, `_PARENTMESSAGEID`, `_MESSAGEID` and `{{LIBRECHAT_OPENID_ACCESS_TOKEN}}` with its
        kin stand for values of the request. Quote them: `"{{...}}"`.
      * *Later* marks what is read and checked, but not acted on by this version.

      `[]` stands for each item of a list, `*` for any name.
      """;

  private static final String TABLE = "| Key | Type | Default | Meaning |\n|---|---|---|---|\n";

  private final StringBuilder out = new StringBuilder(HEAD);

  static String render() {
    SettingsDocument document = new SettingsDocument();
    document.variables();
    document.out.append(FILE_HEAD);
    document.file(CatalogConfig.schema());
    return document.out.toString();
  }

  private void variables() {
    List<Schema.Facts> all = new KnownVariables().all();
    out.append("| Variable | Type | Default | Meaning |\n|---|---|---|---|\n");
    all.stream().filter(f -> f.marks().contains("served")).forEach(f -> row(f.path(), f, ""));
    out.append("\n### Variables of LibreChat that this version does not act on\n\n");
    out.append("They are known, so that the doctor does not take them for mistakes.\n\n");
    out.append("| Meaning | Variables |\n|---|---|\n");
    Map<String, StringJoiner> byMeaning = new LinkedHashMap<>();
    all.stream()
        .filter(f -> !f.marks().contains("served"))
        .forEach(
            f ->
                byMeaning
                    .computeIfAbsent(f.meaning(), m -> new StringJoiner(", "))
                    .add("`" + f.path() + "`"));
    byMeaning.forEach(
        (meaning, names) ->
            out.append("| ").append(meaning).append(" | ").append(names).append(" |\n"));
  }

  private void file(Schema root) {
    out.append("\n### General\n\n").append(TABLE);
    root.children().stream()
        .filter(SettingsDocument::isSingle)
        .forEach(c -> row(c.path(), c.facts(), later(c)));
    Schema general = root.child("endpoints");
    Schema all = general == null ? null : general.child("all");
    for (Schema section : root.children()) {
      if (isSingle(section)) {
        continue;
      }
      out.append("\n### `").append(section.path()).append("`\n\n");
      out.append(section.facts().meaning()).append(later(section)).append("\n\n").append(TABLE);
      section.children().forEach(child -> tree(child, all));
      Schema item = section.item();
      if (item != null && section.children().isEmpty()) {
        tree(item, all);
      }
    }
  }

  private static boolean isSingle(Schema section) {
    Schema item = section.item();
    return section.children().isEmpty() && (item == null || item.facts().meaning().isEmpty());
  }

  private void tree(Schema schema, @Nullable Schema general) {
    String path = schema.path();
    boolean endpoint = path.startsWith("endpoints.") && !path.startsWith("endpoints.all");
    String name = path.substring(path.lastIndexOf('.') + 1);
    Schema same = general == null ? null : general.child(name);
    if (endpoint && same != null && same.facts().meaning().equals(schema.facts().meaning())) {
      return; // said once, at endpoints.all
    }
    if (!schema.facts().meaning().isEmpty()) {
      row(path, schema.facts(), later(schema) + inherits(schema, general));
    }
    schema.children().forEach(child -> tree(child, general));
    Schema item = schema.item();
    if (item != null) {
      tree(item, general);
    }
  }

  private static String inherits(Schema schema, @Nullable Schema general) {
    boolean inherits =
        general != null
            && schema != general
            && schema.path().startsWith("endpoints.")
            && schema.child("titleConvo") != null;
    return inherits ? " All keys of `endpoints.all` work here too." : "";
  }

  private static String later(Schema schema) {
    return schema.has("later") ? " *Later.*" : "";
  }

  private void row(String path, Schema.Facts facts, String more) {
    boolean removed = facts.marks().stream().anyMatch(m -> m.startsWith("removed"));
    out.append("| `")
        .append(path)
        .append("` | ")
        .append(facts.typeText().replace(",", ", "))
        .append(" | ")
        .append(facts.defaultText().isEmpty() ? "" : "`" + facts.defaultText() + "`")
        .append(" | ")
        .append(removed ? "*No longer has an effect.* " : "")
        .append(facts.meaning())
        .append(more)
        .append(" |\n");
  }
}

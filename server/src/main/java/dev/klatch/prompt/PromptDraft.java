package dev.klatch.prompt;

import dev.klatch.http.AppException;
import dev.klatch.json.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person wants a prompt to be called and found by; checked.
 *
 * @param command null: none
 */
record PromptDraft(String name, String oneliner, String category, @Nullable String command) {
  private static final int MAX_NAME = 256;
  private static final int MAX_ONELINER = 1_000;
  private static final int MAX_CATEGORY = 64;
  private static final int MAX_TEXT = 100_000;
  private static final Pattern COMMAND = Pattern.compile("[a-z0-9-]{1,56}");

  /** Nothing yet. */
  static final PromptDraft EMPTY = new PromptDraft("", "", "", null);

  /**
   * This with the fields a body gives; a null or empty command takes it away.
   *
   * @throws AppException 400 when one cannot be used
   */
  PromptDraft with(JsonNode body) {
    String command = this.command;
    if (body.has("command")) {
      String given = text(body, "command", "").strip();
      command = given.isEmpty() ? null : given;
    }
    PromptDraft draft =
        new PromptDraft(
            text(body, "name", name).strip(),
            text(body, "oneliner", oneliner).strip(),
            text(body, "category", category).strip(),
            command);
    bound("name", draft.name, 1, MAX_NAME);
    bound("oneliner", draft.oneliner, 0, MAX_ONELINER);
    bound("category", draft.category, 0, MAX_CATEGORY);
    if (command != null && !COMMAND.matcher(command).matches()) {
      throw invalid("command must be 1 to 56 small letters, digits and hyphens.");
    }
    return draft;
  }

  /** The text of a version. */
  static String version(JsonNode prompt) {
    String text = text(prompt, "prompt", "");
    if (text.isBlank() || text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
      throw invalid("prompt must be text of 1 to " + MAX_TEXT + " characters.");
    }
    return text;
  }

  static String type(JsonNode prompt) {
    String type = text(prompt, "type", "text");
    if (!type.equals("text") && !type.equals("chat")) {
      throw invalid("type must be text or chat.");
    }
    return type;
  }

  private static String text(JsonNode body, String name, String otherwise) {
    JsonNode value = body.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isString()) {
      throw invalid(name + " must be text.");
    }
    return Json.text(body, name, otherwise);
  }

  private static void bound(String name, String text, int min, int max) {
    if (text.length() < min
        || text.length() > max
        || text.chars().anyMatch(Character::isISOControl)) {
      throw invalid(name + " must be one line of " + min + " to " + max + " characters.");
    }
  }

  private static AppException invalid(String message) {
    return AppException.badRequest("INVALID_PROMPT", message);
  }
}

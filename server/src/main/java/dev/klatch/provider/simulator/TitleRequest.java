package dev.klatch.provider.simulator;

import dev.klatch.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Recognises the request for a conversation title and makes one from the first question. */
final class TitleRequest {
  private static final Pattern WISH = Pattern.compile("\\btitle\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUESTION =
      Pattern.compile(
          "(?:^|\\n)\\s*(?:User|Human|Question)\\s*:\\s*(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'’-]*");
  private static final int MAX_WORDS = 5;

  private TitleRequest() {}

  /** Titles are asked for in one piece and name what they want. */
  static boolean matches(JsonNode request, String question) {
    return !Json.flag(request, "stream") && WISH.matcher(question + systemText(request)).find();
  }

  static String title(String prompt) {
    Matcher matcher = QUESTION.matcher(prompt);
    String question = matcher.find() ? matcher.group(1) : prompt;
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(question);
    while (word.find() && words.size() < MAX_WORDS) {
      String text = word.group();
      words.add(Character.toUpperCase(text.charAt(0)) + text.substring(1));
    }
    return words.isEmpty() ? "Simulated Conversation" : String.join(" ", words);
  }

  private static String systemText(JsonNode request) {
    StringBuilder text = new StringBuilder();
    for (JsonNode message : request.path("messages")) {
      if ("system".equals(Json.text(message, "role"))) {
        text.append(' ').append(Json.text(message, "content", ""));
      }
    }
    return text.toString();
  }
}

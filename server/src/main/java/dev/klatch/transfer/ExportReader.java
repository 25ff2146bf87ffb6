package dev.klatch.transfer;

import dev.klatch.json.Json;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an export file conversation by conversation. The formats are told apart by what is in a
 * conversation: {@code mapping}, {@code chat_messages} or {@code messages}.
 */
final class ExportReader {
  private static final int HEAD_VALUES = 2_000;
  private static final int HEAD_CHARACTERS = 500_000;
  private static final int MAX_STRING = 20_000_000;
  private static final int MAX_TITLE = 1_024;
  private static final int MAX_NAME = 200;

  private final JsonParser parser;
  private final ImportLimits limits;
  private final Sink sink;
  private int number;
  private int recognised;

  private ExportReader(JsonParser parser, ImportLimits limits, Sink sink) {
    this.parser = parser;
    this.limits = limits;
    this.sink = sink;
  }

  /** Takes what was read, in the order of the file. */
  interface Sink {
    void conversation(ImportedConversation conversation);

    /**
     * Hears of a conversation that cannot be taken.
     *
     * @param title of the conversation, or its number in the file
     */
    void refused(String title, String why);
  }

  /**
   * Reads a file to its end.
   *
   * @return whether it has the form of an export at all
   * @throws JacksonException when it is no JSON or is cut off; what came before has been handed on
   */
  static boolean read(InputStream in, ImportLimits limits, Sink sink) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(MAX_STRING)
                    .build())
            .build();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), in)) {
      return new ExportReader(parser, limits, sink).document();
    }
  }

  private boolean document() {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      conversations();
    } else if (first == JsonToken.START_OBJECT) {
      conversation(true);
    } else {
      return false;
    }
    return recognised > 0 || (number == 0 && first == JsonToken.START_ARRAY);
  }

  private void conversations() {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (++number > limits.conversations()) {
        throw new ImportStopped(
            "The file has more than " + limits.conversations() + " conversations.");
      }
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        conversation(false);
      } else {
        parser.skipChildren();
        sink.refused("#" + number, "It is no conversation but " + parser.currentToken() + ".");
      }
    }
  }

  /** What is known of the conversation being read. */
  private static final class Draft {
    private final ObjectNode head = Json.object();
    private final List<@Nullable ImportedMessage> messages = new ArrayList<>();
    private Format format = Format.UNKNOWN;
    private long characters;
    private @Nullable String problem;
  }

  private enum Format {
    UNKNOWN,
    CHATGPT,
    CLAUDE,
    LIBRECHAT,
    /** Holds conversations instead of being one. */
    WRAPPER
  }

  private void conversation(boolean outermost) {
    Draft draft = new Draft();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "mapping" -> messages(draft, Format.CHATGPT, JsonToken.START_OBJECT, value);
        case "chat_messages" -> messages(draft, Format.CLAUDE, JsonToken.START_ARRAY, value);
        case "messages", "messagesTree" ->
            messages(draft, Format.LIBRECHAT, JsonToken.START_ARRAY, value);
        case "history", "conversations" -> {
          if (outermost && value == JsonToken.START_ARRAY) {
            draft.format = Format.WRAPPER;
            conversations();
          } else {
            parser.skipChildren();
          }
        }
        default -> {
          JsonNode node = BoundedTree.read(parser, HEAD_VALUES, HEAD_CHARACTERS).node();
          if (node != null) {
            draft.head.set(name, node);
          }
        }
      }
    }
    finish(draft);
  }

  private void messages(Draft draft, Format format, JsonToken wanted, JsonToken value) {
    if (value != wanted || draft.format != Format.UNKNOWN) {
      parser.skipChildren();
      draft.problem = draft.format == Format.UNKNOWN ? "Its messages are no list." : draft.problem;
      draft.format = format;
      return;
    }
    draft.format = format;
    if (format == Format.LIBRECHAT) {
      nested(draft);
      return;
    }
    JsonToken end = wanted == JsonToken.START_OBJECT ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    while (parser.nextToken() != end) {
      String key = parser.currentName();
      if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
        parser.nextToken();
      }
      JsonNode node = node(draft);
      if (node != null) {
        draft.messages.add(
            format == Format.CHATGPT
                ? ChatGptFormat.message(String.valueOf(key), node)
                : ClaudeFormat.message(node));
      }
    }
  }

  /** One message, or null when there is no room for it. */
  private @Nullable JsonNode node(Draft draft) {
    if (draft.problem != null) {
      parser.skipChildren();
      return null;
    }
    long left = limits.characters() - draft.characters;
    BoundedTree.Result read = BoundedTree.read(parser, limits.values(), left);
    draft.characters += read.characters();
    if (read.node() == null) {
      draft.problem = "It is too long or too deep.";
    } else if (draft.messages.size() >= limits.messages()) {
      draft.problem = "It has more than " + limits.messages() + " messages.";
    }
    return draft.problem == null ? read.node() : null;
  }

  /** A message whose replies are being read. */
  private static final class Frame {
    private final int number;
    private final int enclosing;
    private final ObjectNode fields = Json.object();
    private boolean closed;

    Frame(int number, int enclosing) {
      this.number = number;
      this.enclosing = enclosing;
    }
  }

  /** Messages whose replies may stand inside of them, to any depth, without recursion. */
  private void nested(Draft draft) {
    Deque<Frame> open = new ArrayDeque<>();
    while (true) {
      switch (parser.nextToken()) {
        case START_OBJECT -> {
          if (draft.messages.size() >= limits.messages() && draft.problem == null) {
            draft.problem = "It has more than " + limits.messages() + " messages.";
          }
          if (draft.problem != null) {
            parser.skipChildren();
          } else {
            int enclosing = open.isEmpty() ? -1 : open.peek().number;
            open.push(new Frame(draft.messages.size(), enclosing));
            draft.messages.add(null);
          }
        }
        case PROPERTY_NAME -> field(draft, open);
        case END_OBJECT -> close(draft, open.pop());
        case END_ARRAY -> {
          if (open.isEmpty()) {
            return;
          }
        }
        case null -> {
          return;
        }
        default -> {
          // A list of messages with something else in it.
          parser.skipChildren();
        }
      }
    }
  }

  private void field(Draft draft, Deque<Frame> open) {
    Frame frame = open.element();
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    if (name.equals("children") && value == JsonToken.START_ARRAY) {
      close(draft, frame);
      return;
    }
    JsonNode node = node(draft);
    if (node != null && !frame.closed) {
      frame.fields.set(name, node);
    }
  }

  private static void close(Draft draft, Frame frame) {
    if (!frame.closed) {
      frame.closed = true;
      draft.messages.set(
          frame.number, LibreChatFormat.message(frame.fields).within(frame.enclosing));
      frame.fields.removeAll();
    }
  }

  private void finish(Draft draft) {
    if (draft.format == Format.WRAPPER) {
      recognised++;
      return;
    }
    String title = title(draft.head);
    if (draft.format == Format.UNKNOWN) {
      sink.refused(title, "It has no messages in a form that is known.");
      return;
    }
    recognised++;
    List<ImportedMessage> messages = new ArrayList<>(draft.messages.size());
    draft.messages.forEach(m -> messages.add(m == null ? ImportedMessage.hidden(null, null) : m));
    if (draft.problem == null && messages.stream().noneMatch(ImportedMessage::isShown)) {
      draft.problem = "It has no messages.";
    }
    if (draft.problem != null) {
      sink.refused(title, draft.problem);
      return;
    }
    sink.conversation(assemble(draft, title, messages));
  }

  private static ImportedConversation assemble(
      Draft draft, String title, List<ImportedMessage> messages) {
    ObjectNode head = draft.head;
    JsonNode options = head.path("options").isObject() ? head.get("options") : head;
    String endpoint =
        switch (draft.format) {
          case CLAUDE -> "anthropic";
          case CHATGPT -> "openAI";
          default -> Json.text(head, "endpoint", Json.text(options, "endpoint", "openAI"));
        };
    String model =
        Json.text(
            options,
            "model",
            Json.text(head, "default_model_slug", Json.text(head.path("model"), "id", "")));
    return new ImportedConversation(
        title,
        cut(endpoint.isBlank() ? "openAI" : endpoint, MAX_NAME),
        model.isBlank() ? null : cut(model, MAX_NAME),
        LibreChatFormat.settings(options),
        Json.flag(head, "is_archived") || Json.flag(head, "isArchived"),
        LibreChatFormat.tags(head.path("tags").isArray() ? head : options),
        first(head, "create_time", "created_at", "createdAt"),
        first(head, "update_time", "updated_at", "updatedAt"),
        draft.format == Format.CHATGPT,
        messages);
  }

  private static @Nullable Instant first(ObjectNode head, String... names) {
    for (String name : names) {
      Instant time = Times.of(head.get(name));
      if (time != null) {
        return time;
      }
    }
    return null;
  }

  private static String title(ObjectNode head) {
    String title = Json.text(head, "title", Json.text(head, "name", "")).strip();
    return title.isEmpty() ? "Imported chat" : cut(title, MAX_TITLE);
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }
}

package dev.klatch.conversation;

import dev.klatch.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link Message.Extras} as columns and as JSON. The columns hold the wire contract's form, so that
 * rows are sent without being parsed.
 */
final class ExtrasCodec {
  /** Names of the columns. */
  static final String COLUMNS = "files, attachments, quotes, feedback, parallel";

  /** The same as named parameters of a statement. */
  static final String PARAMETERS = ":files, :attachments, :quotes, :feedback, :parallel";

  private ExtrasCodec() {}

  static Update bind(Update update, Message.Extras extras) {
    return update
        .bind("files", text(extras.files()))
        .bind("attachments", text(extras.attachments()))
        .bind("quotes", extras.quotes().isEmpty() ? null : Json.write(quotes(extras)))
        .bind("feedback", feedbackText(extras.feedback()))
        .bind("parallel", extras.parallel() ? 1 : 0);
  }

  static @Nullable String feedbackText(Message.@Nullable Feedback feedback) {
    return feedback == null ? null : Json.write(toJson(feedback));
  }

  private static @Nullable String text(List<ObjectNode> nodes) {
    return nodes.isEmpty() ? null : Json.write(array(nodes));
  }

  private static ArrayNode array(List<ObjectNode> nodes) {
    ArrayNode array = Json.array();
    nodes.forEach(array::add);
    return array;
  }

  private static ArrayNode quotes(Message.Extras extras) {
    ArrayNode array = Json.array();
    extras.quotes().forEach(array::add);
    return array;
  }

  static ObjectNode toJson(Message.Feedback feedback) {
    ObjectNode node = Json.object();
    node.put("rating", feedback.positive() ? "thumbsUp" : "thumbsDown");
    if (feedback.tag() != null) {
      node.put("tag", feedback.tag());
    }
    if (feedback.text() != null) {
      node.put("text", feedback.text());
    }
    return node;
  }

  /** Adds what there is to a message's JSON. */
  static void addTo(ObjectNode node, Message.Extras extras, boolean fromUser) {
    if (!extras.files().isEmpty()) {
      node.set("files", array(extras.files()));
    }
    if (!fromUser) {
      node.set("attachments", array(extras.attachments()));
    }
    if (!extras.quotes().isEmpty()) {
      node.set("quotes", quotes(extras));
    }
    if (extras.feedback() != null) {
      node.set("feedback", toJson(extras.feedback()));
    }
    if (extras.parallel()) {
      node.put("addedConvo", true);
    }
  }

  /** Writes a row's columns in the same shape as {@link #addTo}. */
  static void writeRow(JsonGenerator json, ResultSet row, boolean fromUser) throws SQLException {
    raw(json, "files", row.getString("files"));
    if (!fromUser) {
      String attachments = row.getString("attachments");
      raw(json, "attachments", attachments == null ? "[]" : attachments);
    }
    raw(json, "quotes", row.getString("quotes"));
    raw(json, "feedback", row.getString("feedback"));
    if (row.getInt("parallel") == 1) {
      json.writeBooleanProperty("addedConvo", true);
    }
  }

  private static void raw(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeName(name);
      json.writeRawValue(value);
    }
  }

  /**
   * Reads a row's columns.
   *
   * @param speakers who wrote each part, as the content says
   */
  static Message.Extras map(ResultSet row, List<String> speakers) throws SQLException {
    return new Message.Extras(
        strings(row.getString("quotes")),
        objects(row.getString("files")),
        objects(row.getString("attachments")),
        feedback(row.getString("feedback")),
        row.getInt("parallel") == 1,
        speakers);
  }

  private static List<String> strings(@Nullable String json) {
    List<String> values = new ArrayList<>();
    if (json != null) {
      for (JsonNode node : Json.parse(json)) {
        values.add(node.asString(""));
      }
    }
    return values;
  }

  private static List<ObjectNode> objects(@Nullable String json) {
    List<ObjectNode> values = new ArrayList<>();
    if (json != null) {
      for (JsonNode node : Json.parse(json)) {
        if (node instanceof ObjectNode object) {
          values.add(object);
        }
      }
    }
    return values;
  }

  private static Message.@Nullable Feedback feedback(@Nullable String json) {
    if (json == null) {
      return null;
    }
    JsonNode node = Json.parse(json);
    return new Message.Feedback(
        "thumbsUp".equals(Json.text(node, "rating", "")),
        Json.text(node, "tag"),
        Json.text(node, "text"));
  }
}

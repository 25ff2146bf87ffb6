package dev.klatch.transfer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a JSON value into memory as long as it is small; skips a larger one. */
final class BoundedTree {
  private static final int MAX_DEPTH = 64;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private int values;
  private long characters;

  private BoundedTree(JsonParser parser, int values, long characters) {
    this.parser = parser;
    this.values = values;
    this.characters = characters;
  }

  /**
   * A value and how many characters of text are in it.
   *
   * @param node null when the value is too large
   */
  record Result(@Nullable JsonNode node, long characters) {}

  /** Reads the value at which the parser stands; the parser is at its end afterwards. */
  static Result read(JsonParser parser, int values, long characters) {
    BoundedTree tree = new BoundedTree(parser, values, characters);
    JsonNode node = tree.value(0);
    boolean fits = tree.values >= 0 && tree.characters >= 0;
    return new Result(fits ? node : null, characters - tree.characters);
  }

  private @Nullable JsonNode value(int depth) {
    values--;
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      if (depth >= MAX_DEPTH) {
        values = -1;
      }
      if (values < 0 || characters < 0) {
        parser.skipChildren();
        return null;
      }
      return token == JsonToken.START_OBJECT ? object(depth) : array(depth);
    }
    return scalar(token);
  }

  private ObjectNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      JsonNode child = value(depth + 1);
      characters -= name.length();
      if (child != null && values >= 0 && characters >= 0) {
        object.set(name, child);
      }
    }
    return object;
  }

  private ArrayNode array(int depth) {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode child = value(depth + 1);
      if (child != null && values >= 0 && characters >= 0) {
        array.add(child);
      }
    }
    return array;
  }

  private JsonNode scalar(@Nullable JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> {
        String text = parser.getString();
        characters -= text.length();
        yield NODES.stringNode(text);
      }
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? NODES.nullNode()
              : NODES.numberNode(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case null, default -> NODES.nullNode();
    };
  }
}

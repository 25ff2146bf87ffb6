package dev.klatch.usage;

import dev.klatch.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Facts about models by their ids: {@code usage/models.json}, read when first asked. The longest
 * pattern that is part of the id wins; of two equally long, the later.
 */
public final class ModelCatalog {
  /** Context window assumed for models nothing is known of, in tokens. */
  public static final int UNKNOWN_CONTEXT = 32_000;

  /** Price assumed for models nothing is known of, in USD per million tokens. */
  public static final ModelFacts.Price UNKNOWN_PRICE = new ModelFacts.Price(6, 6, 6, 6);

  private static final String RESOURCE = "/usage/models.json";

  /** Claude Sonnet 4.6 and later, in either word order. */
  private static final Pattern SONNET =
      Pattern.compile(
          "claude-(?:sonnet-(\\d+)(?:[.-](\\d{1,2}))?|(\\d+)(?:[.-](\\d{1,2}))?-sonnet)(?!\\d)");

  private @Nullable List<ModelFacts> models;

  /** Facts about a model, or empty when none of the patterns fits. */
  public Optional<ModelFacts> find(String model) {
    String id = model.toLowerCase(Locale.ROOT);
    ModelFacts facts = match(id);
    int slash = id.lastIndexOf('/');
    if (slash >= 0 && (facts == null || !facts.pattern().contains("/"))) {
      // A maker's prefix must not decide: "openai/gpt-4o" is found by "gpt-4o".
      ModelFacts last = match(id.substring(slash + 1));
      facts = last == null ? facts : last;
    }
    if (facts != null && isRecentSonnet(id)) {
      facts = facts.withLimits(1_000_000, 128_000);
    }
    return Optional.ofNullable(facts);
  }

  /** Size of a model's context window, in tokens. */
  public int contextTokens(String model) {
    Integer context = find(model).map(ModelFacts::contextTokens).orElse(null);
    return context == null ? UNKNOWN_CONTEXT : context;
  }

  private @Nullable ModelFacts match(String id) {
    ModelFacts best = null;
    for (ModelFacts facts : models()) {
      String pattern = facts.pattern();
      if (pattern.equals(id)) {
        return facts;
      }
      if (id.contains(pattern) && (best == null || pattern.length() >= best.pattern().length())) {
        best = facts;
      }
    }
    return best;
  }

  private static boolean isRecentSonnet(String id) {
    Matcher matcher = SONNET.matcher(id);
    if (!matcher.find()) {
      return false;
    }
    int major = number(matcher.group(1), matcher.group(3));
    int minor = number(matcher.group(2), matcher.group(4));
    return major > 4 || (major == 4 && minor >= 6);
  }

  private static int number(@Nullable String one, @Nullable String other) {
    String text = one == null ? other : one;
    return text == null || text.length() > 2 ? 0 : Integer.parseInt(text);
  }

  private synchronized List<ModelFacts> models() {
    List<ModelFacts> loaded = models;
    if (loaded == null) {
      loaded = read();
      models = loaded;
    }
    return loaded;
  }

  private static List<ModelFacts> read() {
    try (InputStream in = ModelCatalog.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the program.");
      }
      List<ModelFacts> facts = new ArrayList<>();
      for (JsonNode row : Json.MAPPER.readTree(in).path("models")) {
        facts.add(facts(row));
      }
      return List.copyOf(facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelFacts facts(JsonNode row) {
    JsonNode tier = row.path("longContext");
    JsonNode introductory = row.path("introductory");
    String until = Json.text(introductory, "until");
    String is = Json.text(row, "is", "");
    return new ModelFacts(
        Json.text(row, "pattern", ""),
        Json.text(row, "family", ""),
        whole(row, "context"),
        whole(row, "maxOutput"),
        price(row),
        price(tier),
        tier.path("aboveInputTokens").asInt(0),
        price(introductory.path("then")),
        until == null ? null : LocalDate.parse(until),
        is.contains("v"),
        is.contains("t"),
        is.contains("r"));
  }

  private static @Nullable Integer whole(JsonNode row, String field) {
    JsonNode value = row.get(field);
    return value == null ? null : value.intValue();
  }

  private static ModelFacts.@Nullable Price price(JsonNode row) {
    JsonNode input = row.get("input");
    JsonNode output = row.get("output");
    if (input == null || output == null) {
      return null;
    }
    double fallback = input.doubleValue();
    return new ModelFacts.Price(
        fallback,
        output.doubleValue(),
        row.path("cacheRead").asDouble(fallback),
        row.path("cacheWrite").asDouble(fallback));
  }
}

package dev.klatch.preset;

import dev.klatch.account.PersonalData;
import dev.klatch.crypto.Ids;
import dev.klatch.http.AppException;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rules of presets. A person finds the own ones only. */
public final class PresetService implements PersonalData {
  private static final int MAX_PRESETS = 500;
  private static final int MAX_TITLE = 256;
  private static final int MAX_BODY = 256 * 1024;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** What the server says of a preset, and no client. */
  private static final List<String> OURS =
      List.of("_id", "__v", "user", "presetId", "defaultPreset", "createdAt", "updatedAt");

  private final Database database;
  private final PresetStore presets;
  private final Clock clock;

  public PresetService(Database database, Clock clock) {
    this.database = database;
    this.presets = new PresetStore(database);
    this.clock = clock;
  }

  /** The default first, then by their order, then the one changed last. */
  List<Preset> list(String userId) {
    return presets.list(userId).stream().sorted(Comparator.comparingDouble(Preset::order)).toList();
  }

  /**
   * Makes a preset, or changes the fields given of the person's preset of this id. A null clears a
   * field.
   *
   * @throws AppException 400 when a field cannot be used
   */
  Preset save(String userId, JsonNode given) {
    check(given);
    String wanted = Json.text(given, "presetId");
    String presetId = wanted == null ? UUID.randomUUID().toString() : wanted;
    return database.write(
        handle -> {
          Preset old = presets.find(handle, userId, presetId).orElse(null);
          if (old == null && presets.count(handle, userId) >= MAX_PRESETS) {
            throw AppException.badRequest(
                "TOO_MANY_PRESETS",
                "There are " + MAX_PRESETS + " presets, which is the most. Delete some first.");
          }
          Preset saved = merged(old, userId, presetId, given);
          if (saved.isDefault()) {
            presets.clearDefault(handle, userId);
          }
          presets.save(handle, saved);
          return saved;
        });
  }

  private Preset merged(@Nullable Preset old, String userId, String presetId, JsonNode given) {
    ObjectNode settings = old == null ? Json.object() : old.settings();
    given.properties().forEach(field -> settings.set(field.getKey(), field.getValue()));
    settings.remove(OURS);
    settings.properties().removeIf(field -> field.getValue().isNull());
    if (Json.write(settings).length() > MAX_BODY) {
      throw AppException.badRequest(
          "PRESET_TOO_LARGE",
          "The preset is larger than " + MAX_BODY / 1024 + " KiB. Shorten its instructions.");
    }
    boolean isDefault =
        given.has("defaultPreset")
            ? Json.flag(given, "defaultPreset")
            : old != null && old.isDefault();
    Instant now = clock.instant();
    return new Preset(
        old == null ? Ids.objectId(clock) : old.id(),
        userId,
        presetId,
        settings,
        isDefault,
        old == null ? now : old.createdAt(),
        now);
  }

  private static void check(JsonNode given) {
    JsonNode id = given.path("presetId");
    if (!isAbsent(id) && !(id.isString() && ID.matcher(id.stringValue()).matches())) {
      throw invalid("presetId must be 1 to 64 letters, digits and hyphens.");
    }
    for (String name : List.of("title", "endpoint", "endpointType", "model")) {
      JsonNode text = given.path(name);
      if (!isAbsent(text) && !(text.isString() && text.stringValue().length() <= MAX_TITLE)) {
        throw invalid(name + " must be text of at most " + MAX_TITLE + " characters.");
      }
    }
    JsonNode standard = given.path("defaultPreset");
    if (!isAbsent(standard) && !standard.isBoolean()) {
      throw invalid("defaultPreset must be true or false.");
    }
    JsonNode order = given.path("order");
    if (!isAbsent(order) && !order.isNumber()) {
      throw invalid("order must be a number.");
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static AppException invalid(String message) {
    return AppException.badRequest("INVALID_PRESET", message);
  }

  /**
   * Deletes one preset, or all.
   *
   * @param presetId null: all of the person's
   * @return how many there were
   */
  int delete(String userId, @Nullable String presetId) {
    return presetId == null ? presets.deleteAll(userId) : presets.delete(userId, presetId);
  }

  @Override
  public void deleteAll(String userId) {
    presets.deleteAll(userId);
  }
}

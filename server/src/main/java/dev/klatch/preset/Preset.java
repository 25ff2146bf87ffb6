package dev.klatch.preset;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * A preset.
 *
 * @param id 24 hexadecimal digits
 * @param presetId what clients name it by, unique for its owner
 * @param settings title, endpoint, model, parameters and whatever else the client sent
 * @param isDefault whether new conversations start with it
 */
public record Preset(
    String id,
    String userId,
    String presetId,
    ObjectNode settings,
    boolean isDefault,
    Instant createdAt,
    Instant updatedAt) {

  /** Place in the list; presets without one come last. */
  double order() {
    return isDefault ? -1 : settings.path("order").asDouble(Double.MAX_VALUE);
  }
}

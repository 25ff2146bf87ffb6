package dev.klatch.memory;

import dev.klatch.config.ConfigNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the feature: the {@code memory} block of the settings file.
 *
 * @param enabled whether anything is remembered at all
 * @param personalize whether people can switch it off for themselves
 * @param validKeys the only keys there may be; empty: any
 * @param tokenLimit most tokens of all memories of a person; null: no limit
 * @param charLimit most characters of one memory
 */
public record MemoryConfig(
    boolean enabled,
    boolean personalize,
    List<String> validKeys,
    @Nullable Integer tokenLimit,
    int charLimit) {
  private static final int DEFAULT_CHARS = 10_000;

  public MemoryConfig {
    validKeys = List.copyOf(validKeys);
  }

  /** Reads the block; null when there is none. */
  public static MemoryConfig of(@Nullable ConfigNode block) {
    if (block == null || !block.isMap()) {
      return new MemoryConfig(true, true, List.of(), null, DEFAULT_CHARS);
    }
    Integer tokens = number(block.get("tokenLimit"));
    Integer chars = number(block.get("charLimit"));
    return new MemoryConfig(
        !block.bool("disabled", false),
        block.bool("personalize", true),
        block.texts("validKeys"),
        tokens,
        chars == null ? DEFAULT_CHARS : chars);
  }

  private static @Nullable Integer number(@Nullable ConfigNode node) {
    BigDecimal number = node == null ? null : node.number();
    return number == null || number.signum() < 0
        ? null
        : (Integer) number.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
  }
}

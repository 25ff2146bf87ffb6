package dev.klatch.transfer;

/**
 * Bounds that keep any file within some hundred megabytes of memory.
 *
 * @param messages of one conversation
 * @param characters of one conversation
 * @param conversations of one file
 * @param values of one message: JSON tokens
 * @param depth of nested replies, in JSON levels
 * @param inflation how many times larger than itself an archive may become
 */
record ImportLimits(
    int messages, long characters, int conversations, int values, int depth, int inflation) {
  static final ImportLimits DEFAULT =
      new ImportLimits(100_000, 32_000_000, 200_000, 50_000, 210_000, 100);
}

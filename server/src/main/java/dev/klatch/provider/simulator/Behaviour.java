package dev.klatch.provider.simulator;

import org.jspecify.annotations.Nullable;

/** How a simulated model behaves: its pace, its length and what goes wrong. */
enum Behaviour {
  CHAT("sim-chat", "Answers in Markdown at a usual pace", 300, 25, 1, Fault.NONE),
  FAST("sim-fast", "Answers at once, as fast as it can be sent", 0, 0, 8, Fault.NONE),
  SLOW("sim-slow", "Thinks for two seconds, then writes slowly", 2_000, 120, 1, Fault.NONE),
  LONG("sim-long", "Writes several pages", 300, 12, 1, Fault.NONE),
  REASONING("sim-reasoning", "Shows its thinking before the answer", 300, 25, 1, Fault.NONE),
  RATE_LIMIT(
      "sim-rate-limit",
      "Refuses the first try with 429, then answers",
      100,
      20,
      1,
      Fault.RATE_LIMIT),
  ERROR_500("sim-error-500", "Always fails with HTTP 500", 100, 0, 1, Fault.ERROR_500),
  AUTH_ERROR("sim-auth-error", "Rejects the API key with 401", 100, 0, 1, Fault.AUTH_ERROR),
  QUOTA("sim-quota", "Says that the account has no credit left", 100, 0, 1, Fault.QUOTA),
  BAD_PARAMETER(
      "sim-bad-parameter",
      "Refuses the request because of one parameter",
      100,
      0,
      1,
      Fault.BAD_PARAMETER),
  CONTEXT("sim-context", "Says that the conversation is too long", 100, 0, 1, Fault.CONTEXT),
  CUT("sim-cut", "Drops the connection in the middle of the answer", 200, 20, 1, Fault.CUT),
  MID_ERROR(
      "sim-mid-error", "Sends an error in the middle of the answer", 200, 20, 1, Fault.MID_ERROR),
  BAD_JSON(
      "sim-bad-json",
      "Sends malformed JSON in the middle of the answer",
      200,
      20,
      1,
      Fault.BAD_JSON),
  HTML("sim-html", "Answers with a web page, as a wrong address does", 100, 0, 1, Fault.HTML),
  EMPTY("sim-empty", "Answers properly, but with nothing", 100, 0, 1, Fault.EMPTY),
  LENGTH("sim-length", "Stops at its output limit", 200, 20, 1, Fault.LENGTH);

  /** What goes wrong. */
  enum Fault {
    NONE,
    RATE_LIMIT,
    ERROR_500,
    AUTH_ERROR,
    QUOTA,
    BAD_PARAMETER,
    CONTEXT,
    CUT,
    MID_ERROR,
    BAD_JSON,
    HTML,
    EMPTY,
    LENGTH
  }

  private final String model;
  private final String description;
  private final int firstMillis;
  private final int tokenMillis;
  private final int tokensPerRead;
  private final Fault fault;

  Behaviour(
      String model,
      String description,
      int firstMillis,
      int tokenMillis,
      int tokensPerRead,
      Fault fault) {
    this.model = model;
    this.description = description;
    this.firstMillis = firstMillis;
    this.tokenMillis = tokenMillis;
    this.tokensPerRead = tokensPerRead;
    this.fault = fault;
  }

  /** The behaviour of a model, or null for an unknown one. */
  static @Nullable Behaviour of(String model) {
    for (Behaviour behaviour : values()) {
      if (behaviour.model.equals(model)) {
        return behaviour;
      }
    }
    return null;
  }

  String model() {
    return model;
  }

  String description() {
    return description;
  }

  int firstMillis() {
    return firstMillis;
  }

  int tokenMillis() {
    return tokenMillis;
  }

  int tokensPerRead() {
    return tokensPerRead;
  }

  Fault fault() {
    return fault;
  }
}

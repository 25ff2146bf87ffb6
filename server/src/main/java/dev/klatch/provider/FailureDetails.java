package dev.klatch.provider;

import dev.klatch.provider.ProviderException.Kind;
import org.jspecify.annotations.Nullable;

/** Makes of a failed call what a person needs: who, why, what to do. */
public final class FailureDetails {
  private static final int MAX_MESSAGE = 600;

  private FailureDetails() {}

  /**
   * Describes a failure.
   *
   * @param attempts how many times the call was made
   */
  public static FailureDetail of(
      ProviderException failure, String endpoint, String model, int attempts) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    if (message.length() > MAX_MESSAGE) {
      message = message.substring(0, MAX_MESSAGE) + " …";
    }
    return new FailureDetail(
        failure.kind(),
        endpoint,
        model,
        failure.status(),
        message,
        cause(failure, endpoint, model),
        fix(failure, endpoint, model),
        failure.parameter(),
        attempts,
        isRetryable(failure),
        failure.wireId());
  }

  /** Whether the same request may succeed when made again. */
  public static boolean isRetryable(ProviderException failure) {
    Integer status = failure.status();
    return switch (failure.kind()) {
      case RATE_LIMIT, NETWORK, TIMEOUT, CUT_STREAM, EMPTY -> true;
      case PROVIDER_ERROR -> status == null || status < 400 || status >= 500;
      case AUTHENTICATION,
          QUOTA,
          BAD_REQUEST,
          CONTEXT_LENGTH,
          CONTENT_FILTER,
          MODEL_NOT_FOUND,
          NOT_AN_API,
          MISSING_KEY,
          CANCELLED ->
          false;
    };
  }

  private static String cause(ProviderException failure, String endpoint, String model) {
    String parameter = failure.parameter();
    return switch (failure.kind()) {
      case AUTHENTICATION -> endpoint + " did not accept the API key.";
      case QUOTA ->
          "The account at " + endpoint + " has no credit left or reached its spending limit.";
      case RATE_LIMIT -> endpoint + " is getting more requests than it allows this account.";
      case BAD_REQUEST -> badRequest(parameter, endpoint);
      case CONTEXT_LENGTH -> "The conversation is longer than " + model + " can take in.";
      case CONTENT_FILTER -> endpoint + " refused the content by its rules.";
      case MODEL_NOT_FOUND -> endpoint + " does not know the model " + model + ".";
      case NOT_AN_API ->
          "The address configured for " + endpoint + " is not that of a chat completions API.";
      case NETWORK -> "The server could not reach " + endpoint + ".";
      case TIMEOUT -> endpoint + " did not answer in time.";
      case CUT_STREAM -> "The connection to " + endpoint + " ended in the middle of the answer.";
      case PROVIDER_ERROR -> endpoint + " reported a failure of its own.";
      case EMPTY -> endpoint + " answered with nothing.";
      case MISSING_KEY -> missing(parameter, endpoint);
      case CANCELLED -> "The answer was stopped.";
    };
  }

  private static String badRequest(@Nullable String parameter, String endpoint) {
    if (parameter == null) {
      return endpoint + " did not accept the request as it was sent.";
    }
    return parameter.equals("baseURL")
        ? "The address given for " + endpoint + " cannot be used."
        : endpoint + " did not accept the parameter " + parameter + ".";
  }

  private static String missing(@Nullable String parameter, String endpoint) {
    return "baseURL".equals(parameter)
        ? endpoint + " needs an address from you."
        : endpoint + " has no API key to use.";
  }

  private static String fix(ProviderException failure, String endpoint, String model) {
    String parameter = failure.parameter();
    Long wait = failure.retryAfterMillis();
    return switch (failure.kind()) {
      case AUTHENTICATION ->
          "Check the key of "
              + endpoint
              + ": it may be wrong, expired, or of another account or region.";
      case QUOTA -> "Add credit or raise the limit at the provider, or choose another endpoint.";
      case RATE_LIMIT ->
          "Wait "
              + (wait == null ? "a moment" : seconds(wait))
              + " and try again, or choose another model.";
      case BAD_REQUEST -> fixRequest(parameter, endpoint);
      case CONTEXT_LENGTH ->
          "Start a new conversation, shorten the message, or choose a model with a larger context"
              + " window.";
      case CONTENT_FILTER -> "Rephrase the message, or choose another model.";
      case MODEL_NOT_FOUND ->
          "Choose another model, or correct " + model + " in the models of " + endpoint + ".";
      case NOT_AN_API ->
          "Correct baseURL of " + endpoint + ": it usually ends in /v1, without /chat/completions.";
      case NETWORK ->
          "Check that baseURL of "
              + endpoint
              + " is right and reachable from the server; inside a container, localhost is the"
              + " container itself.";
      case TIMEOUT -> "Try again; if it happens often, choose a smaller or faster model.";
      case CUT_STREAM -> "Continue the answer or regenerate it.";
      case PROVIDER_ERROR -> "Try again in a moment, or choose another endpoint.";
      case EMPTY -> "Regenerate; if it stays empty, raise or remove the output limit.";
      case MISSING_KEY ->
          "baseURL".equals(parameter)
              ? "Set the address and key of " + endpoint + " next to the model picker."
              : "Set the key next to the model picker, or in the server's environment.";
      case CANCELLED -> "Continue the answer or regenerate it.";
    };
  }

  private static String fixRequest(@Nullable String parameter, String endpoint) {
    if (parameter == null) {
      return "Reset the model's parameters; the provider's words above say more.";
    }
    return parameter.equals("baseURL")
        ? "Give a public http(s) address, or ask the administrator to allow it."
        : "Reset " + parameter + " in the parameters, or add it to dropParams of " + endpoint + ".";
  }

  private static String seconds(long millis) {
    long seconds = Math.max(1, Math.round(millis / 1000.0));
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }

  /** Kinds that a repetition before the first token may heal. */
  public static boolean isTransient(ProviderException failure) {
    Integer status = failure.status();
    Kind kind = failure.kind();
    return kind == Kind.RATE_LIMIT
        || kind == Kind.NETWORK
        || kind == Kind.TIMEOUT
        || kind == Kind.CUT_STREAM
        || (kind == Kind.PROVIDER_ERROR && status != null && status >= 500);
  }
}

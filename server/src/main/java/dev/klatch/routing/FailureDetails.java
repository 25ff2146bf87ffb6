package dev.klatch.routing;

import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.telemetry.Secrets;
import org.jspecify.annotations.Nullable;

/** Says in plain words why an answer failed and what to do about it. */
public final class FailureDetails {
  private static final int MAX_MESSAGE = 500;

  /** Parameter of failures that concern the address rather than the request. */
  private static final String BASE_URL = "baseURL";

  private FailureDetails() {}

  /**
   * The explanation of a failure.
   *
   * @param endpoint name of the endpoint that failed
   * @param attempts how many times the call was made
   */
  public static FailureDetail of(ProviderException e, String endpoint, String model, int attempts) {
    return new FailureDetail(
        e.kind(),
        endpoint,
        model,
        e.status(),
        shorten(Secrets.redact(String.valueOf(e.getMessage()))),
        cause(e, endpoint, model),
        fix(e, endpoint),
        e.parameter(),
        attempts,
        isRetryable(e.kind()),
        e.wireId());
  }

  private static String shorten(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
  }

  private static boolean isRetryable(Kind kind) {
    return switch (kind) {
      case RATE_LIMIT, NETWORK, TIMEOUT, CUT_STREAM, PROVIDER_ERROR, EMPTY -> true;
      default -> false;
    };
  }

  private static String cause(ProviderException e, String endpoint, String model) {
    String status = e.status() == null ? "" : " (status " + e.status() + ")";
    return switch (e.kind()) {
      case AUTHENTICATION -> endpoint + " refused the key" + status + ".";
      case QUOTA ->
          endpoint + " says the quota or the balance of this key is used up" + status + ".";
      case RATE_LIMIT -> endpoint + " got too many requests in a short time" + status + ".";
      case BAD_REQUEST ->
          BASE_URL.equals(e.parameter())
              ? "The address given for " + endpoint + " cannot be used."
              : badRequest(e.parameter(), endpoint, status);
      case CONTEXT_LENGTH -> "The conversation is longer than " + model + " can take in.";
      case CONTENT_FILTER -> endpoint + " stopped the answer by its content filter.";
      case MODEL_NOT_FOUND -> endpoint + " does not know the model " + model + status + ".";
      case NOT_AN_API ->
          "The address of " + endpoint + " is not that of a chat completions API" + status + ".";
      case NETWORK -> endpoint + " could not be reached.";
      case TIMEOUT -> endpoint + " did not answer in time.";
      case CUT_STREAM -> endpoint + " broke off before the answer was complete.";
      case PROVIDER_ERROR -> endpoint + " failed to answer" + status + ".";
      case EMPTY -> endpoint + " sent an answer with nothing in it.";
      case MISSING_KEY ->
          BASE_URL.equals(e.parameter())
              ? endpoint + " needs an address of your own, and none is stored."
              : endpoint + " has no key to use.";
      case CANCELLED -> "The answer was stopped.";
    };
  }

  private static String badRequest(@Nullable String parameter, String endpoint, String status) {
    return parameter == null
        ? endpoint + " did not accept the request" + status + "."
        : endpoint + " did not accept the parameter \"" + parameter + "\"" + status + ".";
  }

  private static String wait(@Nullable Long millis) {
    if (millis == null || millis < 1_000) {
      return "a moment";
    }
    long seconds = Math.ceilDiv(millis, 1_000L);
    return seconds < 120 ? seconds + " s" : Math.ceilDiv(seconds, 60L) + " minutes";
  }

  private static String fixRequest(@Nullable String parameter, String endpoint) {
    if (parameter == null) {
      return "Look at the details, change the parameters, then regenerate.";
    }
    return parameter.equals(BASE_URL)
        ? "Enter a public http(s) address, or ask an administrator to allow this one."
        : "Reset that parameter and regenerate; an administrator can list it under dropParams of "
            + endpoint
            + ".";
  }

  private static String fix(ProviderException e, String endpoint) {
    return switch (e.kind()) {
      case AUTHENTICATION ->
          "Check the API key of this endpoint: that it is set, complete, and made for this"
              + " address.";
      case QUOTA -> "Top up the account at the provider, or choose another model.";
      case RATE_LIMIT ->
          "Wait " + wait(e.retryAfterMillis()) + ", then regenerate; or choose another model.";
      case BAD_REQUEST -> fixRequest(e.parameter(), endpoint);
      case CONTEXT_LENGTH -> "Start a new conversation, or choose a model with a larger context.";
      case CONTENT_FILTER -> "Rephrase the message, or choose another model.";
      case MODEL_NOT_FOUND ->
          "Choose another model; an administrator can correct the list of " + endpoint + ".";
      case NOT_AN_API ->
          "An administrator should check baseURL of " + endpoint + ": most addresses end in /v1.";
      case NETWORK ->
          "Check that the provider is running and that this server can reach its address.";
      case TIMEOUT -> "Regenerate; if it happens again, the provider is overloaded.";
      case CUT_STREAM -> "What arrived is kept: continue the answer, or regenerate it.";
      case PROVIDER_ERROR -> "Regenerate in a moment; or choose another model.";
      case EMPTY -> "Regenerate; if it happens again, try other parameters or another model.";
      case MISSING_KEY ->
          BASE_URL.equals(e.parameter())
              ? "Enter the address and the key for " + endpoint + "."
              : "Enter a key for "
                  + endpoint
                  + "; where the server holds the key, an administrator sets its variable.";
      case CANCELLED -> "Regenerate or continue it when you like.";
    };
  }
}

package dev.klatch.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf and why an outbound call is made.
 *
 * @param purpose why
 * @param userId owner of the wire record, or null for calls of the server itself
 * @param conversationId conversation the call belongs to
 * @param messageId answer the call produces
 * @param placeholders values for {@code {{NAME}}} placeholders in configured headers, by name
 *     without braces ({@code LIBRECHAT_USER_ID}, {@code LIBRECHAT_BODY_CONVERSATIONID} ...)
 * @param credentials key and base URL the user brought, for endpoints that ask for them
 * @param cancellation ends the call from another thread
 * @param attempt counts the repetitions of the same call, from 1
 */
public record CallContext(
    Purpose purpose,
    @Nullable String userId,
    @Nullable String conversationId,
    @Nullable String messageId,
    Map<String, String> placeholders,
    @Nullable UserCredentials credentials,
    Cancellation cancellation,
    int attempt) {
  /** Why a call is made. */
  public enum Purpose {
    CHAT,
    TITLE,
    MODEL_LIST;

    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public CallContext {
    placeholders = Map.copyOf(placeholders);
  }

  /** The first attempt of a call. */
  public CallContext(
      Purpose purpose,
      @Nullable String userId,
      @Nullable String conversationId,
      @Nullable String messageId,
      Map<String, String> placeholders,
      @Nullable UserCredentials credentials,
      Cancellation cancellation) {
    this(purpose, userId, conversationId, messageId, placeholders, credentials, cancellation, 1);
  }

  /** The same call, tried again. */
  public CallContext withAttempt(int number) {
    return new CallContext(
        purpose,
        userId,
        conversationId,
        messageId,
        placeholders,
        credentials,
        cancellation,
        number);
  }

  /** A key, and where the endpoint asks for it a base URL, that the user supplied. */
  public record UserCredentials(String apiKey, @Nullable String baseUrl) {
    @Override
    public String toString() {
      return "UserCredentials[redacted]";
    }
  }

  /** A call the server makes for itself, such as refreshing a model list. */
  public static CallContext ofServer(Purpose purpose) {
    return new CallContext(purpose, null, null, null, Map.of(), null, new Cancellation());
  }
}

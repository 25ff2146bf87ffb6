package dev.klatch.provider;

import org.jspecify.annotations.Nullable;

/**
 * An upstream call failed. The message names the cause and carries no secret; the raw status and
 * body are kept for the wire record's readers.
 */
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Classes of upstream failure; {@link #wireName()} is what clients see. */
  public enum Kind {
    AUTHENTICATION,
    QUOTA,
    RATE_LIMIT,
    BAD_REQUEST,
    CONTEXT_LENGTH,
    CONTENT_FILTER,
    MODEL_NOT_FOUND,
    NOT_AN_API,
    NETWORK,
    TIMEOUT,
    CUT_STREAM,
    PROVIDER_ERROR,
    /** The provider answered properly, but with nothing in it. */
    EMPTY,
    /** The user has to supply a key (or base URL) first. */
    MISSING_KEY,
    CANCELLED;

    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Kind kind;
  private final @Nullable Integer status;
  private final @Nullable String body;
  private final @Nullable String parameter;
  private final @Nullable Long retryAfterMillis;
  private final @Nullable String wireId;

  private ProviderException(Builder builder) {
    super(builder.message, builder.cause);
    this.kind = builder.kind;
    this.status = builder.status;
    this.body = builder.body;
    this.parameter = builder.parameter;
    this.retryAfterMillis = builder.retryAfterMillis;
    this.wireId = builder.wireId;
  }

  public static Builder of(Kind kind, String message) {
    return new Builder(kind, message);
  }

  public Kind kind() {
    return kind;
  }

  /** HTTP status of the reply, or null when none came. */
  public @Nullable Integer status() {
    return status;
  }

  /** Raw body of the reply, cut at 64 KiB, or null when none came. */
  public @Nullable String body() {
    return body;
  }

  /** Request field the provider complained about, when it said so. */
  public @Nullable String parameter() {
    return parameter;
  }

  /** How long the provider asked to wait, in milliseconds. */
  public @Nullable Long retryAfterMillis() {
    return retryAfterMillis;
  }

  /** Id of the wire record of the failed call. */
  public @Nullable String wireId() {
    return wireId;
  }

  /** Collects the optional facts of a failure. */
  public static final class Builder {
    private final Kind kind;
    private final String message;
    private @Nullable Throwable cause;
    private @Nullable Integer status;
    private @Nullable String body;
    private @Nullable String parameter;
    private @Nullable Long retryAfterMillis;
    private @Nullable String wireId;

    private Builder(Kind kind, String message) {
      this.kind = kind;
      this.message = message;
    }

    public Builder cause(@Nullable Throwable value) {
      this.cause = value;
      return this;
    }

    public Builder status(int value) {
      this.status = value;
      return this;
    }

    public Builder body(@Nullable String value) {
      this.body = value;
      return this;
    }

    public Builder parameter(@Nullable String value) {
      this.parameter = value;
      return this;
    }

    public Builder retryAfterMillis(@Nullable Long value) {
      this.retryAfterMillis = value;
      return this;
    }

    public Builder wireId(@Nullable String value) {
      this.wireId = value;
      return this;
    }

    public ProviderException build() {
      return new ProviderException(this);
    }
  }
}

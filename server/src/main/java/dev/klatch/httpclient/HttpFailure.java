package dev.klatch.httpclient;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An exchange did not come to its end. The message names the cause and carries no secret. */
public final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Reason {
    /** The host's name is unknown. */
    UNKNOWN_HOST,
    /** Nothing accepts connections there. */
    CONNECT,
    CONNECT_TIMEOUT,
    /** The certificate or protocol was not acceptable. */
    TLS,
    /** The address is inside the network and not on the allow-list. */
    BLOCKED,
    FIRST_BYTE_TIMEOUT,
    IDLE_TIMEOUT,
    /** The connection broke. */
    BROKEN,
    CANCELLED
  }

  private final Reason reason;

  public HttpFailure(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

package dev.klatch.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be served, with everything its sender needs: an HTTP status, a stable code
 * and a message that names the cause and the fix. Rendered in one place, {@link HttpServer}.
 */
public final class AppException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, Object> fields = new LinkedHashMap<>();
  private @Nullable Long retryAfterSeconds;

  /**
   * @param status HTTP status, 400 to 599; never 401 for anything but a missing or invalid token
   * @param code stable name of the cause in upper snake case
   * @param message cause and fix, for people, without secrets
   */
  public AppException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  public AppException(int status, String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.code = code;
  }

  public static AppException badRequest(String code, String message) {
    return new AppException(400, code, message);
  }

  public static AppException forbidden(String message) {
    return new AppException(403, "FORBIDDEN", message);
  }

  public static AppException notFound(String message) {
    return new AppException(404, "NOT_FOUND", message);
  }

  public static AppException conflict(String code, String message) {
    return new AppException(409, code, message);
  }

  /** Adds a field to the JSON body. */
  public AppException with(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** Adds a {@code Retry-After} header. */
  public AppException retryAfter(long seconds) {
    this.retryAfterSeconds = seconds;
    return this;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Map<String, Object> fields() {
    return fields;
  }

  public @Nullable Long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

package dev.klatch.wire;

import dev.klatch.httpclient.Header;
import dev.klatch.provider.TokenUsage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One outbound call, without its bodies.
 *
 * @param userId whose call it was; null for the server's own
 * @param url address with secrets masked
 * @param connectMillis from the start until the request went out
 * @param firstByteMillis from the start until the reply's headers were there
 * @param totalMillis from the start to the end
 * @param error class and words of the failure; null for none
 * @param truncated whether a body was longer than what is kept
 */
public record WireCall(
    String id,
    @Nullable String userId,
    @Nullable String conversationId,
    @Nullable String messageId,
    String purpose,
    int attempt,
    String endpoint,
    String model,
    String method,
    String url,
    @Nullable Integer status,
    Instant startedAt,
    @Nullable Integer connectMillis,
    @Nullable Integer firstByteMillis,
    int totalMillis,
    @Nullable TokenUsage usage,
    @Nullable String error,
    boolean truncated) {
  /**
   * A call with everything that is kept of it.
   *
   * @param requestBody masked text; empty for none
   * @param responseBody masked text as received, event streams included
   */
  public record Detail(
      WireCall call,
      List<Header> requestHeaders,
      String requestBody,
      List<Header> responseHeaders,
      String responseBody) {}

  /** A call as it is stored: bodies compressed. */
  @SuppressWarnings("ArrayRecordComponent") // handed to the database, compared nowhere
  record Stored(
      WireCall call,
      List<Header> requestHeaders,
      byte[] requestBody,
      List<Header> responseHeaders,
      byte[] responseBody) {
    long size() {
      return requestBody.length + responseBody.length + 1_000L;
    }
  }
}

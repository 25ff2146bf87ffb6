package dev.klatch.provider.openai;

import dev.klatch.httpclient.HttpCall;
import dev.klatch.httpclient.HttpFailure;
import java.io.ByteArrayOutputStream;

/** Reads bodies in one piece, within bounds. */
final class Bodies {
  /** How much of an error's body is kept. */
  static final int MAX_ERROR = 64 * 1024;

  /** Largest answer in one piece. */
  static final int MAX_ANSWER = 32 * 1024 * 1024;

  private Bodies() {}

  /** What follows {@code head}, cut at {@code max} bytes. */
  static byte[] read(HttpCall call, byte[] head, int max) throws HttpFailure {
    ByteArrayOutputStream body = new ByteArrayOutputStream(Math.max(1024, head.length));
    body.write(head, 0, head.length);
    byte[] buffer = new byte[8 * 1024];
    int count = 0;
    while (count >= 0 && body.size() < max) {
      body.write(buffer, 0, Math.min(count, max - body.size()));
      count = body.size() < max ? call.read(buffer, 0, buffer.length) : -1;
    }
    return body.toByteArray();
  }
}

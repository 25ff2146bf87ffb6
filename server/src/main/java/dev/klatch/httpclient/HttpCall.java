package dev.klatch.httpclient;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply. Used by one thread, except {@link #cancel()}, which any thread may
 * call at any time.
 */
public interface HttpCall extends AutoCloseable {
  /**
   * Sends the request and waits for the reply's status and headers.
   *
   * @throws HttpFailure when none came
   */
  void execute() throws HttpFailure;

  int status();

  List<Header> headers();

  /**
   * Reads what of the body is there, waiting for at least one byte.
   *
   * @return number of bytes, or -1 at the end
   * @throws HttpFailure when the body broke off
   */
  int read(byte[] buffer, int offset, int length) throws HttpFailure;

  /**
   * Sets what is done when all that was received has been read and a read is about to wait for
   * more: the moment to hand on what was gathered. Runs on the reading thread. Without it nothing
   * is ever held back; with it, many streams at once may be read a few hundredths of a second late.
   */
  void beforeWait(Runnable action);

  /** Changes how long the rest of the body may be silent. */
  void limitIdle(Duration idle);

  /** Ends the call; whoever waits in it gets a {@link HttpFailure}. */
  void cancel();

  /** Releases the connection: for reuse when the body was read to its end, else it is closed. */
  @Override
  void close();

  /** First value of a reply header, or null. */
  default @Nullable String header(String name) {
    for (Header header : headers()) {
      if (header.isNamed(name)) {
        return header.value();
      }
    }
    return null;
  }
}

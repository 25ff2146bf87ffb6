package dev.klatch.httpclient;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees an exchange's bytes as they go by. Called on the thread of the call; must be quick, must not
 * throw, must not keep the buffers.
 */
public interface ExchangeObserver {
  /** A connection is about to be asked for. */
  default void prepared(OutboundRequest request) {}

  /** The connection stands and the request goes out with exactly these headers. */
  default void sent(OutboundRequest request, List<Header> headers) {}

  /** The reply's status line and headers are there. */
  default void responded(int status, List<Header> headers) {}

  /** A piece of the reply's body, as received. */
  default void received(byte[] buffer, int offset, int length) {}

  /** The exchange is over; {@code failure} is null when the body was read to its end. */
  default void ended(@Nullable HttpFailure failure) {}
}

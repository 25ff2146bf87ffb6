package dev.klatch.httpclient;

import dev.klatch.httpclient.HttpFailure.Reason;
import java.net.URI;

/** What to tell a person about an exchange that failed. */
final class FailureText {
  private FailureText() {}

  static String of(Reason reason, OutboundRequest request) {
    return of(reason, request, "");
  }

  static String of(Reason reason, OutboundRequest request, String detail) {
    String host = authority(request.uri());
    HttpLimits limits = request.limits();
    return switch (reason) {
      case UNKNOWN_HOST -> "The host name of " + host + " is unknown.";
      case CONNECT -> "Nothing accepts connections at " + host + ".";
      case CONNECT_TIMEOUT ->
          host + " did not accept a connection within " + limits.connect().toSeconds() + " s.";
      case TLS -> "The secure connection to " + host + " failed: " + detail;
      case BLOCKED -> detail;
      case FIRST_BYTE_TIMEOUT ->
          host + " did not begin to answer within " + limits.firstByte().toSeconds() + " s.";
      case IDLE_TIMEOUT ->
          host
              + " sent nothing for "
              + limits.idle().toSeconds()
              + " s in the middle of its answer.";
      case BROKEN -> "The connection to " + host + " broke: " + detail;
      case CANCELLED -> "The call was cancelled.";
    };
  }

  private static String authority(URI uri) {
    return uri.getPort() >= 0 ? uri.getHost() + ":" + uri.getPort() : String.valueOf(uri.getHost());
  }
}

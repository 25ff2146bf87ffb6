package dev.klatch.provider;

/** Where adapters report every outbound call, so that each leaves a wire record. */
@FunctionalInterface
public interface CallRecorder {
  /** Records nothing. */
  CallRecorder NONE = (context, endpoint, model) -> RecordedCall.NONE;

  /**
   * Opens the record of one HTTP exchange.
   *
   * @param model model asked, or an empty string for calls that ask none
   */
  RecordedCall begin(CallContext context, EndpointConfig endpoint, String model);
}

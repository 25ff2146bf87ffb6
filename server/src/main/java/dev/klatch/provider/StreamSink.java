package dev.klatch.provider;

import java.util.List;

/** Receives the parts of an answer while it arrives. */
@FunctionalInterface
public interface StreamSink {
  /**
   * Takes all parts that one read from the upstream brought; never empty. The list must not be kept
   * after the call returns.
   */
  void accept(List<StreamPart> batch);
}

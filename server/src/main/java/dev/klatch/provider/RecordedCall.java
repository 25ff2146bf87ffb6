package dev.klatch.provider;

import dev.klatch.httpclient.ExchangeObserver;
import org.jspecify.annotations.Nullable;

/** The open record of one HTTP exchange. Used by the thread that makes the call. */
public interface RecordedCall extends ExchangeObserver {
  /** A record that nobody keeps. */
  RecordedCall NONE =
      new RecordedCall() {
        @Override
        public @Nullable String id() {
          return null;
        }

        @Override
        public void complete(@Nullable TokenUsage usage, @Nullable ProviderException failure) {}
      };

  /** Id of the record, or null when none is kept. */
  @Nullable String id();

  /** Closes the record with what the adapter made of the reply. */
  void complete(@Nullable TokenUsage usage, @Nullable ProviderException failure);
}

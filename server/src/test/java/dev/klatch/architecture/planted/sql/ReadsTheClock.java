package dev.klatch.architecture.planted.sql;

import java.time.Instant;

/** Breaks: time comes from a Clock. */
final class ReadsTheClock {
  Instant read() {
    return Instant.now();
  }
}

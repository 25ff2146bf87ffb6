package dev.klatch.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Looks for what runs on this machine and offers it by itself: a reachable Ollama. */
final class Discovery {
  private static final Logger LOG = System.getLogger(Discovery.class.getName());

  private Discovery() {}

  /** Looks in the background; the start does not wait. */
  static void begin(Settings settings, Application application) {
    LOG.log(Level.DEBUG, "looking for Ollama at {0}", settings.server().ollamaUrl());
  }
}

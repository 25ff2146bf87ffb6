package dev.klatch.app;

import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.simulator.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints on offer: those configured, an Ollama found on this machine, and the simulator
 * where nothing is configured or it was asked for.
 */
final class Endpoints implements Supplier<List<EndpointConfig>> {
  private final List<EndpointConfig> configured;
  private final boolean simulator;
  private volatile @Nullable EndpointConfig found;

  /**
   * @param simulatorWanted whether the simulator is offered beside configured endpoints
   */
  Endpoints(List<EndpointConfig> configured, boolean simulatorWanted) {
    this.configured = List.copyOf(configured);
    this.simulator = simulatorWanted || configured.isEmpty();
  }

  /** Adds an endpoint that was found after the start. */
  void found(EndpointConfig endpoint) {
    found = endpoint;
  }

  @Override
  public List<EndpointConfig> get() {
    List<EndpointConfig> all = new ArrayList<>(configured);
    EndpointConfig extra = found;
    if (extra != null) {
      all.add(extra);
    }
    if (simulator) {
      all.add(Simulator.endpoint());
    }
    return all;
  }
}

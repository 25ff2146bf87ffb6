package dev.klatch.provider.simulator;

import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The endpoint that needs no key, no network and no model. */
public final class Simulator {
  /** Name of the endpoint. */
  public static final String NAME = "Simulator";

  private static final int CONTEXT_TOKENS = 32_000;

  private Simulator() {}

  /** The endpoint's configuration, with one model for each behaviour. */
  public static EndpointConfig endpoint() {
    List<ModelInfo> models = new ArrayList<>();
    for (Behaviour behaviour : Behaviour.values()) {
      models.add(new ModelInfo(behaviour.model(), behaviour.description(), CONTEXT_TOKENS));
    }
    return new EndpointConfig(
        NAME,
        EndpointConfig.Type.SIMULATOR,
        "",
        "http://simulator.invalid/v1",
        false,
        Map.of(),
        models,
        false,
        false,
        Map.of(),
        Set.of(),
        EndpointConfig.TitleConfig.defaults(),
        "Simulator",
        null,
        null,
        Map.of(),
        Map.of());
  }
}

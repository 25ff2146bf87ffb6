package dev.klatch.app;

import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.openai.OllamaProbe;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;

/** Looks for what runs on this machine and offers it by itself: a reachable Ollama. */
final class Discovery {
  private static final Logger LOG = System.getLogger(Discovery.class.getName());

  private Discovery() {}

  /** Looks in the background; the start does not wait. */
  static void begin(Settings settings, Application application) {
    String root = settings.server().ollamaUrl();
    if (isConfigured(root, settings.catalog().endpoints())) {
      return;
    }
    LOG.log(Level.DEBUG, "looking for Ollama at {0}", root);
    var _ =
        Thread.ofVirtual()
            .name("discovery")
            .start(
                () ->
                    new OllamaProbe(application.network())
                        .find(root)
                        .ifPresent(found -> offer(found, root, application)));
  }

  private static void offer(EndpointConfig found, String root, Application application) {
    application.endpoints().found(found);
    LOG.log(
        Level.INFO, "Ollama found at {0}: offering its {1} models", root, found.models().size());
  }

  /** Whether an endpoint of the settings already stands for the Ollama at an address. */
  static boolean isConfigured(String root, List<EndpointConfig> endpoints) {
    String authority = authority(root);
    return endpoints.stream()
        .anyMatch(
            endpoint ->
                endpoint.name().equalsIgnoreCase(OllamaProbe.NAME)
                    || (!authority.isEmpty() && authority.equals(authority(endpoint.baseUrl()))));
  }

  private static String authority(String address) {
    try {
      String authority = URI.create(address).getAuthority();
      return authority == null ? "" : authority.replace("127.0.0.1", "localhost");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}

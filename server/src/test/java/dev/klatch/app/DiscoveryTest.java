package dev.klatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.provider.EndpointConfig;
import dev.klatch.testing.Endpoints;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private static final String ROOT = "http://localhost:11434";

  @Test
  void aConfiguredOllamaIsNotOfferedTwice() {
    assertTrue(configured(Endpoints.at("https://gpu.example/v1").name("Ollama").build()));
    assertTrue(configured(Endpoints.at("http://127.0.0.1:11434/v1").name("Local").build()));
    assertTrue(configured(Endpoints.at("http://localhost:11434/v1").name("Local").build()));
  }

  @Test
  void otherEndpointsDoNotHideIt() {
    assertFalse(configured(Endpoints.at("http://localhost:8000/v1").build()));
    assertFalse(configured(Endpoints.at("user_provided").build()));
    assertFalse(Discovery.isConfigured(ROOT, List.of()));
  }

  @Test
  void contextWindowsComeFromTheNearestSource() {
    ContextWindows windows = new ContextWindows();
    EndpointConfig endpoint = Endpoints.at("http://localhost:8000/v1").build();

    assertEquals(127_500, windows.of(endpoint, "openai/gpt-4o"));
    assertEquals(32_000, windows.of(endpoint, "nobody-knows"));
  }

  private static boolean configured(EndpointConfig endpoint) {
    return Discovery.isConfigured(ROOT, List.of(endpoint));
  }
}

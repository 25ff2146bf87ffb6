package dev.klatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.config.LoadedConfig;
import dev.klatch.telemetry.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything a start reads, together. */
class SettingsTest {
  @TempDir Path folder;

  @Test
  void joinsEnvironmentFileAndCatalogue() throws IOException {
    Files.writeString(folder.resolve(".env"), "OPENAI_API_KEY=sk-from-dot-env\nPORT=0\n");
    Files.writeString(
        folder.resolve("librechat.yaml"),
        "version: 1.3.14\nregistration: { allowedDomains: [ours.example] }\ncatche: true\n");
    Settings settings = Settings.load(folder, Map.of("PORT", "4000"), "1");
    assertEquals(LoadedConfig.Status.LOADED, settings.file().status());
    assertEquals(4000, settings.server().port());
    assertEquals("openAI", settings.catalog().endpoints().get(0).name());
    assertEquals(
        List.of("ours.example"), settings.server().accounts(settings.catalog()).allowedDomains());
    assertTrue(settings.findings().stream().anyMatch(f -> f.rule().equals("S2")));
  }

  @Test
  void noAllowedDomainAtAllClosesRegistration() throws IOException {
    Files.writeString(
        folder.resolve("librechat.yaml"),
        "version: 1.3.14\nregistration: { allowedDomains: {} }\n");
    Settings settings = Settings.load(folder, Map.of(), "1");
    assertFalse(settings.server().accounts(settings.catalog()).registrationOpen());
    assertFalse(settings.server().site(settings.catalog()).registrationEnabled());
  }

  @Test
  void everySecretIsKnownToTheMask() throws IOException {
    Files.writeString(
        folder.resolve("librechat.yaml"),
        """
        version: 1.3.14
        endpoints:
          custom:
            - name: A
              apiKey: literal-key-0001
              baseURL: https://a.example/v1
              headers:
                Authorization: Bearer literal-bearer-0002
                X-Gate: ${GATE_TOKEN}
                X-User: "{{LIBRECHAT_USER_ID}}"
              models: { default: [m] }
        """);
    Map<String, String> process =
        Map.of(
            "GATE_TOKEN", "gate-token-0003",
            "JWT_SECRET", "jwt-secret-0004-jwt-secret-0004-jwt",
            "DATABASE_URL", "postgresql://u:db-pass-0005@db/k",
            "OPENAI_API_KEY", "user_provided");
    Settings settings = Settings.load(folder, process, "1");
    Set<String> secrets = SecretValues.of(settings);
    assertTrue(
        secrets.containsAll(
            List.of(
                "literal-key-0001",
                "literal-bearer-0002",
                "gate-token-0003",
                "jwt-secret-0004-jwt-secret-0004-jwt",
                "db-pass-0005",
                settings.server().secrets().credsKey())),
        "some secret is missing");
    assertFalse(secrets.contains("user_provided"));
    assertFalse(Secrets.redact("x db-pass-0005 gate-token-0003").contains("000"));
    for (String secret : secrets) {
      assertFalse(settings.toString().contains(secret), settings.toString());
    }
  }
}

package dev.klatch.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.http.Principal;
import dev.klatch.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessServiceTest {
  private static final Map<String, Map<String, Boolean>> DEFAULTS = permissions("{}");

  private static Map<String, Map<String, Boolean>> permissions(String settings) {
    return new AccessService(Json.parse(settings)).role("USER").orElseThrow().permissions();
  }

  @Test
  void defaultsAreThoseOfTheContract() {
    assertEquals(16, DEFAULTS.size());
    assertEquals(
        Map.of("USE", true, "CREATE", true, "SHARE", false, "SHARE_PUBLIC", false),
        DEFAULTS.get("AGENTS"));
    assertEquals(
        Map.of("CREATE", true, "SHARE", true, "SHARE_PUBLIC", false), DEFAULTS.get("SHARED_LINKS"));
    assertEquals(Map.of("USE", false), DEFAULTS.get("MARKETPLACE"));
    Role admin = new AccessService(null).role("ADMIN").orElseThrow();
    assertTrue(admin.permissions().values().stream().allMatch(type -> !type.containsValue(false)));
  }

  @Test
  void settingsSwitchWhatTheyName() {
    Map<String, Map<String, Boolean>> changed =
        permissions(
            "{\"prompts\":false,\"agents\":{\"use\":true,\"create\":false,\"share\":true,"
                + "\"public\":true},\"memories\":false,\"peoplePicker\":{\"users\":true}}");
    assertFalse(changed.getOrDefault("PROMPTS", Map.of()).getOrDefault("USE", true));
    assertEquals(
        Map.of("USE", true, "CREATE", false, "SHARE", true, "SHARE_PUBLIC", true),
        changed.get("AGENTS"));
    assertFalse(changed.getOrDefault("MEMORIES", Map.of()).containsValue(true));
    assertEquals(
        Map.of("VIEW_USERS", true, "VIEW_GROUPS", false, "VIEW_ROLES", false),
        changed.get("PEOPLE_PICKER"));
  }

  @Test
  void wrongSettingsNeverWidenAnything() {
    for (String wrong :
        new String[] {
          "{\"marketplace\":\"true\",\"remoteAgents\":1,\"agents\":{\"share\":\"yes\"}}",
          "{\"remoteAgents\":{\"use\":null,\"create\":[true]},\"peoplePicker\":[true]}",
          "{\"AGENTS\":{\"SHARE\":true},\"unknown\":true,\"mcpServers\":{\"shares\":true}}",
          "[true]",
          "\"everything\"",
          "null"
        }) {
      assertEquals(DEFAULTS, permissions(wrong), wrong);
    }
  }

  @Test
  void anUnknownRoleOrPermissionIsRefused() {
    AccessService access = new AccessService(null);
    Principal user = new Principal("1", "USER", "", "", "");
    assertTrue(access.may(user, "AGENTS", "USE"));
    assertFalse(access.may(user, "AGENTS", "SHARE"));
    assertFalse(access.may(user, "NOTHING", "USE"));
    assertFalse(access.may(new Principal("1", "GUEST", "", "", ""), "AGENTS", "USE"));
  }
}

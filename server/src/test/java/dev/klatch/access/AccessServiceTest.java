package dev.klatch.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClock;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessServiceTest {
  @TempDir private Path folder;
  private Database database;
  private Map<String, Map<String, Boolean>> defaults;

  @BeforeEach
  void open() {
    database = TestDatabases.sqlite(folder);
    defaults = permissions("{}");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private AccessService access(String settings) {
    return new AccessService(Json.parse(settings), database, new TestClock());
  }

  private Map<String, Map<String, Boolean>> permissions(String settings) {
    return access(settings).role("USER").orElseThrow().permissions();
  }

  @Test
  void defaultsAreThoseOfTheContract() {
    assertEquals(16, defaults.size());
    assertEquals(
        Map.of("USE", true, "CREATE", true, "SHARE", false, "SHARE_PUBLIC", false),
        defaults.get("AGENTS"));
    assertEquals(
        Map.of("CREATE", true, "SHARE", true, "SHARE_PUBLIC", true), defaults.get("SHARED_LINKS"));
    assertEquals(Map.of("USE", false), defaults.get("MARKETPLACE"));
    Role admin = access("{}").role("ADMIN").orElseThrow();
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
      assertEquals(defaults, permissions(wrong), wrong);
    }
  }

  @Test
  void anUnknownRoleOrPermissionIsRefused() {
    AccessService access = access("{}");
    Principal user = new Principal("1", "USER", "", "", "");
    assertTrue(access.may(user, "AGENTS", "USE"));
    assertFalse(access.may(user, "AGENTS", "SHARE"));
    assertFalse(access.may(user, "NOTHING", "USE"));
    assertFalse(access.may(new Principal("1", "GUEST", "", "", ""), "AGENTS", "USE"));
  }

  @Test
  void whatAnAdministratorChangesStaysUntilTheSettingsSayOtherwise() {
    Role changed = access("{}").change("USER", "AGENTS", Map.of("SHARE", true, "USE", false));
    assertTrue(changed.may("AGENTS", "SHARE"));
    assertFalse(permissions("{}").getOrDefault("AGENTS", Map.of()).getOrDefault("USE", true));

    Role restarted = access("{\"agents\":{\"share\":false}}").role("USER").orElseThrow();
    assertFalse(restarted.may("AGENTS", "SHARE"));
    assertFalse(restarted.may("AGENTS", "USE"));
  }

  @Test
  void changesOfWhatDoesNotExistAreRefused() {
    AccessService access = access("{}");
    assertEquals(
        400,
        assertThrows(AppException.class, () -> access.change("USER", "AGENTS", Map.of("FLY", true)))
            .status());
    assertEquals(
        400,
        assertThrows(
                AppException.class, () -> access.change("ADMIN", "AGENTS", Map.of("USE", false)))
            .status());
    assertEquals(
        404,
        assertThrows(
                AppException.class, () -> access.change("GUEST", "AGENTS", Map.of("USE", false)))
            .status());
    assertEquals(defaults, permissions("{}"));
  }
}

package dev.klatch.access;

import dev.klatch.http.AppException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Kinds of things that are shared by grants. */
public enum ResourceType {
  AGENT("agent", "AGENTS", true),
  PROMPT_GROUP("promptGroup", "PROMPTS", true),
  MCP_SERVER("mcpServer", "MCP_SERVERS", true),
  REMOTE_AGENT("remoteAgent", "REMOTE_AGENTS", true),
  SKILL("skill", "SKILLS", true),
  SHARED_LINK("sharedLink", "SHARED_LINKS", false);

  private final String wireName;
  private final String permissionType;
  private final boolean administered;

  ResourceType(String wireName, String permissionType, boolean administered) {
    this.wireName = wireName;
    this.permissionType = permissionType;
    this.administered = administered;
  }

  /** Name in addresses and replies. */
  public String wireName() {
    return wireName;
  }

  /** The role permission type whose SHARE and SHARE_PUBLIC decide who may share it. */
  public String permissionType() {
    return permissionType;
  }

  /**
   * Whether administrators may do everything with all of them. What people share of their own
   * conversations is not theirs to see.
   */
  boolean isAdministered() {
    return administered;
  }

  /** The ways this kind can be granted: viewer, editor (not for shared links) and owner. */
  public AccessRole[] roles() {
    return Arrays.stream(AccessRole.Level.values())
        .filter(level -> this != SHARED_LINK || level != AccessRole.Level.EDITOR)
        .map(level -> new AccessRole(this, level))
        .toArray(AccessRole[]::new);
  }

  /**
   * The kind of a name in an address.
   *
   * @throws AppException 400 for any other name
   */
  static ResourceType of(String wireName) {
    for (ResourceType type : values()) {
      if (type.wireName.equals(wireName)) {
        return type;
      }
    }
    String known =
        Arrays.stream(values()).map(ResourceType::wireName).collect(Collectors.joining(", "));
    throw AppException.badRequest(
        "UNKNOWN_RESOURCE_TYPE",
        "There is no resource type \"" + wireName + "\". Known ones: " + known + ".");
  }
}

package dev.klatch.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the client is told about this installation.
 *
 * @param appTitle name shown to people ({@code APP_TITLE})
 * @param serverDomain address of the server for links ({@code DOMAIN_SERVER})
 * @param helpUrl address of the help link; {@code /} hides it ({@code HELP_AND_FAQ_URL})
 * @param customFooter text below the chat ({@code CUSTOM_FOOTER}), or null
 * @param registrationEnabled whether the client offers to register
 * @param emailLoginEnabled whether the client offers e-mail and password
 * @param minPasswordLength in characters
 * @param emailEnabled whether the server sends mail
 * @param passwordResetEnabled whether the client offers to replace a forgotten password
 * @param accountDeletionAllowed whether the client offers to delete the own account
 * @param socialLogins names of other ways to sign in, in the order of their buttons
 * @param sharedLinks what may be done with links to conversations
 * @param interfaceSettings the {@code interface} block as JSON, or null
 * @param modelSpecs the {@code modelSpecs} block as JSON, or null
 * @param titleTiming {@code immediate} or {@code final}
 * @param version of this program
 */
public record SiteConfig(
    String appTitle,
    String serverDomain,
    String helpUrl,
    @Nullable String customFooter,
    boolean registrationEnabled,
    boolean emailLoginEnabled,
    int minPasswordLength,
    boolean emailEnabled,
    boolean passwordResetEnabled,
    boolean accountDeletionAllowed,
    List<String> socialLogins,
    SharedLinks sharedLinks,
    @Nullable JsonNode interfaceSettings,
    @Nullable JsonNode modelSpecs,
    String titleTiming,
    String version) {
  /**
   * Links to conversations.
   *
   * @param enabled whether there are any
   * @param anonymous whether people who are not signed in may read them
   * @param files whether files may be shown
   */
  public record SharedLinks(boolean enabled, boolean anonymous, boolean files) {}

  public SiteConfig {
    socialLogins = List.copyOf(socialLogins);
  }

  /** Defaults for an installation reached at an address. */
  public static SiteConfig defaults(String serverDomain, String version) {
    return new SiteConfig(
        "Klatch",
        serverDomain,
        "/",
        null,
        true,
        true,
        8,
        false,
        false,
        true,
        List.of(),
        new SharedLinks(true, false, true),
        null,
        null,
        "immediate",
        version);
  }
}

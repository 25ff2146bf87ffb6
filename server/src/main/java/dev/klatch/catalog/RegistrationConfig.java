package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code registration} section.
 *
 * @param restricted whether only {@code allowedDomains} may register
 * @param allowedDomains e-mail domains in lower case; empty and restricted: nobody may
 * @param socialLogins sign-in buttons in their order
 */
public record RegistrationConfig(
    boolean restricted, List<String> allowedDomains, List<String> socialLogins) {
  private static final List<String> DEFAULT_LOGINS =
      List.of("google", "facebook", "openid", "github", "discord", "saml");

  public RegistrationConfig {
    allowedDomains = List.copyOf(allowedDomains);
    socialLogins = List.copyOf(socialLogins);
  }

  static RegistrationConfig of(@Nullable ConfigNode section) {
    ConfigNode node = section == null ? ConfigNode.empty() : section;
    boolean restricted = node.get("allowedDomains") != null;
    List<String> domains =
        node.texts("allowedDomains").stream().map(d -> d.strip().toLowerCase(Locale.ROOT)).toList();
    List<String> logins =
        node.get("socialLogins") == null ? DEFAULT_LOGINS : node.texts("socialLogins");
    return new RegistrationConfig(restricted, domains, logins);
  }

  /**
   * Whether an address with this e-mail may register. The part after the last @ must match exactly,
   * in any case.
   */
  public boolean allows(String email) {
    String domain = email.substring(email.lastIndexOf('@') + 1).strip().toLowerCase(Locale.ROOT);
    return !restricted || allowedDomains.contains(domain);
  }
}

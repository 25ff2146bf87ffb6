package dev.klatch.catalog;

import dev.klatch.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Renders {@code GET /api/config}, before and after sign-in. */
final class StartupConfig {
  private static final List<String> PROVIDERS =
      List.of("discord", "facebook", "github", "google", "apple", "openid", "saml");

  private StartupConfig() {}

  /** What a client needs to show the sign-in page. */
  static ObjectNode signedOut(SiteConfig site, boolean firstUser) {
    ObjectNode config = common(site, firstUser);
    ObjectNode shown = Json.object();
    JsonNode settings = site.interfaceSettings();
    if (settings != null) {
      copy(settings, shown, "privacyPolicy");
      copy(settings, shown, "termsOfService");
    }
    if (!shown.isEmpty()) {
      config.set("interface", shown);
    }
    return config;
  }

  /** What a client needs to show the application. */
  static ObjectNode signedIn(SiteConfig site, boolean firstUser, @Nullable JsonNode findings) {
    ObjectNode config = common(site, firstUser);
    config.put("showBirthdayIcon", false);
    config.put("helpAndFaqURL", site.helpUrl());
    if (site.customFooter() != null) {
      config.put("customFooter", site.customFooter());
    }
    config.put("sharedLinksEnabled", site.sharedLinks().enabled());
    config.put("publicSharedLinksEnabled", site.sharedLinks().anonymous());
    config.put("sharedLinksSnapshotFilesEnabled", site.sharedLinks().files());
    config.put("allowAccountDeletion", site.accountDeletionAllowed());
    config.put("openidReuseTokens", false);
    config.set("interface", interfaceSettings(site));
    config.put("titleGenerationTiming", site.titleTiming());
    if (site.modelSpecs() != null) {
      config.set("modelSpecs", site.modelSpecs());
    }
    config.putObject("balance").put("enabled", false);
    config.put("sharePointFilePickerEnabled", false);
    config.put("conversationImportMaxFileSize", 0);
    config.put("fileUploadSseEnabled", false);
    config.put("insightsEnabled", false);
    if (findings != null) {
      config.withObject("/klatch").set("findings", findings);
    }
    return config;
  }

  private static ObjectNode common(SiteConfig site, boolean firstUser) {
    ObjectNode config = Json.object();
    config.put("appTitle", site.appTitle());
    for (String provider : PROVIDERS) {
      config.put(provider + "LoginEnabled", false);
    }
    config.put("openidLabel", "Continue with OpenID");
    config.put("openidAutoRedirect", false);
    config.put("serverDomain", site.serverDomain());
    config.put("emailLoginEnabled", site.emailLoginEnabled());
    config.put("registrationEnabled", site.registrationEnabled());
    config.put("socialLoginEnabled", false);
    config.put("emailEnabled", site.emailEnabled());
    config.put("passwordResetEnabled", site.passwordResetEnabled());
    config.put("minPasswordLength", site.minPasswordLength());
    config.putObject("ldap").put("enabled", false);
    ArrayNode logins = config.putArray("socialLogins");
    site.socialLogins().forEach(logins::add);
    config.putObject("turnstile");
    config.putObject("klatch").put("firstUser", firstUser).put("version", site.version());
    return config;
  }

  /** With model specs, what would lead around them is off unless it is turned on. */
  private static ObjectNode interfaceSettings(SiteConfig site) {
    JsonNode configured = site.interfaceSettings();
    JsonNode specs = site.modelSpecs();
    ObjectNode settings = Json.object();
    settings.put("modelSelect", specs == null || specs.has("addedEndpoints"));
    settings.put("parameters", specs == null);
    settings.put("presets", specs == null);
    settings
        .putObject("mcpServers")
        .put("use", true)
        .put("create", true)
        .put("share", false)
        .put("public", false);
    settings.put("customWelcome", "");
    settings.put("autoSubmitFromUrl", true);
    settings.put("buildInfo", true);
    settings.put("contextUsage", true);
    settings.put("contextCost", false);
    settings.put("bookmarks", true);
    settings.put("prompts", true);
    settings.put("multiConvo", true);
    settings.put("agents", true);
    settings.put("temporaryChat", true);
    if (configured != null) {
      configured.propertyNames().forEach(name -> copy(configured, settings, name));
    }
    return settings;
  }

  private static void copy(JsonNode from, ObjectNode to, String name) {
    JsonNode value = from.get(name);
    if (value != null && !value.isNull()) {
      to.set(name, value);
    }
  }
}

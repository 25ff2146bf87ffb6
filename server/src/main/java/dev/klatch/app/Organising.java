package dev.klatch.app;

import dev.klatch.access.Policy;
import dev.klatch.account.AccountService;
import dev.klatch.catalog.CatalogService;
import dev.klatch.catalog.SiteConfig;
import dev.klatch.conversation.ConversationCopies;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.CopyRoutes;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.project.ProjectRoutes;
import dev.klatch.conversation.project.ProjectService;
import dev.klatch.conversation.tag.TagRoutes;
import dev.klatch.conversation.tag.TagService;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Principal;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import dev.klatch.provider.ModelInfo;
import dev.klatch.share.ShareConfig;
import dev.klatch.share.ShareFiles;
import dev.klatch.share.ShareFork;
import dev.klatch.share.ShareRoutes;
import dev.klatch.share.ShareService;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Wires what brings order into conversations: bookmarks, projects and copies. */
final class Organising {
  private final Settings settings;
  private final Clock clock;
  private final Needs needs;

  /** The parts these features stand on. */
  record Needs(
      Database database,
      ConversationService conversations,
      ConversationStore conversationStore,
      MessageStore messages,
      AccountService accounts,
      Policy policy,
      CatalogService catalog,
      SiteConfig site) {}

  Organising(Settings settings, Clock clock, Needs needs) {
    this.settings = settings;
    this.clock = clock;
    this.needs = needs;
  }

  void register(Router router) {
    ConversationService conversations = needs.conversations();
    TagService tags = new TagService(needs.database(), conversations, clock);
    ProjectService projects =
        new ProjectService(needs.database(), conversations, needs.conversationStore(), clock);
    needs.accounts().holds(tags);
    needs.accounts().holds(projects);
    new TagRoutes(tags, needs.policy()).register(router);
    new ProjectRoutes(projects, conversations).register(router);
    ConversationCopies copies =
        new ConversationCopies(
            needs.database(), conversations, needs.conversationStore(), needs.messages(), clock);
    CopyRoutes.Limits limits = limits();
    new CopyRoutes(copies, limits).register(router);
    if (needs.site().sharedLinks().enabled()) {
      shareLinks(router, copies, limits);
    }
  }

  private void shareLinks(Router router, ConversationCopies copies, CopyRoutes.Limits limits) {
    SiteConfig.SharedLinks allowed = needs.site().sharedLinks();
    JsonNode yaml = settings.catalog().ui().json().path("sharedLinks").path("snapshotFiles");
    boolean byVariable = settings.environment().value("SHARED_LINKS_SNAPSHOT_FILES") != null;
    boolean files = (byVariable || !yaml.isBoolean()) ? allowed.files() : yaml.booleanValue();
    ShareService shares =
        new ShareService(
            new ShareService.Needs(
                needs.database(),
                needs.conversations(),
                needs.conversationStore(),
                needs.messages(),
                needs.policy(),
                clock),
            new ShareConfig(true, allowed.anonymous(), files),
            ShareFiles.NONE);
    ShareFork forks = new ShareFork(shares, copies, this::firstModel, clock);
    new ShareRoutes(shares, forks, limits, viewerConfig()).register(router);
  }

  /** Shared messages name no endpoint; who goes on with them starts with the first on offer. */
  private ShareFork.Model firstModel(Principal user) {
    for (Map.Entry<String, List<ModelInfo>> offered :
        needs.catalog().models(user.id()).entrySet()) {
      if (!offered.getValue().isEmpty()) {
        return new ShareFork.Model(offered.getKey(), offered.getValue().getFirst().id());
      }
    }
    throw AppException.conflict(
        "NO_MODEL", "There is no model to go on with. Ask the administrator for one.");
  }

  private ObjectNode viewerConfig() {
    ObjectNode config = Json.object();
    config.put("appTitle", needs.site().appTitle());
    if (needs.site().customFooter() != null) {
      config.put("customFooter", needs.site().customFooter());
    }
    JsonNode ui = settings.catalog().ui().json();
    for (String link : List.of("privacyPolicy", "termsOfService")) {
      if (ui.has(link)) {
        config.withObject("/interface").set(link, ui.get(link));
      }
    }
    return config;
  }

  private CopyRoutes.Limits limits() {
    return new CopyRoutes.Limits(limiter("FORK_IP", 30), limiter("FORK_USER", 7));
  }

  private AttemptLimiter limiter(String name, int max) {
    return new AttemptLimiter(
        "copy", number(name + "_MAX", max), Duration.ofMinutes(number(name + "_WINDOW", 1)), clock);
  }

  /** A whole number from 1 on; anything else counts as not set. */
  private int number(String name, int fallback) {
    String text = settings.environment().value(name);
    return text != null && text.strip().matches("[1-9][0-9]{0,5}")
        ? Integer.parseInt(text.strip())
        : fallback;
  }
}

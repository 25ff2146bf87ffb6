package dev.klatch.app;

import dev.klatch.access.Policy;
import dev.klatch.account.AccountService;
import dev.klatch.conversation.ConversationCopies;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.CopyRoutes;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.project.ProjectRoutes;
import dev.klatch.conversation.project.ProjectService;
import dev.klatch.conversation.tag.TagRoutes;
import dev.klatch.conversation.tag.TagService;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Router;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Duration;

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
      Policy policy) {}

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
    new CopyRoutes(copies, limits()).register(router);
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

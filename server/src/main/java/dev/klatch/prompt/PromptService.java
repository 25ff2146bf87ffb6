package dev.klatch.prompt;

import dev.klatch.access.Policy;
import dev.klatch.access.ResourceType;
import dev.klatch.access.Rights;
import dev.klatch.account.PersonalData;
import dev.klatch.crypto.Ids;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Principal;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;

/** Rules of the library of prompts. */
public final class PromptService implements PersonalData {
  private static final int MAX_GROUPS = 5_000;
  private static final int MAX_VERSIONS = 500;
  private static final int USES_PER_MINUTE = 30;

  private final Database database;
  private final Policy policy;
  private final PromptStore prompts;
  private final AttemptLimiter uses;
  private final Clock clock;

  public PromptService(Database database, Policy policy, Clock clock) {
    this.policy = policy;
    this.database = database;
    this.prompts = new PromptStore(database);
    this.uses = new AttemptLimiter("prompt", USES_PER_MINUTE, Duration.ofMinutes(1), clock);
    this.clock = clock;
  }

  /** The one check that all access to a group goes through; a hidden one is as an unknown one. */
  private PromptGroup require(Principal user, String groupId, int rights) {
    policy.require(user, ResourceType.PROMPT_GROUP, groupId, rights);
    return database
        .read(handle -> prompts.find(handle, groupId))
        .orElseThrow(() -> AppException.notFound("The prompt was deleted."));
  }

  private Prompt requireVersion(Principal user, String promptId, int rights) {
    Optional<Prompt> prompt = database.read(handle -> prompts.findPrompt(handle, promptId));
    // No group has an empty id: the answer is that for a hidden one.
    require(user, prompt.map(Prompt::groupId).orElse(""), rights);
    return prompt.orElseThrow();
  }

  /** What is granted to the person by name, group or role, the own ones among it. */
  List<PromptGroup> list(Principal user, PromptListing listing) {
    Set<String> granted = policy.granted(user, ResourceType.PROMPT_GROUP, Rights.VIEW);
    return granted.isEmpty() ? List.of() : prompts.list(granted, listing);
  }

  /** Ids of the groups that everybody may use. */
  Set<String> publicOnes() {
    return policy.publicOnes(ResourceType.PROMPT_GROUP);
  }

  PromptGroup find(Principal user, String groupId) {
    return require(user, groupId, Rights.VIEW);
  }

  Prompt findVersion(Principal user, String promptId) {
    return requireVersion(user, promptId, Rights.VIEW);
  }

  /** All versions, the newest first. */
  List<Prompt> versions(Principal user, String groupId) {
    PromptGroup group = require(user, groupId, Rights.VIEW);
    return database.read(handle -> prompts.versions(handle, group.id()));
  }

  /**
   * Makes a prompt with its first version, which is in production.
   *
   * @throws AppException 400 when a field cannot be used, 409 when the command is taken
   */
  PromptGroup create(Principal user, JsonNode group, JsonNode version) {
    PromptDraft draft = PromptDraft.EMPTY.with(group);
    Instant now = clock.instant();
    String id = Ids.objectId(clock);
    PromptGroup made =
        new PromptGroup(
            id,
            user.id(),
            user.name(),
            draft.name(),
            draft.oneliner(),
            draft.category(),
            draft.command(),
            version(user, id, 1, version),
            0,
            now,
            now);
    database.change(
        handle -> {
          if (prompts.count(handle, user.id()) >= MAX_GROUPS) {
            throw AppException.badRequest(
                "TOO_MANY_PROMPTS",
                "There are " + MAX_GROUPS + " prompts, which is the most. Delete some first.");
          }
          checkCommand(handle, made);
          prompts.insert(handle, made);
          policy.own(handle, user.id(), ResourceType.PROMPT_GROUP, made.id());
        });
    return made;
  }

  private Prompt version(Principal user, String groupId, int number, JsonNode given) {
    Instant now = clock.instant();
    return new Prompt(
        Ids.objectId(clock),
        groupId,
        user.id(),
        number,
        PromptDraft.version(given),
        PromptDraft.type(given),
        now,
        now);
  }

  private void checkCommand(Handle handle, PromptGroup group) {
    String command = group.command();
    if (command != null && prompts.isTaken(handle, group.userId(), command, group.id())) {
      throw AppException.conflict(
          "COMMAND_TAKEN", "Another of your prompts has the command /" + command + " already.");
    }
  }

  /** Adds a version; the one in production stays. */
  Prompt add(Principal user, String groupId, JsonNode given) {
    PromptGroup group = require(user, groupId, Rights.EDIT);
    return database.write(
        handle -> {
          List<Prompt> versions = prompts.versions(handle, group.id());
          if (versions.size() >= MAX_VERSIONS) {
            throw AppException.badRequest(
                "TOO_MANY_VERSIONS",
                "The prompt has " + MAX_VERSIONS + " versions, which is the most. Delete some.");
          }
          int last = versions.isEmpty() ? 0 : versions.getFirst().number();
          Prompt made = version(user, group.id(), last + 1, given);
          prompts.insert(handle, made);
          return made;
        });
  }

  /** Changes name, one-liner, category or command. */
  PromptGroup update(Principal user, String groupId, JsonNode change) {
    PromptGroup old = require(user, groupId, Rights.EDIT);
    return database.write(
        handle -> {
          PromptDraft draft =
              new PromptDraft(old.name(), old.oneliner(), old.category(), old.command())
                  .with(change);
          PromptGroup changed =
              new PromptGroup(
                  old.id(),
                  old.userId(),
                  old.authorName(),
                  draft.name(),
                  draft.oneliner(),
                  draft.category(),
                  draft.command(),
                  old.production(),
                  old.uses(),
                  old.createdAt(),
                  clock.instant());
          checkCommand(handle, changed);
          prompts.update(handle, changed, changed.updatedAt());
          return changed;
        });
  }

  /** Puts a version into production. */
  void produce(Principal user, String promptId) {
    Prompt prompt = requireVersion(user, promptId, Rights.EDIT);
    database.change(
        handle -> prompts.produce(handle, prompt.groupId(), prompt.id(), clock.instant()));
  }

  /**
   * Counts a use.
   *
   * @return how often it was used so far
   * @throws AppException 429 beyond 30 a minute
   */
  int use(Principal user, String groupId) {
    uses.count(user.id());
    PromptGroup group = require(user, groupId, Rights.VIEW);
    return database.write(handle -> prompts.use(handle, group.id()));
  }

  /**
   * Deletes a version; the newest other takes its place in production.
   *
   * @return whether it was the last one, with which the group went too
   */
  boolean deleteVersion(Principal user, String promptId) {
    PromptGroup group =
        require(user, requireVersion(user, promptId, Rights.DELETE).groupId(), Rights.DELETE);
    return database.write(
        handle -> {
          List<Prompt> others =
              prompts.versions(handle, group.id()).stream()
                  .filter(version -> !version.id().equals(promptId))
                  .toList();
          if (others.isEmpty()) {
            delete(handle, group.id());
            return true;
          }
          if (group.production().id().equals(promptId)) {
            prompts.produce(handle, group.id(), others.getFirst().id(), clock.instant());
          }
          prompts.deletePrompt(handle, promptId);
          return false;
        });
  }

  void delete(Principal user, String groupId) {
    PromptGroup group = require(user, groupId, Rights.DELETE);
    database.change(handle -> delete(handle, group.id()));
  }

  private void delete(Handle handle, String groupId) {
    prompts.deleteGroup(handle, groupId);
    policy.forget(handle, ResourceType.PROMPT_GROUP, groupId);
  }

  @Override
  public void deleteAll(String userId) {
    database.change(
        handle -> prompts.groupsOf(handle, userId).forEach(groupId -> delete(handle, groupId)));
  }
}

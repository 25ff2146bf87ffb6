package dev.klatch.conversation.project;

import dev.klatch.account.PersonalData;
import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.ObjectIds;
import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rules of projects. */
public final class ProjectService implements PersonalData {
  private static final int MAX_NAME = 100;
  private static final int MAX_DESCRIPTION = 1_000;
  private static final int MAX_PROJECTS = 1_000;
  private static final int MAX_PAGE = 100;

  private final Database database;
  private final ConversationService conversations;
  private final ConversationStore store;
  private final ProjectStore projects;
  private final Clock clock;

  public ProjectService(
      Database database, ConversationService conversations, ConversationStore store, Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.store = store;
    this.projects = new ProjectStore(database);
    this.clock = clock;
  }

  /** Which projects to list; {@code cursor} is the id of the last one of the page before. */
  record Listing(
      @Nullable String cursor,
      int limit,
      String sortBy,
      boolean ascending,
      @Nullable String search) {}

  /** Some projects, and where the next ones start. */
  record Page(List<Project> projects, @Nullable String next) {}

  /** What a deletion did. */
  record Deletion(int deleted, int released) {}

  /** A conversation that was moved. */
  record Move(Conversation conversation, @Nullable String from, @Nullable String to) {}

  Page list(String userId, Listing asked) {
    // A person has few enough projects to sort and search them here.
    String words = asked.search() == null ? "" : asked.search().strip().toLowerCase(Locale.ROOT);
    List<Project> all =
        projects.list(userId).stream()
            .filter(project -> project.name().toLowerCase(Locale.ROOT).contains(words))
            .sorted(order(asked))
            .toList();
    int start = 0;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(asked.cursor())) {
        start = i + 1;
      }
    }
    int end = Math.min(all.size(), start + Math.clamp(asked.limit(), 1, MAX_PAGE));
    List<Project> page = all.subList(start, end);
    return new Page(page, end < all.size() ? page.getLast().id() : null);
  }

  private static Comparator<Project> order(Listing asked) {
    Comparator<Project> order =
        switch (asked.sortBy()) {
          case "name" -> Comparator.comparing(project -> project.name().toLowerCase(Locale.ROOT));
          case "createdAt" -> Comparator.comparing(Project::createdAt);
          // One that is empty counts by its own age, so that a new project is not at the end.
          default ->
              Comparator.comparing(
                  project ->
                      project.lastConversationAt() == null
                          ? project.createdAt()
                          : project.lastConversationAt());
        };
    return (asked.ascending() ? order : order.reversed()).thenComparing(Project::id);
  }

  /**
   * The user's project: the one ownership check.
   *
   * @throws AppException 404 when there is none or it is somebody else's
   */
  Project require(String userId, String id) {
    return projects
        .find(userId, id)
        .orElseThrow(() -> AppException.notFound("The project was not found."));
  }

  Project create(String userId, @Nullable String name, @Nullable String description) {
    Instant now = clock.instant();
    String id = ObjectIds.of(UUID.randomUUID().toString());
    Project made =
        new Project(id, userId, name(name), description(description), 0, null, null, now, now);
    database.change(
        handle -> {
          if (projects.count(handle, userId) >= MAX_PROJECTS) {
            throw AppException.badRequest(
                "TOO_MANY_PROJECTS",
                "There are " + MAX_PROJECTS + " projects, which is the most. Delete some first.");
          }
          projects.insert(handle, made);
        });
    return made;
  }

  /** Changes a project; null leaves as it is. */
  Project update(String userId, String id, @Nullable String name, @Nullable String description) {
    Project old = require(userId, id);
    String newName = name == null ? old.name() : name(name);
    String text = description == null ? old.description() : description(description);
    database.change(handle -> projects.update(handle, userId, id, newName, text, clock.instant()));
    return require(userId, id);
  }

  /** Deletes a project; its conversations stay, in none. */
  Deletion delete(String userId, String id) {
    require(userId, id);
    return database.write(
        handle -> {
          int released = projects.empty(handle, id);
          return new Deletion(projects.delete(handle, userId, id), released);
        });
  }

  /**
   * Moves a conversation of the user into a project of the user.
   *
   * @param projectId null takes it out of its project
   */
  public Move assign(String userId, String conversationId, @Nullable String projectId) {
    Conversation before = conversations.require(userId, conversationId);
    if (projectId != null) {
      require(userId, projectId);
    }
    database.change(handle -> store.assign(handle, userId, conversationId, projectId));
    Conversation after = conversations.require(userId, conversationId);
    return new Move(after, before.projectId(), after.projectId());
  }

  private static String name(@Nullable String name) {
    String given = name == null ? "" : name.strip();
    if (given.isEmpty()
        || given.length() > MAX_NAME
        || given.chars().anyMatch(Character::isISOControl)) {
      throw AppException.badRequest(
          "INVALID_NAME", "A project's name has 1 to " + MAX_NAME + " characters.");
    }
    return given;
  }

  private static String description(@Nullable String text) {
    String given = text == null ? "" : text.strip();
    if (given.length() > MAX_DESCRIPTION || given.indexOf('\0') >= 0) {
      throw AppException.badRequest(
          "DESCRIPTION_TOO_LONG",
          "A project's description has at most " + MAX_DESCRIPTION + " characters.");
    }
    return given;
  }

  @Override
  public void deleteAll(String userId) {
    projects.deleteAll(userId);
  }
}

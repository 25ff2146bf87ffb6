package dev.klatch.memory;

import dev.klatch.account.AccountService;
import dev.klatch.account.PersonalData;
import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rules of memories. A person finds the own ones only. */
public final class MemoryService implements PersonalData {
  private static final int MAX_KEY = 1_000;
  private static final int MAX_MEMORIES = 1_000;
  private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9_-]{0,64}");

  private final Database database;
  private final AccountService accounts;
  private final MemoryStore memories;
  private final MemoryConfig config;
  private final ToIntFunction<String> tokens;
  private final Clock clock;

  /**
   * @param tokens counts the tokens of a text
   */
  public MemoryService(
      Database database,
      AccountService accounts,
      MemoryConfig config,
      ToIntFunction<String> tokens,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.memories = new MemoryStore(database);
    this.config = config;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Names one memory of a person; an empty agent id is none. */
  record Place(String userId, String agentId, String key) {
    boolean holds(Memory memory) {
      return memory.agentId().equals(agentId) && memory.key().equals(key);
    }
  }

  MemoryConfig config() {
    return config;
  }

  List<Memory> list(String userId) {
    return memories.list(userId);
  }

  /** What a prompt is told of a person; empty when there is nothing or it is switched off. */
  public List<String> notes(String userId) {
    if (!config.enabled() || (config.personalize() && !accounts.require(userId).usesMemories())) {
      return List.of();
    }
    List<String> lines =
        memories.list(userId).stream()
            .filter(memory -> memory.agentId().isEmpty())
            .sorted(Comparator.comparing(Memory::key))
            .map(memory -> "- " + memory.key() + ": " + memory.value())
            .toList();
    return lines.isEmpty()
        ? List.of()
        : List.of(
            "What is remembered about the person you are talking to. Use it where it helps, and do"
                + " not bring it up unasked.\n"
                + String.join("\n", lines));
  }

  /**
   * Remembers something new.
   *
   * @throws AppException 400 when key or value cannot be used or the limit is reached, 409 when
   *     there is a memory of this key
   */
  Memory create(Place place, String value) {
    Memory made = memory(place, value);
    return database.write(
        handle -> {
          List<Memory> all = memories.list(handle, place.userId());
          if (all.stream().anyMatch(place::holds)) {
            throw taken(place.key());
          }
          if (all.size() >= MAX_MEMORIES) {
            throw AppException.badRequest(
                "TOO_MANY_MEMORIES",
                "There are " + MAX_MEMORIES + " memories, which is the most. Delete some first.");
          }
          checkBudget(all, made, null);
          memories.insert(handle, made);
          return made;
        });
  }

  /**
   * Changes a memory.
   *
   * @param key the new key; null leaves it
   */
  Memory update(Place place, @Nullable String key, String value) {
    Place target = new Place(place.userId(), place.agentId(), key == null ? place.key() : key);
    return database.write(
        handle -> {
          List<Memory> all = memories.list(handle, place.userId());
          Memory old =
              all.stream().filter(place::holds).findFirst().orElseThrow(MemoryService::unknown);
          Memory changed = memory(target, value);
          if (!target.equals(place) && all.stream().anyMatch(target::holds)) {
            throw taken(target.key());
          }
          checkBudget(all, changed, old);
          replace(handle, old, changed);
          return changed;
        });
  }

  private void replace(Handle handle, Memory old, Memory changed) {
    memories.delete(handle, old.userId(), old.agentId(), old.key());
    memories.insert(handle, changed);
  }

  void delete(Place place) {
    int gone =
        database.write(
            handle -> memories.delete(handle, place.userId(), place.agentId(), place.key()));
    if (gone == 0) {
      throw unknown();
    }
  }

  /** Switches the use of memories on or off for a person. */
  boolean use(String userId, boolean on) {
    accounts.useMemories(userId, on);
    return on;
  }

  private Memory memory(Place place, String value) {
    String key = place.key();
    if (key.isBlank() || key.length() > MAX_KEY || key.chars().anyMatch(Character::isISOControl)) {
      throw invalid("A memory's key is one line of 1 to " + MAX_KEY + " characters.");
    }
    if (!config.validKeys().isEmpty() && !config.validKeys().contains(key)) {
      throw invalid(
          "This server remembers only these keys: " + String.join(", ", config.validKeys()) + ".");
    }
    if (value.isBlank() || value.length() > config.charLimit() || value.indexOf('\0') >= 0) {
      throw invalid("A memory's value has 1 to " + config.charLimit() + " characters.");
    }
    if (!AGENT.matcher(place.agentId()).matches()) {
      throw invalid("agentId must be the id of an agent.");
    }
    return new Memory(
        place.userId(),
        place.agentId(),
        key,
        value.strip(),
        tokens.applyAsInt(value.strip()),
        clock.instant());
  }

  private void checkBudget(List<Memory> all, Memory made, @Nullable Memory instead) {
    Integer limit = config.tokenLimit();
    int used =
        all.stream().mapToInt(Memory::tokens).sum() - (instead == null ? 0 : instead.tokens());
    if (limit != null && used + made.tokens() > limit) {
      throw AppException.badRequest(
          "MEMORY_LIMIT",
          "This memory has "
              + made.tokens()
              + " tokens, and "
              + Math.max(0, limit - used)
              + " of "
              + limit
              + " are free. Shorten it, or delete others.");
    }
  }

  private static AppException invalid(String message) {
    return AppException.badRequest("INVALID_MEMORY", message);
  }

  private static AppException taken(String key) {
    return AppException.conflict("MEMORY_EXISTS", "There is already a memory of this key: " + key);
  }

  private static AppException unknown() {
    return AppException.notFound("There is no memory of this key.");
  }

  @Override
  public void deleteAll(String userId) {
    memories.deleteAll(userId);
  }
}

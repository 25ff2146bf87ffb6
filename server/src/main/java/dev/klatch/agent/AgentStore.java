package dev.klatch.agent;

import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import dev.klatch.sql.Like;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.node.ObjectNode;

/** All SQL about agents and their versions. */
final class AgentStore {
  /** Ids in one statement; engines bound their number. */
  private static final int BATCH = 1_000;

  private static final Comparator<Agent> NEWEST_FIRST =
      Comparator.comparing(Agent::updatedAt).reversed().thenComparing(Agent::id);

  private final Database database;

  AgentStore(Database database) {
    this.database = database;
  }

  Optional<Agent> find(String agentId) {
    return database.read(handle -> find(handle, agentId));
  }

  static Optional<Agent> find(Handle handle, String agentId) {
    return handle
        .createQuery("SELECT * FROM agent WHERE agent_id = :id")
        .bind("id", agentId)
        .map((row, context) -> agent(row))
        .findOne();
  }

  /** Agents of a set of ids that the query asks for, in its order. */
  List<Agent> list(Collection<String> ids, AgentQuery asked) {
    List<Agent> found = new ArrayList<>();
    for (List<String> some : batches(ids)) {
      found.addAll(
          database.read(handle -> query(handle, some, asked).map((r, c) -> agent(r)).list()));
    }
    found.sort(NEWEST_FIRST);
    return found.subList(0, Math.min(found.size(), asked.limit()));
  }

  private static Query query(Handle handle, List<String> ids, AgentQuery asked) {
    StringBuilder sql = new StringBuilder("SELECT * FROM agent WHERE id IN (<ids>)");
    AgentQuery.Place after = asked.after();
    String search = asked.search();
    if (search != null) {
      sql.append(" AND search_text LIKE :search").append(Like.ESCAPE);
    }
    if (asked.category() != null) {
      sql.append(" AND category = :category");
    }
    if (asked.promoted() != null) {
      sql.append(" AND promoted = :promoted");
    }
    if (after != null) {
      sql.append(" AND (updated_at < :at OR (updated_at = :at AND id > :after))");
    }
    sql.append(" ORDER BY updated_at DESC, id LIMIT :limit");
    Query query = handle.createQuery(sql.toString()).bindList("ids", ids);
    if (search != null) {
      query.bind("search", Like.containing(search));
    }
    if (asked.category() != null) {
      query.bind("category", asked.category());
    }
    if (asked.promoted() != null) {
      query.bind("promoted", asked.promoted() ? 1 : 0);
    }
    if (after != null) {
      query.bind("at", after.updatedAt()).bind("after", after.id());
    }
    return query.bind("limit", asked.limit());
  }

  /** How many of the agents are in each category. */
  Map<String, Integer> countByCategory(Collection<String> ids) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (List<String> some : batches(ids)) {
      database
          .read(
              handle ->
                  handle
                      .createQuery("SELECT category FROM agent WHERE id IN (<ids>)")
                      .bindList("ids", some)
                      .mapTo(String.class)
                      .list())
          .forEach(category -> counts.merge(category, 1, Integer::sum));
    }
    return counts;
  }

  private static List<List<String>> batches(Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return batches;
  }

  static void add(Handle handle, Agent agent) {
    handle.execute(
        "INSERT INTO agent (id, agent_id, author_id, category, promoted, search_text, definition,"
            + " version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        agent.id(),
        agent.agentId(),
        agent.author(),
        agent.definition().category(),
        agent.promoted() ? 1 : 0,
        agent.definition().searchText(),
        Json.write(agent.definition().fields()),
        agent.version(),
        agent.createdAt().toEpochMilli(),
        agent.updatedAt().toEpochMilli());
  }

  static void change(Handle handle, Agent agent) {
    handle.execute(
        "UPDATE agent SET category = ?, promoted = ?, search_text = ?, definition = ?, version = ?,"
            + " updated_at = ? WHERE id = ?",
        agent.definition().category(),
        agent.promoted() ? 1 : 0,
        agent.definition().searchText(),
        Json.write(agent.definition().fields()),
        agent.version(),
        agent.updatedAt().toEpochMilli(),
        agent.id());
  }

  static void delete(Handle handle, String id) {
    handle.execute("DELETE FROM agent_version WHERE agent_id = ?", id);
    handle.execute("DELETE FROM agent WHERE id = ?", id);
  }

  static List<String> idsOf(Handle handle, String authorId) {
    return handle
        .createQuery("SELECT id FROM agent WHERE author_id = :author")
        .bind("author", authorId)
        .mapTo(String.class)
        .list();
  }

  /** Keeps the newest state as a version, and forgets those before {@code oldest}. */
  static void addVersion(Handle handle, Agent agent, String by, int oldest) {
    handle.execute(
        "INSERT INTO agent_version (agent_id, version, definition, made_by, made_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        agent.id(),
        agent.version(),
        Json.write(agent.definition().fields()),
        by,
        agent.updatedAt().toEpochMilli());
    handle.execute(
        "DELETE FROM agent_version WHERE agent_id = ? AND version < ?", agent.id(), oldest);
  }

  /** All versions, oldest first. */
  static List<AgentVersion> versions(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM agent_version WHERE agent_id = :id ORDER BY version")
        .bind("id", id)
        .map(
            (row, context) ->
                new AgentVersion(
                    row.getInt("version"),
                    definition(row),
                    row.getString("made_by"),
                    Instant.ofEpochMilli(row.getLong("made_at"))))
        .list();
  }

  private static Definition definition(ResultSet row) throws SQLException {
    return new Definition((ObjectNode) Json.parse(row.getString("definition")));
  }

  private static Agent agent(ResultSet row) throws SQLException {
    return new Agent(
        row.getString("id"),
        row.getString("agent_id"),
        row.getString("author_id"),
        row.getInt("promoted") == 1,
        definition(row),
        row.getInt("version"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}

package dev.klatch.agent;

import dev.klatch.access.Policy;
import dev.klatch.access.ResourceType;
import dev.klatch.access.Rights;
import dev.klatch.account.PersonalData;
import dev.klatch.crypto.Ids;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/** Rules of stored agents. Every access goes through {@link #require}. */
public final class AgentService implements PersonalData {
  private static final String TYPE = "AGENTS";

  /** Versions kept of one agent; older ones are forgotten. */
  private static final int MAX_VERSIONS = 200;

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;
  private final AgentStore store;
  private final Policy policy;
  private final Clock clock;

  public AgentService(Database database, Policy policy, Clock clock) {
    this.database = database;
    this.store = new AgentStore(database);
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * An agent on which the caller has rights; without the right to see it, it does not exist.
   *
   * @throws AppException 403 without {@code AGENTS.USE} or the other rights, 404 when it is unknown
   *     or not shared with the caller
   */
  public Agent require(Principal caller, String agentId, int rights) {
    policy.require(caller, TYPE, "USE");
    Agent agent = store.find(agentId).orElseThrow(AgentService::unknown);
    check(caller, agent, rights);
    return agent;
  }

  /** An agent to talk to; empty when the caller may not see it or there is none. */
  public Optional<Agent> usable(Principal caller, String agentId) {
    policy.require(caller, TYPE, "USE");
    return store
        .find(agentId)
        .filter(agent -> policy.may(caller, ResourceType.AGENT, agent.id(), Rights.VIEW));
  }

  private void check(Principal caller, Agent agent, int rights) {
    if (!policy.may(caller, ResourceType.AGENT, agent.id(), Rights.VIEW)) {
      throw unknown();
    }
    policy.require(caller, ResourceType.AGENT, agent.id(), rights);
  }

  private static AppException unknown() {
    return AppException.notFound("There is no such agent, or it is not shared with you.")
        .with("error", "Agent not found");
  }

  /** Whether the caller may do all of this with an agent. */
  boolean may(Principal caller, Agent agent, int rights) {
    return policy.may(caller, ResourceType.AGENT, agent.id(), rights);
  }

  boolean isPublic(Agent agent) {
    return policy.publicOnes(ResourceType.AGENT).contains(agent.id());
  }

  Collection<String> publicOnes() {
    return policy.publicOnes(ResourceType.AGENT);
  }

  /** A page of the agents that were granted to the caller. */
  List<Agent> list(Principal caller, AgentQuery asked) {
    policy.require(caller, TYPE, "USE");
    return store.list(policy.granted(caller, ResourceType.AGENT, asked.rights()), asked);
  }

  /** How many agents the caller sees in each category. */
  Map<String, Integer> categories(Principal caller) {
    policy.require(caller, TYPE, "USE");
    return store.countByCategory(policy.granted(caller, ResourceType.AGENT, Rights.VIEW));
  }

  /** Stores a new agent; the caller becomes its owner. */
  Agent create(Principal caller, Definition definition) {
    policy.require(caller, TYPE, "CREATE");
    Instant now = now();
    Agent agent =
        new Agent(Ids.objectId(clock), newAgentId(), caller.id(), false, definition, 1, now, now);
    return database.write(
        handle -> {
          AgentStore.add(handle, agent);
          AgentStore.addVersion(handle, agent, caller.id(), 0);
          policy.own(handle, caller.id(), ResourceType.AGENT, agent.id());
          policy.own(handle, caller.id(), ResourceType.REMOTE_AGENT, agent.id());
          return agent;
        });
  }

  /**
   * Changes an agent and keeps the result as a version.
   *
   * @param changes fields to set, and nulls for those to clear
   * @throws AppException 409 when nothing would change
   */
  Agent update(Principal caller, String agentId, ObjectNode changes) {
    require(caller, agentId, Rights.EDIT);
    return database.write(
        handle -> {
          Agent before = AgentStore.find(handle, agentId).orElseThrow(AgentService::unknown);
          Definition after = before.definition().with(changes);
          if (after.equals(before.definition())) {
            throw AppException.conflict("DUPLICATE_VERSION", "Nothing was changed.")
                .with("error", "Duplicate version")
                .with("details", Map.of("version", before.version()));
          }
          return save(handle, before, after, caller.id());
        });
  }

  /**
   * Gives an agent a picture.
   *
   * @param filepath address the picture is served at
   * @param source where its file is kept, such as {@code local}
   */
  public Agent setAvatar(Principal caller, String agentId, String filepath, String source) {
    ObjectNode change = Json.object();
    change.putObject("avatar").put("filepath", filepath).put("source", source);
    return update(caller, agentId, change);
  }

  private Agent save(Handle handle, Agent before, Definition after, String by) {
    Agent changed =
        new Agent(
            before.id(),
            before.agentId(),
            before.author(),
            before.promoted(),
            after,
            before.version() + 1,
            before.createdAt(),
            now());
    AgentStore.change(handle, changed);
    AgentStore.addVersion(handle, changed, by, changed.version() - MAX_VERSIONS + 1);
    return changed;
  }

  /** The versions, oldest first; the last is what was saved last. */
  List<AgentVersion> versions(Principal caller, String agentId) {
    Agent agent = require(caller, agentId, Rights.EDIT);
    return database.read(handle -> AgentStore.versions(handle, agent.id()));
  }

  /**
   * Brings an agent back to an earlier version; later ones stay and can be brought back as well.
   *
   * @param index place of the version in {@link #versions}
   * @throws AppException 400 when there is no such version
   */
  Agent revert(Principal caller, String agentId, int index) {
    require(caller, agentId, Rights.EDIT);
    return database.write(
        handle -> {
          Agent before = AgentStore.find(handle, agentId).orElseThrow(AgentService::unknown);
          List<AgentVersion> versions = AgentStore.versions(handle, before.id());
          if (index < 0 || index >= versions.size()) {
            throw AppException.badRequest(
                "UNKNOWN_VERSION",
                "There is no version " + index + "; there are " + versions.size() + ", from 0.");
          }
          Agent changed =
              new Agent(
                  before.id(),
                  before.agentId(),
                  before.author(),
                  before.promoted(),
                  versions.get(index).definition(),
                  before.version(),
                  before.createdAt(),
                  now());
          AgentStore.change(handle, changed);
          return changed;
        });
  }

  /** Copies an agent for the caller, who must be allowed to see all of it. */
  Agent duplicate(Principal caller, String agentId) {
    Agent original = require(caller, agentId, Rights.EDIT);
    ObjectNode name = Json.object();
    name.put("name", original.definition().name() + " (copy)");
    return create(caller, original.definition().with(name));
  }

  void delete(Principal caller, String agentId) {
    Agent agent = require(caller, agentId, Rights.DELETE);
    database.change(handle -> delete(handle, agent.id()));
  }

  private void delete(Handle handle, String id) {
    AgentStore.delete(handle, id);
    policy.forget(handle, ResourceType.AGENT, id);
    policy.forget(handle, ResourceType.REMOTE_AGENT, id);
  }

  @Override
  public void deleteAll(String userId) {
    database.change(handle -> AgentStore.idsOf(handle, userId).forEach(id -> delete(handle, id)));
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private static String newAgentId() {
    StringBuilder id = new StringBuilder("agent_");
    for (int i = 0; i < 21; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
